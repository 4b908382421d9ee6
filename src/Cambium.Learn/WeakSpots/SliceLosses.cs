using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What a model does wrong on each row.</summary>
/// <param name="Name">What the loss is.</param>
/// <param name="Loss">The loss of each row.</param>
/// <param name="Said">What is said of each row: a probability or a number; see <see cref="WeakSpotReport.Said"/>.</param>
/// <param name="Truth">What is true of it. Means over rows are compared.</param>
/// <param name="Squares">What the error of rows is the mean of.</param>
/// <param name="IsRoot">Whether the error is the root of that mean.</param>
sealed record SliceLosses(string Name, double[] Loss, double[] Said, double[] Truth, double[] Squares, bool IsRoot)
{
    internal static SliceLosses Of(JudgedRows rows) => rows is JudgedClasses classes ? OfClasses(classes) : OfNumbers((JudgedNumbers)rows);

    /// <summary>The error of some rows.</summary>
    internal double Error(int[] rows)
    {
        var mean = rows.Average(row => Squares[row]);
        return IsRoot ? Math.Sqrt(mean) : mean;
    }

    /// <summary>The 95 % interval of the error.</summary>
    internal Interval ErrorInterval(int[] rows)
    {
        if (!IsRoot)
        {
            return WilsonInterval.Of(Error(rows), rows.Length);
        }

        var squares = OfMean(Array.ConvertAll(rows, row => Squares[row]));
        return new Interval(Math.Sqrt(Math.Max(0, squares.Low)), Math.Sqrt(squares.High));
    }

    /// <summary>How much more is said than is true.</summary>
    internal double Excess(int[] rows) => rows.Average(row => Said[row] - Truth[row]);

    /// <summary>Its 95 % interval.</summary>
    internal Interval ExcessInterval(int[] rows) => OfMean(Array.ConvertAll(rows, row => Said[row] - Truth[row]));

    static Interval OfMean(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        var margin = StudentDistribution.Quantile(0.975, values.Length - 1) * deviation / Math.Sqrt(values.Length);
        return new Interval(mean - margin, mean + margin);
    }

    static SliceLosses OfClasses(JudgedClasses rows)
    {
        var k = rows.Classes;
        return new SliceLosses(
            "1 - probability of the truth",
            [.. rows.Truth.Select((truth, row) => 1 - rows.Probabilities[(row * k) + truth])],
            [.. rows.Called.Select((called, row) => rows.Probabilities[(row * k) + (k == 2 ? 1 : called)])],
            [.. rows.Truth.Select((truth, row) => k == 2 ? truth : rows.Called[row] == truth ? 1.0 : 0)],
            [.. rows.Truth.Zip(rows.Called, (truth, call) => truth == call ? 0.0 : 1)],
            IsRoot: false);
    }

    static SliceLosses OfNumbers(JudgedNumbers rows) => new(
        "absolute error",
        [.. rows.Truth.Zip(rows.Predicted, (truth, answer) => Math.Abs(truth - answer))],
        rows.Predicted,
        rows.Truth,
        [.. rows.Truth.Zip(rows.Predicted, (truth, answer) => (truth - answer) * (truth - answer))],
        IsRoot: true);
}
