using System.Globalization;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Finds a target that is a sum of multiples of a few columns, without a rest.</summary>
static class TargetSum
{
    const int MostColumns = 64;
    const int MostTerms = 5;

    // Figures that were rounded when they were written leave a little.
    const double MostLeft = 1e-6;
    const int RowsATerm = 10;

    /// <summary>The finding; null where the target is no such sum.</summary>
    internal static LeakageFinding? Find(IReadOnlyList<Column> columns, Column target)
    {
        if (target is not (Column<double> or Column<long>) || Standard(target) is not { } y)
        {
            return null;
        }

        var numbers = columns.Where(column => column is Column<double> or Column<long> && column.MissingCount == 0);
        var x = numbers.Select(column => (Column: column, Values: Standard(column))).Where(pair => pair.Values is not null).Take(MostColumns).ToArray();
        if (x.Length == 0 || target.Length < RowsATerm * (x.Length + 1))
        {
            return null;
        }

        var terms = Enumerable.Range(0, x.Length).ToList();
        if (LeftBy(terms) > MostLeft)
        {
            return null;
        }

        // What can be left out without a rest is no term of the sum.
        for (var at = terms.Count - 1; at >= 0; at--)
        {
            var without = terms.Where((_, place) => place != at).ToList();
            if (without.Count > 0 && LeftBy(without) <= MostLeft)
            {
                terms = without;
            }
        }

        return terms.Count > MostTerms ? null : Found(terms);

        double LeftBy(List<int> of) => Fit([.. of.Select(term => x[term].Values!)], y).Left; // null ones were left out

        LeakageFinding Found(List<int> of)
        {
            var weights = Fit([.. of.Select(term => x[term].Values!)], y).Weights; // null ones were left out
            var sum = string.Join(" + ", of.Select((term, at) => $"{Round(weights[at] * Deviation(target) / Deviation(x[term].Column))} × '{x[term].Column.Name}'"));
            var text = of.Count == 1
                ? $"'{target.Name}' is '{x[of[0]].Column.Name}' in another unit ({sum}, but for a constant)"
                : $"'{target.Name}' is computed from other columns: {sum}, but for a constant";
            return new LeakageFinding(
                of.Count == 1 ? LeakageKind.Copy : LeakageKind.Computed,
                LeakageSeverity.Severe,
                of.Select(term => x[term].Column.Name).ToEquatableArray(),
                1,
                $"{text}; drop {(of.Count == 1 ? "it" : "them")}, or compute the target instead of learning it.");
        }
    }

    static string Round(double weight) => weight.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>The weights of least squares, and the share of the target's variance that is left.</summary>
    static (double[] Weights, double Left) Fit(double[][] x, double[] y)
    {
        var n = y.Length;
        var squares = new LeastSquares(x.Length, n);
        squares.AddRows([.. x.SelectMany(values => values), .. y]);
        var weights = new double[x.Length];
        squares.Solve(1e-9, weights, new bool[x.Length]);
        var left = 0.0;
        for (var row = 0; row < n; row++)
        {
            var rest = y[row];
            for (var j = 0; j < x.Length; j++)
            {
                rest -= weights[j] * x[j][row];
            }

            left += rest * rest;
        }

        return (weights, left / n);
    }

    /// <summary>Values with mean 0 and variance 1; null where all are equal, or one is not finite.</summary>
    static double[]? Standard(Column column)
    {
        var values = Values(column);
        var mean = values.Average();
        var deviation = Deviation(column);
        return deviation > 0 && double.IsFinite(deviation) ? Array.ConvertAll(values, value => (value - mean) / deviation) : null;
    }

    static double Deviation(Column column)
    {
        var values = Values(column);
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length);
    }

    static double[] Values(Column column) => column is Column<double> numbers
        ? numbers.Values.ToArray()
        : Array.ConvertAll(((Column<long>)column).Values.ToArray(), value => (double)value);
}
