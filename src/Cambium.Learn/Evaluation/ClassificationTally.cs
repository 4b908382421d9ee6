namespace Cambium.Learn;

/// <summary>The nine figures of a classification report, of rows that count none, one or several times.</summary>
sealed class ClassificationTally
{
    readonly int _classes;
    readonly int[] _cells;
    readonly double[] _logLosses;
    readonly double[] _squares;
    readonly int[][] _slots;
    readonly int[] _ranks;

    /// <summary>Takes judged rows over, in the order of the first ranking where counting is to walk through memory.</summary>
    internal ClassificationTally(JudgedClasses rows, int[][] rankOf)
    {
        _classes = rows.Classes;
        _cells = rows.Truth.Zip(rows.Called, (truth, called) => (truth * rows.Classes) + called).ToArray();
        _logLosses = rows.Truth.Select((truth, row) => ProbabilityScores.LogLoss(rows.Probabilities[(row * rows.Classes) + truth])).ToArray();
        _squares = rows.Truth.Select((truth, row) => ProbabilityScores.Brier(truth, rows.Probabilities.AsSpan(row * rows.Classes, rows.Classes))).ToArray();

        // Where a row counts: twice its rank, and one more if it is positive.
        _slots = rankOf.Select((ranks, i) => ranks.Select((rank, row) => (2 * rank) + (rows.Truth[row] == (rankOf.Length == 1 ? 1 : i) ? 1 : 0)).ToArray()).ToArray();
        _ranks = Array.ConvertAll(rankOf, ranks => 2 * (ranks.Max() + 1));
    }

    /// <summary>A function from the number of times that each row counts to the figures, in the order of the report; for one thread.</summary>
    internal Func<byte[], double[]> NewScores()
    {
        var matrix = new long[_classes * _classes];
        var counts = Array.ConvertAll(_ranks, ranks => new int[ranks]);
        return times =>
        {
            Array.Clear(matrix);
            var (logLoss, squares, rows) = (0.0, 0.0, 0L);
            for (var row = 0; row < times.Length; row++)
            {
                matrix[_cells[row]] += times[row];
                logLoss += times[row] * _logLosses[row];
                squares += times[row] * _squares[row];
                rows += times[row];
            }

            if (rows == 0)
            {
                return [.. Enumerable.Repeat(double.NaN, 9)];
            }

            for (var i = 0; i < counts.Length; i++)
            {
                Count(_slots[i], counts[i], times);
            }

            var decisions = ConfusionScores.Of(matrix, _classes);
            return
            [
                ClassificationJudge.Mean(counts.Select(ofRank => RankScores.RocAuc(ofRank))),
                decisions.Accuracy,
                decisions.BalancedAccuracy,
                decisions.Precision,
                decisions.Recall,
                decisions.F1,
                ClassificationJudge.Mean(counts.Select(ofRank => RankScores.AveragePrecision(ofRank))),
                logLoss / rows,
                squares / rows,
            ];
        };
    }

    static void Count(int[] slots, int[] counts, byte[] times)
    {
        Array.Clear(counts);
        for (var i = 0; i < slots.Length; i++)
        {
            counts[slots[i]] += times[i];
        }
    }
}
