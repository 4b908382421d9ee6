namespace Cambium.Learn;

/// <summary>Finds the threshold on the probability of the positive class that does best by a goal.</summary>
static class ThresholdSearch
{
    /// <summary>The threshold and what it scores. Of equals, the one nearest to one half is chosen.</summary>
    /// <param name="goal">What it is chosen for.</param>
    /// <param name="probabilities">The probability of the positive class for each row.</param>
    /// <param name="isPositive">Whether each row is positive.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    internal static (double Threshold, double Score) Best(ThresholdGoal goal, double[] probabilities, bool[] isPositive, double[] weights)
    {
        var ranking = Ranking.Of(probabilities, 1, 0);
        var counts = new double[2 * ranking.Scores.Length];
        for (var row = 0; row < isPositive.Length; row++)
        {
            counts[(2 * ranking.RankOf[row]) + (isPositive[row] ? 1 : 0)] += MetricInput.Weight(weights, row);
        }

        return new ThresholdLadder(ranking.Scores).Weigh(counts).Best(goal);
    }
}
