using System.Globalization;
using System.Text;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Prints coefficients, one feature a line, one column a score.</summary>
static class CoefficientTable
{
    /// <summary>Aligned lines: the heads where there are any, the intercepts, then each feature.</summary>
    /// <param name="input">The features.</param>
    /// <param name="heads">What each score is of.</param>
    /// <param name="coefficients">scores × p, row-major.</param>
    /// <param name="intercepts">One a score.</param>
    internal static string Format(Schema input, IReadOnlyList<string> heads, double[] coefficients, double[] intercepts)
    {
        var p = input.Fields.Count;
        var lines = new List<string[]> { heads.Prepend("").ToArray(), intercepts.Select(Number).Prepend("(intercept)").ToArray() };
        for (var j = 0; j < p; j++)
        {
            lines.Add(intercepts.Select((_, score) => Number(coefficients[(score * p) + j])).Prepend(input.Fields[j].Name).ToArray());
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

        return text.ToString().TrimEnd('\n');
    }

    static string Number(double value) => double.IsNaN(value) ? "aliased" : value.ToString("G6", CultureInfo.InvariantCulture);
}
