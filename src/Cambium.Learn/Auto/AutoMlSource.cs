using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Where the rows came from that <see cref="AutoMl"/> learned from, so that a program can take the same.</summary>
/// <param name="File">The file that the table is read from.</param>
sealed record AutoMlSource(string File)
{
    /// <summary>How the file is read, where it is CSV.</summary>
    internal CsvOptions Csv { get; init; } = new();

    /// <summary>Columns that were dropped before. Default none.</summary>
    internal EquatableArray<string> Drop { get; init; } = [];

    /// <summary>Whether rows without a target were dropped before. Default false.</summary>
    internal bool DropsRowsWithoutTarget { get; init; }

    /// <summary>The share of the rows that were learned from, of a split at random. Default 1: all. Range (0, 1].</summary>
    internal double Share { get; init => field = Check.InRange(value, double.Epsilon, 1); } = 1;

    /// <summary>The column whose values are as frequent on both sides of the split; null, the default: none.</summary>
    internal string? StratifyBy { get; init; }

    /// <summary>The column whose equal values stay on one side of the split; null, the default: none.</summary>
    internal string? GroupBy { get; init; }

    /// <summary>The column by which the earliest rows were learned from; null, the default: rows at random.</summary>
    internal string? Time { get; init; }

    /// <summary>The seed of the split. Default 0. Any whole number.</summary>
    internal long Seed { get; init; }
}
