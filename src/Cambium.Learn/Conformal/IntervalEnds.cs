namespace Cambium.Learn;

/// <summary>A part's intervals of score 0, and how far they widen with the score.</summary>
/// <param name="Low">The lower end of each row.</param>
/// <param name="High">The upper end.</param>
/// <param name="Size">What the score is multiplied by, above 0.</param>
sealed record IntervalEnds(double[] Low, double[] High, double[] Size)
{
    /// <summary>How far a number lies outside of a row's interval of score 0, in sizes; below 0 within.</summary>
    internal double Score(int row, double value) => Math.Max(Low[row] - value, value - High[row]) / Size[row];
}
