namespace Cambium.Learn;

/// <summary>Scores of a ranking, from the negative and positive rows of each rank (two counts a rank, ranks rising).</summary>
static class RankScores
{
    /// <summary>
    /// The chance that a positive row ranks above a negative one, ties counting half; NaN where there are no positives or no negatives.
    /// </summary>
    /// <remarks>Source: J. A. Hanley, B. J. McNeil, "The Meaning and Use of the Area under a ROC Curve", 1982.</remarks>
    internal static double RocAuc(ReadOnlySpan<int> counts)
    {
        // Twice the number of pairs in right order; a whole number, so that the area is exact but for the last division.
        var twicePairs = 0L;
        var negatives = 0L;
        var positives = 0L;
        for (var i = 0; i < counts.Length; i += 2)
        {
            twicePairs += counts[i + 1] * ((2 * negatives) + counts[i]);
            negatives += counts[i];
            positives += counts[i + 1];
        }

        return twicePairs / (2.0 * negatives * positives);
    }

    /// <summary>Average precision: Σ (Rᵢ − Rᵢ₋₁) Pᵢ over falling thresholds; NaN where there are no positives.</summary>
    internal static double AveragePrecision(ReadOnlySpan<int> counts)
    {
        var sum = 0.0;
        var called = 0L;
        var positives = 0L;
        for (var i = counts.Length - 2; i >= 0; i -= 2)
        {
            positives += counts[i + 1];
            called += counts[i] + counts[i + 1];
            sum += counts[i + 1] == 0 ? 0 : counts[i + 1] * ((double)positives / called); // a resample may leave the first ranks empty
        }

        return sum / positives;
    }
}
