using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Numbers the levels of a column from 1 and writes each number in binary: a 0/1 column a digit, "COLUMN_bit1" the highest.</summary>
/// <remarks>
/// <para>The levels are numbered in the order that <see cref="OneHot"/> has. A missing value and a level that no training row had are 0 in
/// all digits.</para>
/// <para>Time and memory O(n log levels). A column of L levels becomes ⌊log₂ L⌋ + 1 columns, where <see cref="OneHot"/> makes L; trees can
/// part single levels by a few questions, a linear model cannot.</para>
/// </remarks>
public sealed record BinaryEncode : Transform
{
    /// <summary>The columns to turn. Default none, which means all categories; truths, whole numbers and texts must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <inheritdoc/>
    public override BinaryEncodeModel Fit(Table features, FitOptions options = default)
    {
        var columns = LevelColumns.Of(features, Columns);
        var model = new BinaryEncodeModel(this, LevelColumns.Learn(columns, options.CancellationToken).ToEquatableArray());
        StepColumns.ThrowIfTaken(features, model.Names, columns.Select(column => column.Name).ToHashSet());
        return model;
    }
}
