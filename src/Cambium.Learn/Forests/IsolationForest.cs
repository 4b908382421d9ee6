using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells rows that few random questions part from all others.</summary>
/// <remarks>
/// <para>
/// Every tree sees a few rows, drawn without repeats and by their weights, and divides them by a column drawn at random at a border uniform between its least and its greatest value among the rows, down to
/// log₂ of their number. With h the number of questions that a row answers on its way, plus c(m) in a leaf of m rows, its score is 2^(−E(h) / c(ψ)), ψ the rows of a tree and
/// c(m) = 2 (ln(m − 1) + 0.5772…) − 2 (m − 1) / m what h is on average: towards 1 the stranger, well below 0.5 where many are alike.
/// </para>
/// <para>
/// Time O(trees · ψ · log ψ), and O(n · trees · log ψ) for scores; memory O(trees · ψ).
/// Use it on large tables of many columns where outliers are few and differ in single columns. Not where they differ only in how columns go together: try
/// <see cref="LocalOutlierFactor"/>.
/// </para>
/// <para>
/// No scaling is needed. Missing values and categories need no preparation: rows without a value go one way or the other by a toss a question, and so do the levels of a category. Infinite values are ordinary extreme
/// ones.
/// </para>
/// <para>Source: F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", 2008.</para>
/// </remarks>
public sealed record IsolationForest : OutlierDetector
{
    /// <summary>The number of trees. Default 100. Range [1, 100,000].</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>ψ, the rows drawn for each tree; all where there are fewer. Default 256. Range [2, 65,536]. More make outliers that stand together harder to tell.</summary>
    public int RowsPerTree { get; init => field = Check.InRange(value, 2, 65_536); } = 256;

    /// <summary>A row with a score above this is an outlier. Default 0.5. Range [0, 1]. Ignored when <see cref="OutlierShare"/> is above 0.</summary>
    public double Threshold { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.5;

    /// <summary>The share of the training rows that are to be outliers; the threshold is the score that so many exceed. Default 0: <see cref="Threshold"/> is taken. Range [0, 0.5].</summary>
    public double OutlierShare { get; init => field = Check.InRange(value, 0, 0.5); }

    /// <summary>The seed of the rows, columns and borders drawn. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override IsolationForestModel Fit(Table train, FitOptions options = default)
    {
        var data = UnlabelledData.From(train, options);
        var forest = IsolationTrees.Grow(this, data.Features, data.Weights, options);
        var threshold = OutlierShare > 0 ? ScoreExceededBy(OutlierShare, forest.Scores(data.Features), data.Weights) : Threshold;
        return new IsolationForestModel(this, data.Input, forest, threshold);
    }

    /// <summary>The score that rows of at most a share of all weight exceed.</summary>
    static double ScoreExceededBy(double share, double[] scores, double[] weights)
    {
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).ToArray();
        var allowed = share * (weights.Length == 0 ? scores.Length : weights.Sum());
        var above = 0.0;
        foreach (var row in order)
        {
            above += weights.Length == 0 ? 1 : weights[row];

            // The margin is that of roundings in the share of whole numbers.
            if (above > allowed * (1 + 1e-12))
            {
                return scores[row];
            }
        }

        return scores[order[^1]];
    }
}
