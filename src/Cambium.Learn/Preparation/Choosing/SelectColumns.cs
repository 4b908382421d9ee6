using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Keeps some columns and drops all others.</summary>
/// <remarks>
/// <para>Which columns are kept is settled by the training rows; a column that they did not have is dropped.</para>
/// <para>Time O(columns), no memory. Use it at the start of a part of <see cref="Branches"/>, or to leave out what must not be learned from.</para>
/// <para>Source: own definition.</para>
/// </remarks>
public sealed record SelectColumns : Transform
{
    /// <summary>The columns to keep. Default none, which means all.</summary>
    public ColumnSelection Columns { get; init; }

    /// <inheritdoc/>
    public override SelectColumnsModel Fit(Table features, FitOptions options = default) =>
        new(this, StepColumns.Of(features, Columns, _ => true, "all columns").Select(StepColumns.FieldOf).ToEquatableArray());
}
