using System.Diagnostics.CodeAnalysis;

namespace Cambium.Data;

/// <summary>Where in a Parquet file the reader is, and the messages that name it.</summary>
/// <param name="file">The file's name, or what the caller calls the bytes.</param>
sealed class ParquetPlace(string file)
{
    internal string File { get; } = file;

    /// <summary>The number of the row group, from 0, where one is being read.</summary>
    internal int? RowGroup { get; init; }

    /// <summary>The column that is being read, where there is one.</summary>
    internal string? Column { get; init; }

    /// <summary>The byte of the file at which the part begins that is being read.</summary>
    internal long Offset { get; set; }

    /// <summary>The bytes do not keep to the format.</summary>
    internal TableException Damaged(string problem) =>
        Refused($"{problem} The file is damaged or was not written whole; fetch or write it again.", $"byte {Offset}");

    /// <summary>The bytes keep to the format, but no table can be made of them.</summary>
    internal TableException Refused(string problem, string? detail = null) => new($"{Where(detail)}: {problem}")
    {
        File = File,
        Column = Column,
    };

    [DoesNotReturn]
    internal void ThrowDamaged(string problem) => throw Damaged(problem);

    string Where(string? detail)
    {
        var where = File;
        if (RowGroup is { } group)
        {
            where += $", row group {group}";
        }

        if (Column is { } column)
        {
            where += $", column '{column}'";
        }

        return detail is null ? where : $"{where}, {detail}";
    }
}
