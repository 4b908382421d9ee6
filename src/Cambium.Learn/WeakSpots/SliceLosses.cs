namespace Cambium.Learn;

/// <summary>What a model does wrong on each row.</summary>
/// <param name="Name">What the loss is.</param>
/// <param name="Loss">The loss of each row.</param>
/// <param name="Excess">How much more is said than is true; the mean over rows is their calibration.</param>
/// <param name="Squares">What the error of rows is the mean of.</param>
/// <param name="IsRoot">Whether the error is the root of that mean.</param>
sealed record SliceLosses(string Name, double[] Loss, double[] Excess, double[] Squares, bool IsRoot)
{
    internal static SliceLosses Of(JudgedRows rows) => rows is JudgedClasses classes ? OfClasses(classes) : OfNumbers((JudgedNumbers)rows);

    /// <summary>The error of some rows.</summary>
    internal double Error(int[] rows)
    {
        var mean = rows.Average(row => Squares[row]);
        return IsRoot ? Math.Sqrt(mean) : mean;
    }

    static SliceLosses OfClasses(JudgedClasses rows)
    {
        var k = rows.Classes;
        return new SliceLosses(
            "1 - probability of the truth",
            [.. rows.Truth.Select((truth, row) => 1 - rows.Probabilities[(row * k) + truth])],
            [.. rows.Truth.Select((truth, row) => k == 2
                ? rows.Probabilities[(2 * row) + 1] - truth
                : rows.Probabilities[(row * k) + rows.Called[row]] - (rows.Called[row] == truth ? 1 : 0))],
            [.. rows.Truth.Zip(rows.Called, (truth, call) => truth == call ? 0.0 : 1)],
            IsRoot: false);
    }

    static SliceLosses OfNumbers(JudgedNumbers rows) => new(
        "absolute error",
        [.. rows.Truth.Zip(rows.Predicted, (truth, answer) => Math.Abs(truth - answer))],
        [.. rows.Truth.Zip(rows.Predicted, (truth, answer) => answer - truth)],
        [.. rows.Truth.Zip(rows.Predicted, (truth, answer) => (truth - answer) * (truth - answer))],
        IsRoot: true);
}
