namespace Cambium.Learn;

/// <summary>Rows in the order of a score; rows of equal score share a rank, from 0 for the lowest.</summary>
sealed class Ranking
{
    Ranking(int[] rankOf, double[] scores)
    {
        RankOf = rankOf;
        Scores = scores;
    }

    /// <summary>The rank of each row.</summary>
    internal int[] RankOf { get; }

    /// <summary>The score of each rank, rising.</summary>
    internal double[] Scores { get; }

    /// <summary>Ranks rows by one column of scores.</summary>
    /// <param name="scores">n × k, row-major.</param>
    /// <param name="columns">k.</param>
    /// <param name="column">The column to rank by.</param>
    internal static Ranking Of(ReadOnlySpan<double> scores, int columns, int column)
    {
        var keys = new double[scores.Length / columns];
        var rows = new int[keys.Length];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = scores[(row * columns) + column];
            rows[row] = row;
        }

        Array.Sort(keys, rows);
        var rankOf = new int[keys.Length];
        var ranks = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            if (i == 0 || keys[i] != keys[ranks - 1])
            {
                keys[ranks++] = keys[i];
            }

            rankOf[rows[i]] = ranks - 1;
        }

        return new Ranking(rankOf, keys[..ranks]);
    }

    /// <summary>Counts the negative and the positive rows of each rank: two numbers a rank, one after the other.</summary>
    internal int[] Count(ReadOnlySpan<int> truth, int positive)
    {
        var counts = new int[2 * Scores.Length];
        for (var row = 0; row < RankOf.Length; row++)
        {
            counts[(2 * RankOf[row]) + (truth[row] == positive ? 1 : 0)]++;
        }

        return counts;
    }
}
