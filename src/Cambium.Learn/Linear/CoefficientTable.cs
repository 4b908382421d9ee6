using System.Globalization;
using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Prints coefficients, one feature a line, one column a score.</summary>
static class CoefficientTable
{
    // Of the features of sparse columns; those of columns of numbers alone are all shown.
    const int MostSparse = 50;

    /// <summary>Aligned lines: the heads where there are any, the intercepts, then each feature; of many sparse ones the largest.</summary>
    /// <param name="input">The features.</param>
    /// <param name="heads">What each score is of.</param>
    /// <param name="coefficients">scores × p, row-major.</param>
    /// <param name="intercepts">One a score.</param>
    internal static string Format(Schema input, IReadOnlyList<string> heads, double[] coefficients, double[] intercepts)
    {
        var names = WideFeatures.DistinctNames(input);
        var p = names.Count;
        var lines = new List<string[]> { heads.Prepend("").ToArray(), intercepts.Select(Number).Prepend("(intercept)").ToArray() };
        var shown = input.Fields.Any(field => field.Type == ColumnType.Sparse) ? Largest(coefficients, p) : [.. Enumerable.Range(0, p)];
        foreach (var j in shown)
        {
            lines.Add(intercepts.Select((_, score) => Number(coefficients[(score * p) + j])).Prepend(names[j]).ToArray());
        }

        var widths = Enumerable.Range(0, heads.Count + 1).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines.Where(line => line.Any(cell => cell.Length > 0)))
        {
            text.Append("  ").Append(line[0].PadRight(widths[0]));
            for (var column = 1; column < line.Length; column++)
            {
                text.Append("  ").Append(line[column].PadLeft(widths[column]));
            }

            text.Append('\n');
        }

        return shown.Length == p ? text.ToString().TrimEnd('\n') : text.Append(CultureInfo.InvariantCulture, $"  ({p - shown.Length} more, none larger)").ToString();
    }

    /// <summary>Of sparse columns' many features, those with the largest coefficients, in their own order.</summary>
    static int[] Largest(double[] coefficients, int p)
    {
        var sizes = new double[p];
        for (var at = 0; at < coefficients.Length; at++)
        {
            sizes[at % p] = Math.Max(sizes[at % p], double.IsNaN(coefficients[at]) ? 0 : Math.Abs(coefficients[at]));
        }

        return [.. Enumerable.Range(0, p).OrderByDescending(j => sizes[j]).Take(MostSparse).Order()];
    }

    static string Number(double value) => double.IsNaN(value) ? "aliased" : value.ToString("G6", CultureInfo.InvariantCulture);
}
