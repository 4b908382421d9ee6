using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Judges votes by the area under the ROC curve.</summary>
sealed class RankedFold : VoteFold
{
    /// <summary>Of more rows as many are looked at, evenly spread.</summary>
    const int MostRows = 1000;

    readonly double[][] _answers; // the probabilities of the second class, a member
    readonly bool[] _truth;

    RankedFold(double[][] answers, bool[] truth) => (_answers, _truth) = (answers, truth);

    internal static RankedFold Of(IReadOnlyList<AutoMlAnswers> members, AutoMlRounds rounds, int round, EquatableArray<int> rows)
    {
        var step = (rows.Count + MostRows - 1) / MostRows;
        int[] seen = [.. rows.Where((_, place) => place % step == 0)];
        return new RankedFold(
            [.. members.Select(member => Array.ConvertAll(seen, row => member.Rounds[round][(2 * row) + 1]))],
            Array.ConvertAll(seen, row => rounds.IsClass(row, 1)));
    }

    internal override object Start() => new double[_truth.Length];

    internal override double Loss(object state, int member, int count)
    {
        var sums = (double[])state;
        var own = _answers[member];
        var keys = new double[sums.Length];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = sums[row] + own[row];
        }

        return -Area(keys, [.. _truth]);
    }

    internal override void Add(object state, int member)
    {
        var sums = (double[])state;
        for (var row = 0; row < sums.Length; row++)
        {
            sums[row] += _answers[member][row];
        }
    }

    /// <summary>The share of pairs of a row of each class that stand in the right order, equals by half; a half where a class is not there. Sorts its arguments.</summary>
    static double Area(double[] keys, bool[] truth)
    {
        Array.Sort(keys, truth);
        var (positives, pairs) = (0L, 0.0);
        for (var start = 0; start < keys.Length;)
        {
            var (end, own) = (start, 0);
            for (; end < keys.Length && keys[end] == keys[start]; end++)
            {
                own += truth[end] ? 1 : 0;
            }

            // Each row of the first class stands above the positives before it.
            pairs += (end - start - own) * (positives + (own / 2.0));
            positives += own;
            start = end;
        }

        var all = (double)positives * (keys.Length - positives);
        return all == 0 ? 0.5 : 1 - (pairs / all);
    }
}
