using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Whether two models call rows right equally often, from the rows where one is right and the other wrong.</summary>
/// <remarks>Source: Q. McNemar, "Note on the Sampling Error of the Difference between Correlated Proportions", 1947; A. L. Edwards, 1948 (correction for continuity).</remarks>
static class McNemar
{
    internal static ComparedFigure[] Of(int[] truth, int[] first, int[] second)
    {
        var n = truth.Length;
        var onlyFirst = truth.Where((place, row) => first[row] == place && second[row] != place).Count();
        var onlySecond = truth.Where((place, row) => first[row] != place && second[row] == place).Count();
        var differ = onlyFirst + onlySecond;
        var fewer = Math.Min(onlyFirst, onlySecond);
        var exact = Math.Min(1, 2 * BinomialDistribution.AtMost(fewer, differ, 0.5));
        var apart = Math.Max(0, Math.Abs(onlyFirst - onlySecond) - 1);
        var statistic = differ == 0 ? 0 : (double)apart * apart / differ;

        var difference = (double)(onlySecond - onlyFirst) / n;
        var reach = NormalDistribution.Quantile(0.975) * Math.Sqrt(Math.Max(0, differ - (difference * difference * n))) / n;
        var interval = new Interval(difference - reach, difference + reach);
        var (ofFirst, ofSecond) = (ClassificationJudge.Accuracy(truth, first), ClassificationJudge.Accuracy(truth, second));
        return
        [
            new ComparedFigure("accuracy", "mcnemar_exact", true, ofFirst, ofSecond, interval, fewer, exact),
            new ComparedFigure("accuracy", "mcnemar", true, ofFirst, ofSecond, interval, statistic, ChiSquaredDistribution.Above(statistic, 1)),
        ];
    }
}
