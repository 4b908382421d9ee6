using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How unlikely each class of a row is counted to be.</summary>
sealed class ClassScores(ConformalClassifier recipe, int classes)
{
    readonly int[] _order = new int[classes];

    /// <summary>Writes the score of each class of a row.</summary>
    /// <param name="probabilities">Its probabilities.</param>
    /// <param name="scores">As many.</param>
    internal void Of(ReadOnlySpan<double> probabilities, Span<double> scores)
    {
        if (recipe.Score == SetScore.Probability)
        {
            for (var place = 0; place < scores.Length; place++)
            {
                scores[place] = 1 - probabilities[place];
            }

            return;
        }

        for (var place = 0; place < _order.Length; place++)
        {
            _order[place] = place;
        }

        var keys = probabilities.ToArray();
        Array.Sort(_order, (a, b) => keys[a] != keys[b] ? keys[b].CompareTo(keys[a]) : a.CompareTo(b)); // of equals the first class first
        var share = recipe.Randomize ? Draw(probabilities) : 1;
        var sum = 0.0;
        for (var rank = 0; rank < _order.Length; rank++)
        {
            var own = probabilities[_order[rank]];
            scores[_order[rank]] = sum + (share * own) + (recipe.RankPenalty * Math.Max(0, rank + 1 - recipe.FreeRanks));
            sum += own;
        }
    }

    /// <summary>A number from 0 to 1 that depends on the row's own answer and the seed alone, so that a row's set is the same wherever it stands.</summary>
    double Draw(ReadOnlySpan<double> probabilities)
    {
        var stream = new RandomStream(recipe.Seed);
        foreach (var probability in probabilities)
        {
            stream = stream.Fork(BitConverter.DoubleToInt64Bits(probability));
        }

        return stream.NextDouble();
    }
}
