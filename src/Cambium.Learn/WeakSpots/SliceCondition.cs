using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One condition of a slice; prints as "age &lt; 30".</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Value">The value as text; empty unless the kind is <see cref="SliceConditionKind.Value"/>.</param>
/// <param name="From">The least number that fulfils it; −∞: no bound.</param>
/// <param name="Below">The least number above From that does not; +∞: no bound.</param>
public sealed record SliceCondition(string Column, SliceConditionKind Kind, string Value, double From, double Below)
{
    /// <summary>Whether each row fulfils it.</summary>
    /// <exception cref="ArgumentException">The column is not there.</exception>
    public bool[] Matches(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var column = rows[Column];
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => Kind switch
        {
            SliceConditionKind.Missing => column.IsMissing(row),
            SliceConditionKind.Value => !column.IsMissing(row) && column.Format(row) == Value,
            _ => !column.IsMissing(row) && SliceColumn.Number(column, row) is var number && number >= From && (number < Below || double.IsPositiveInfinity(Below)),
        })];
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SliceConditionKind.Missing => $"{Column} is missing",
        SliceConditionKind.Value => $"{Column} = {Value}",
        _ when double.IsNegativeInfinity(From) => $"{Column} < {Text(Below)}",
        _ when double.IsPositiveInfinity(Below) => $"{Column} >= {Text(From)}",
        _ => $"{Text(From)} <= {Column} < {Text(Below)}",
    };

    static string Text(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
