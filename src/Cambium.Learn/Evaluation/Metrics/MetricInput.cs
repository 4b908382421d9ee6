namespace Cambium.Learn;

/// <summary>What every metric asks of the rows that it is given.</summary>
static class MetricInput
{
    /// <summary>Checks that there are rows and as many answers and weights as rows.</summary>
    /// <exception cref="ArgumentException">One of them is not so.</exception>
    internal static void Check(int rows, int answers, ReadOnlySpan<double> weights, string name = "predicted")
    {
        if (rows == 0)
        {
            throw new ArgumentException("truth has no rows, expected at least 1.", "truth");
        }

        if (answers != rows)
        {
            throw new ArgumentException($"{name} has {answers} rows, expected {rows} as in truth.", name);
        }

        CheckWeights(rows, weights);
    }

    /// <summary>Checks an n × k block of scores, row-major: k at least <paramref name="least"/>, none of them NaN.</summary>
    internal static void CheckScores(int rows, ReadOnlySpan<double> scores, int columns, int least, ReadOnlySpan<double> weights, string name)
    {
        CheckColumns(columns, least);
        Check(rows, rows, weights);
        if (scores.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{name} has {scores.Length} values, expected {(long)rows * columns} ({rows} rows of {columns}, row-major).", name);
        }

        CheckNumbers(scores, columns, name);
    }

    internal static void CheckColumns(int columns, int least)
    {
        if (columns < least)
        {
            throw new ArgumentOutOfRangeException(nameof(columns), columns, $"columns must be at least {least}.");
        }
    }

    /// <summary>The number of rows of an n × k block, row-major.</summary>
    internal static int Rows(int values, int columns, string name)
    {
        CheckColumns(columns, 1);
        return values % columns == 0
            ? values / columns
            : throw new ArgumentException($"{name} has {values} values, expected a multiple of {columns}, the number of columns.", name);
    }

    internal static void CheckNumbers(ReadOnlySpan<double> values, int columns, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                throw new ArgumentException($"{name} is NaN in row {(i / columns) + 1}, expected a number; leave such rows out.", name);
            }
        }
    }

    /// <summary>Checks that values are finite numbers.</summary>
    internal static void CheckFinite(ReadOnlySpan<double> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"{name} is {Shown(values[i])} in row {i + 1}, expected a finite number; leave such rows out.", name);
            }
        }
    }

    /// <summary>Checks that truth lies among the columns.</summary>
    internal static void CheckPlaces(ReadOnlySpan<int> truth, int columns)
    {
        for (var row = 0; row < truth.Length; row++)
        {
            if ((uint)truth[row] >= (uint)columns)
            {
                throw new ArgumentException($"truth is {truth[row]} in row {row + 1}, expected the place of a class, 0 to {columns - 1}.", nameof(truth));
            }
        }
    }

    /// <summary>The weight of a row; 1 where there are no weights.</summary>
    internal static double Weight(ReadOnlySpan<double> weights, int row) => weights.IsEmpty ? 1 : weights[row];

    /// <summary>The weights of all rows together.</summary>
    internal static double Total(ReadOnlySpan<double> weights, int rows)
    {
        if (weights.IsEmpty)
        {
            return rows;
        }

        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        return total;
    }

    internal static string Shown(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+infinity" : double.IsNegativeInfinity(value) ? "-infinity" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    static void CheckWeights(int rows, ReadOnlySpan<double> weights)
    {
        if (weights.IsEmpty)
        {
            return;
        }

        if (weights.Length != rows)
        {
            throw new ArgumentException($"weights has {weights.Length} rows, expected {rows} as in truth, or none at all.", nameof(weights));
        }

        var total = 0.0;
        for (var row = 0; row < rows; row++)
        {
            if (!(weights[row] >= 0) || !double.IsFinite(weights[row]))
            {
                throw new ArgumentException($"weights is {Shown(weights[row])} in row {row + 1}, expected a finite number of at least 0.", nameof(weights));
            }

            total += weights[row];
        }

        if (total == 0)
        {
            throw new ArgumentException("weights are 0 in every row, expected at least one above 0.", nameof(weights));
        }
    }
}
