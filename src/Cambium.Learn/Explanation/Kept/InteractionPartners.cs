using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which column each column acts together with most.</summary>
/// <remarks>
/// Without interaction values: rows are parted by the column's value, into tenths or its levels; within a part its SHAP value would be the same everywhere if the column acted alone. What another column
/// explains of the differences there is counted: the standard deviation times the root of the adjusted R², of a line for numbers and of the levels' means for categories. Source: after the rule by which the
/// plots of S. M. Lundberg et al., 2020, choose their colour, which takes correlations.
/// </remarks>
static class InteractionPartners
{
    const int Parts = 10;

    /// <summary>Fewer rows explain anything.</summary>
    const int LeastRows = 5;

    /// <summary>By interaction values.</summary>
    /// <param name="magnitudes">Columns × columns, of all columns.</param>
    /// <param name="order">All columns, those that are kept first.</param>
    /// <param name="kept">How many are kept.</param>
    internal static IEnumerable<int> Of(double[] magnitudes, int[] order, int kept) =>
        Enumerable.Range(0, kept).Select(column => Best(kept, column, other => magnitudes[(order[column] * order.Length) + order[other]]));

    /// <summary>By how SHAP values differ among rows of about the same value.</summary>
    /// <param name="columns">The columns with the rows' values.</param>
    /// <param name="values">SHAP values, n × p, row-major.</param>
    internal static IEnumerable<int> Of(EquatableArray<ExplainedColumn> columns, double[] values) => Enumerable.Range(0, columns.Count).Select(column =>
    {
        var parts = PartsOf(columns[column]);
        var own = Enumerable.Range(0, columns[column].Numbers.Count).Select(row => values[(row * columns.Count) + column]).ToArray();
        return Best(columns.Count, column, other => parts.Sum(rows => Explained(rows, own, columns[other])));
    });

    static int Best(int count, int column, Func<int, double> strength)
    {
        var (best, most) = (-1, 0.0);
        for (var other = 0; other < count; other++)
        {
            if (other != column && strength(other) is var own && own > most)
            {
                (best, most) = (other, own);
            }
        }

        return best;
    }

    static int[][] PartsOf(ExplainedColumn column)
    {
        var known = Enumerable.Range(0, column.Numbers.Count).Where(row => !double.IsNaN(column.Numbers[row])).ToArray();
        var distinct = known.Select(row => column.Numbers[row]).Distinct().Count();
        return distinct <= Parts
            ? [.. known.GroupBy(row => column.Numbers[row]).OrderBy(group => group.Key).Select(group => group.ToArray())]
            : [.. known.OrderBy(row => column.Numbers[row]).ThenBy(row => row).Chunk((known.Length + Parts - 1) / Parts)];
    }

    /// <summary>What another column explains of the differences within a part, times its rows.</summary>
    static double Explained(int[] rows, double[] own, ExplainedColumn other)
    {
        int[] known = [.. rows.Where(row => double.IsFinite(other.Numbers[row]) && double.IsFinite(own[row]))];
        var n = known.Length;
        if (n < LeastRows)
        {
            return 0;
        }

        var mean = known.Average(row => own[row]);
        var total = known.Sum(row => (own[row] - mean) * (own[row] - mean));
        var (explained, terms) = other.Levels.Count > 0 ? OfLevels(known, own, other, mean) : OfLine(known, own, other, mean);
        if (!(total > 0) || n - terms - 1 <= 0)
        {
            return 0;
        }

        var adjusted = 1 - ((1 - (explained / total)) * (n - 1) / (n - terms - 1));
        return adjusted > 0 ? Math.Sqrt(adjusted * total / n) * n : 0;
    }

    static (double Explained, int Terms) OfLevels(int[] rows, double[] own, ExplainedColumn other, double mean)
    {
        var groups = rows.GroupBy(row => other.Numbers[row]).Select(group => (Rows: group.Count(), Mean: group.Average(row => own[row]))).ToArray();
        return (groups.Sum(group => group.Rows * (group.Mean - mean) * (group.Mean - mean)), groups.Length - 1);
    }

    static (double Explained, int Terms) OfLine(int[] rows, double[] own, ExplainedColumn other, double mean)
    {
        var centre = rows.Average(row => other.Numbers[row]);
        var (xx, xy) = (0.0, 0.0);
        foreach (var row in rows)
        {
            var distance = other.Numbers[row] - centre;
            (xx, xy) = (xx + (distance * distance), xy + (distance * (own[row] - mean)));
        }

        return (xx > 0 ? xy * xy / xx : 0, 1);
    }
}
