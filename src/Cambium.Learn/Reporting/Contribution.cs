using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How far a column moved an answer.</summary>
/// <param name="Column">The column of the user's table.</param>
/// <param name="Value">The row's value there, as text; "missing" where there is none.</param>
/// <param name="Amount">Its SHAP value: above 0 it raised what is explained.</param>
public sealed record Contribution(string Column, string Value, double Amount)
{
    /// <summary>Contributions beyond these say little and fill pages.</summary>
    const int MostKept = 30;

    /// <summary>What moved an answer, the largest first; columns that moved nothing are left out.</summary>
    /// <param name="shap">The values.</param>
    /// <param name="place">The row in them.</param>
    /// <param name="output">Which of their outputs.</param>
    /// <param name="rows">A table that has the row.</param>
    /// <param name="row">Where it is there.</param>
    internal static EquatableArray<Contribution> Of(ShapValues shap, int place, int output, Table rows, int row)
    {
        var values = shap.Of(place, output).ToArray();
        return Enumerable.Range(0, values.Length)
            .Where(column => values[column] != 0)
            .OrderByDescending(column => Math.Abs(values[column]))
            .ThenBy(column => column)
            .Take(MostKept)
            .Select(column => new Contribution(shap.Columns[column], ValueOf(rows[shap.Columns[column]], row), values[column]))
            .ToEquatableArray();
    }

    static string ValueOf(Column column, int row) => column.IsMissing(row) ? "missing"
        : column is Column<double> numbers ? ReportNumbers.Of(numbers.Values[row])
        : column.Format(row);
}
