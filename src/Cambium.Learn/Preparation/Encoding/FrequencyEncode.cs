using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns each level into the share of training rows that have it, or their number.</summary>
/// <remarks>
/// <para>Missing values count as a level of their own. A level that no training row had becomes 0.</para>
/// <para>Time O(n) a column, memory O(levels). Use it for columns of very many levels where how common one is matters more than which it
/// is; levels that are equally frequent become the same number.</para>
/// </remarks>
public sealed record FrequencyEncode : Transform
{
    /// <summary>The columns to turn. Default none, which means all categories; truths, whole numbers and texts must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Whether to give the number of rows instead of their share. Default false.</summary>
    public bool Counts { get; init; }

    /// <inheritdoc/>
    public override FrequencyEncodeModel Fit(Table features, FitOptions options = default)
    {
        var columns = LevelColumns.Of(features, Columns);
        var fields = LevelColumns.Learn(columns, options.CancellationToken);
        var counts = columns.Select((column, i) =>
        {
            var ofLevels = LevelColumns.Counts(ClassLabels.Encode(column, fields[i].Levels), fields[i].Levels.Count);
            return Array.ConvertAll([.. ofLevels, column.MissingCount], count => (double)count);
        });
        return new FrequencyEncodeModel(this, fields.ToEquatableArray(), [.. counts], features.RowCount);
    }
}
