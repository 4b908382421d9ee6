namespace Cambium.Learn;

/// <summary>Rows by their probability of being positive, those of equal probability on one rung: what every threshold calls them.</summary>
sealed class ThresholdLadder
{
    readonly double[] _scores;

    // Sums from a rung up, one more than rungs: the last is of none.
    readonly double[] _positives;
    readonly double[] _negatives;

    /// <summary>Takes rungs over.</summary>
    /// <param name="scores">The probability of each rung, rising.</param>
    internal ThresholdLadder(double[] scores)
    {
        _scores = scores;
        _positives = new double[scores.Length + 1];
        _negatives = new double[scores.Length + 1];
    }

    /// <summary>Weighs the rungs anew.</summary>
    /// <param name="counts">The negative and the positive weight of each rung, one after the other.</param>
    internal ThresholdLadder Weigh(ReadOnlySpan<double> counts)
    {
        for (var rung = _scores.Length - 1; rung >= 0; rung--)
        {
            _negatives[rung] = _negatives[rung + 1] + counts[2 * rung];
            _positives[rung] = _positives[rung + 1] + counts[(2 * rung) + 1];
        }

        return this;
    }

    /// <summary>What a threshold calls the rows.</summary>
    internal ThresholdCalls At(double threshold)
    {
        var found = Array.BinarySearch(_scores, threshold);
        return From(found >= 0 ? found : ~found);
    }

    /// <summary>The threshold that does best. Of equals the one nearest to one half is chosen.</summary>
    internal (double Threshold, double Score) Best(ThresholdGoal goal)
    {
        // Above the highest probability nothing is called positive, unless that is 1, which is positive at any threshold.
        var rung = Below(_scores.Length);
        var best = (Score: double.NegativeInfinity, Draw: double.NegativeInfinity, Threshold: 1.0);
        if (rung < 0 || _scores[rung] < 1)
        {
            var (score, draw) = From(_scores.Length).For(goal);
            best = (score, draw, 1);
        }

        while (rung >= 0)
        {
            var next = Below(rung);
            var threshold = Between(next >= 0 ? _scores[next] : 0, _scores[rung]);
            var (score, draw) = From(rung).For(goal);
            if (score > best.Score || (score == best.Score && (draw > best.Draw || (draw == best.Draw && Math.Abs(threshold - 0.5) < Math.Abs(best.Threshold - 0.5)))))
            {
                best = (score, draw, threshold);
            }

            rung = next;
        }

        return (best.Threshold, best.Score);
    }

    ThresholdCalls From(int rung) => new(_positives[rung], _negatives[rung], _positives[0], _negatives[0]);

    /// <summary>The next rung below that holds rows; under 0 where there is none.</summary>
    int Below(int rung)
    {
        rung--;
        while (rung >= 0 && _positives[rung] == _positives[rung + 1] && _negatives[rung] == _negatives[rung + 1])
        {
            rung--;
        }

        return rung;
    }

    /// <summary>One half where that parts the two, else midway; never at the lower one.</summary>
    static double Between(double low, double high)
    {
        if (low < 0.5 && high >= 0.5)
        {
            return 0.5;
        }

        var middle = low + ((high - low) / 2);
        return middle > low ? middle : high;
    }
}
