using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Rows of DATA with their SHAP values.</summary>
/// <param name="Values">The values.</param>
/// <param name="Rows">The rows that they are of, in the same order.</param>
/// <param name="Output">Which of the explained outputs is told of; null: the mean over all of them.</param>
sealed record ExplainedRows(ShapValues Values, Table Rows, int? Output)
{
    /// <summary>From this correlation on, a column's value is said to drive what it adds.</summary>
    const double ClearDirection = 0.5;

    /// <summary>How many columns there are.</summary>
    internal int Count => Values.Columns.Count;

    /// <summary>What the values are of, in words.</summary>
    internal string Name => Output is { } output ? Values.Outputs[output] : $"the {Values.Outputs.Count} classes";

    /// <summary>How much each column counts: the mean magnitude over the rows, and over the outputs where all are told of.</summary>
    internal double[] Magnitudes()
    {
        if (Output is { } output)
        {
            return Values.MeanMagnitudes(output);
        }

        var sums = new double[Count];
        for (var i = 0; i < Values.Outputs.Count; i++)
        {
            var own = Values.MeanMagnitudes(i);
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += own[column] / Values.Outputs.Count;
            }
        }

        return sums;
    }

    /// <summary>The columns, those that count most first; only those named where any are.</summary>
    internal int[] Order(IEnumerable<string> named)
    {
        var magnitudes = Magnitudes();
        var wanted = named.ToHashSet();
        return [.. Enumerable.Range(0, Count).Where(column => wanted.Count == 0 || wanted.Contains(Values.Columns[column])).OrderByDescending(column => magnitudes[column])];
    }

    /// <summary>The values of a column, one a row; of a single output.</summary>
    internal double[] Of(int column) => [.. Enumerable.Range(0, Values.RowCount).Select(row => Values.Of(row, Output ?? 0)[column])];

    /// <summary>How a column's value goes with what it adds, in words; empty where it goes both ways, or its values have no order.</summary>
    internal string Direction(int column)
    {
        var feature = Rows[Values.Columns[column]];
        if (Output is null || FeatureNumbers.Of(feature) is not { } numbers )
        {
            return "";
        }

        var correlation = Correlation(numbers, Of(column));
        if (!(Math.Abs(correlation) >= ClearDirection))
        {
            return "";
        }

        var word = correlation > 0 ? "up" : "down";
        return feature switch
        {
            CategoryColumn category => $"'{FeatureNumbers.TwoLevels(category)!.Value.Second}' {word}", // a category with an order has two levels
            Column<bool> => $"true {word}",
            Column<DateTime> => $"later {word}",
            _ => $"more {word}",
        };
    }

    /// <summary>Every so many rows, at most a number of them.</summary>
    internal ExplainedRows Thinned(int most)
    {
        var (count, width) = (Values.RowCount, Values.Outputs.Count * Count);
        int[] places = [.. Enumerable.Range(0, most).Select(place => (int)((long)place * count / most))];
        var values = Values.Values.Span;
        var kept = new double[most * width];
        for (var i = 0; i < most; i++)
        {
            values.Slice(places[i] * width, width).CopyTo(kept.AsSpan(i * width));
        }

        return this with { Rows = Rows.Take(places), Values = Values with { RowCount = most, Values = kept.ToEquatableArray() } };
    }

    /// <summary>The values as of another class of two: what speaks for the one speaks against the other.</summary>
    internal static ShapValues Turned(ShapValues values, string from, string to) => values with
    {
        Outputs = [values.Outputs[0].Replace($" of {from}", $" of {to}", StringComparison.Ordinal)],
        BaseValues = [Turn(values.BaseValues[0], values.Scale)],
        Values = values.Values.Select(value => -value).ToEquatableArray(),
        FeatureValues = values.FeatureValues.Select(value => -value).ToEquatableArray(),
        Answers = values.Answers.Select(answer => Turn(answer, values.Scale)).ToEquatableArray(),
    };

    /// <summary>Pearson's correlation over the rows where the number is known; NaN where either is the same in all.</summary>
    static double Correlation(double[] numbers, double[] values)
    {
        var known = Enumerable.Range(0, numbers.Length).Where(row => double.IsFinite(numbers[row])).ToArray();
        if (known.Length < 3)
        {
            return double.NaN;
        }

        var (x, y) = (known.Average(row => numbers[row]), known.Average(row => values[row]));
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        foreach (var row in known)
        {
            var (dx, dy) = (numbers[row] - x, values[row] - y);
            (xx, yy, xy) = (xx + (dx * dx), yy + (dy * dy), xy + (dx * dy));
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : double.NaN;
    }

    static double Turn(double value, ShapScale scale) => scale == ShapScale.Probability ? 1 - value : -value;
}
