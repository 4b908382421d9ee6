namespace Cambium.Learn;

/// <summary>
/// NDCG: the gains of the first rows of an answer, each divided by log₂ (1 + its place), over the same of the best order. A query without any gain counts 1.
/// </summary>
/// <remarks>Source: K. Järvelin, J. Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", 2002.</remarks>
static class DiscountedGain
{
    /// <summary>The largest relevance whose exponential gain is taken.</summary>
    internal const int MostRelevance = 30;

    /// <summary>The gain of each row of a query.</summary>
    internal static double[] Gains(ReadOnlySpan<int> rows, ReadOnlySpan<double> relevance, RelevanceGain gain)
    {
        var gains = new double[rows.Length];
        var least = double.PositiveInfinity;
        for (var i = 0; i < gains.Length; i++)
        {
            gains[i] = relevance[rows[i]];
            least = Math.Min(least, gains[i]);
        }

        for (var i = 0; i < gains.Length; i++)
        {
            gains[i] = gain == RelevanceGain.Exponential ? Math.Pow(2, gains[i]) - 1 : gains[i] - least;
        }

        return gains;
    }

    /// <summary>What a place, from 0, divides by: nothing counts from <paramref name="positions"/> on.</summary>
    internal static double Discount(int place, int positions) => place < positions ? 1 / Math.Log2(place + 2) : 0;

    /// <summary>The largest sum of discounted gains of any order.</summary>
    internal static double Ideal(double[] gains, int positions) => Sum([.. gains.OrderDescending()], positions);

    /// <summary>The places of a query's rows by falling score; of equal scores the earlier row comes first.</summary>
    internal static int[] Order(ReadOnlySpan<double> scores)
    {
        var keys = new (double Score, int Place)[scores.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = (-scores[i], i);
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => key.Place);
    }

    /// <summary>NDCG of one query.</summary>
    internal static double Of(double[] gains, ReadOnlySpan<double> scores, double ideal, int positions) =>
        ideal > 0 ? Sum(Array.ConvertAll(Order(scores), place => gains[place]), positions) / ideal : 1;

    static double Sum(double[] gains, int positions)
    {
        var sum = 0.0;
        for (var place = 0; place < Math.Min(gains.Length, positions); place++)
        {
            sum += gains[place] * Discount(place, positions);
        }

        return sum;
    }
}
