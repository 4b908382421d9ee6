using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>What is different between two versions of a dataset.</summary>
/// <param name="Columns">The columns that one has and the other not, or that have another type; in the order of the newer, then of the older.</param>
/// <param name="Added">How many rows only the newer has.</param>
/// <param name="Removed">How many rows only the older has.</param>
/// <param name="Changed">How many rows have the same key and other values in a column that both have; 0 without a key.</param>
/// <param name="Unchanged">How many rows are in both.</param>
/// <param name="Examples">The first rows of each kind, up to <see cref="MostExamples"/> of each.</param>
public sealed record DatasetDiff(
    EquatableArray<DatasetColumnChange> Columns, long Added, long Removed, long Changed, long Unchanged, EquatableArray<DatasetRowChange> Examples)
{
    /// <summary>How many examples of each kind there are at most.</summary>
    public const int MostExamples = 5;
}
