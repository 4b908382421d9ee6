using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Drops some columns and keeps all others.</summary>
/// <remarks>
/// <para>Which columns are dropped is settled by the training rows.</para>
/// <para>Time O(columns), no memory. Use it for columns that only other steps need, such as the moments that a <see cref="Lag"/> goes by.</para>
/// <para>Source: own definition.</para>
/// </remarks>
public sealed record DropColumns : Transform
{
    /// <summary>The columns to drop. Default none, which drops nothing; <c>ColumnSelection.AllBut("a")</c> drops all but one.</summary>
    public ColumnSelection Columns { get; init; }

    /// <inheritdoc/>
    public override DropColumnsModel Fit(Table features, FitOptions options = default)
    {
        var chosen = StepColumns.Of(features, Columns, _ => true, "all columns").Select(column => column.Name).ToEquatableArray();
        return new DropColumnsModel(this, Columns.IsOpen && Columns.Excepted.Count == 0 ? [] : chosen);
    }
}
