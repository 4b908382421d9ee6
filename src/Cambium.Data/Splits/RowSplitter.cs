using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Deals rows out to two parts or to folds.</summary>
static class RowSplitter
{
    /// <summary>Marks the rows of the first part: <paramref name="size"/> of them, shared among the strata by largest remainder.</summary>
    internal static bool[] Stratified(int[] strata, int size, RandomStream random)
    {
        var rows = RowsByKey(strata);
        var total = strata.Length;
        var quotas = rows.Select(stratum => (int)((long)stratum.Length * size / total)).ToArray();
        var left = size - quotas.Sum();
        var byRemainder = Enumerable.Range(0, rows.Length)
            .OrderByDescending(stratum => (long)rows[stratum].Length * size % total)
            .ThenBy(stratum => stratum);
        foreach (var stratum in byRemainder.Take(left))
        {
            quotas[stratum]++;
        }

        var isFirst = new bool[total];
        for (var stratum = 0; stratum < rows.Length; stratum++)
        {
            random.Shuffle<int>(rows[stratum]);
            foreach (var row in rows[stratum].AsSpan(0, quotas[stratum]))
            {
                isFirst[row] = true;
            }
        }

        return isFirst;
    }

    /// <summary>
    /// Marks the rows of the first part: groups in random order join it while that brings its size nearer to <paramref name="size"/>.
    /// With two groups or more, both parts get one.
    /// </summary>
    internal static bool[] Grouped(int[] groups, int size, RandomStream random)
    {
        var rows = RowsByKey(groups);
        random.Shuffle<int[]>(rows);
        var isFirst = new bool[groups.Length];
        var taken = 0;
        for (var group = 0; group < rows.Length; group++)
        {
            var isNearer = Math.Abs(taken + rows[group].Length - size) < Math.Abs(taken - size);
            var isLast = group == rows.Length - 1;
            var before = rows.AsSpan(0, group);
            if (isLast && taken == 0 ? rows.Length > 1 : isNearer && !(isLast && taken == Length(before)))
            {
                taken += rows[group].Length;
                foreach (var row in rows[group])
                {
                    isFirst[row] = true;
                }
            }
        }

        return isFirst;
    }

    /// <summary>Deals the rows of each stratum out in random order, each stratum going on at the fold where the one before ended.</summary>
    internal static int[] StratifiedFolds(int[] strata, int count, RandomStream random)
    {
        var folds = new int[strata.Length];
        var next = 0;
        foreach (var rows in RowsByKey(strata))
        {
            random.Shuffle<int>(rows);
            foreach (var row in rows)
            {
                folds[row] = next;
                next = (next + 1) % count;
            }
        }

        return folds;
    }

    /// <summary>Runs of neighbouring rows, the first ones a row longer where they are not of one length.</summary>
    internal static int[] Runs(int rows, int count)
    {
        var folds = new int[rows];
        var (size, longer) = Math.DivRem(rows, count);
        for (var row = 0; row < rows; row++)
        {
            folds[row] = row < longer * (size + 1) ? row / (size + 1) : longer + ((row - (longer * (size + 1))) / size);
        }

        return folds;
    }

    /// <summary>Gives the largest group first, each to the fold with fewest rows; groups of equal size in random order.</summary>
    internal static int[] GroupedFolds(int[] groups, int count, RandomStream random)
    {
        var rows = RowsByKey(groups);
        random.Shuffle<int[]>(rows);
        var sizes = new int[count];
        var folds = new int[groups.Length];
        foreach (var group in rows.OrderByDescending(group => group.Length))
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            sizes[fold] += group.Length;
            foreach (var row in group)
            {
                folds[row] = fold;
            }
        }

        return folds;
    }

    /// <summary>The rows of each key, in order; keys without rows are left out.</summary>
    internal static int[][] RowsByKey(int[] keys)
    {
        var counts = new int[keys.Length == 0 ? 0 : keys.Max() + 1];
        foreach (var key in keys)
        {
            counts[key]++;
        }

        var rows = counts.Select(count => new int[count]).ToArray();
        Array.Clear(counts);
        for (var row = 0; row < keys.Length; row++)
        {
            rows[keys[row]][counts[keys[row]]++] = row;
        }

        return [.. rows.Where(group => group.Length > 0)];
    }

    static int Length(ReadOnlySpan<int[]> groups)
    {
        var length = 0;
        foreach (var group in groups)
        {
            length += group.Length;
        }

        return length;
    }

    /// <summary>Rows drawn at random, ascending.</summary>
    internal static int[] Drawn(int rows, int count, bool replace, RandomStream random)
    {
        var drawn = new int[count];
        if (replace)
        {
            for (var i = 0; i < count; i++)
            {
                drawn[i] = random.NextInt(rows);
            }

            Array.Sort(drawn);
            return drawn;
        }

        // Each row is taken with the chance that as many as are still wanted have among as many as are left (Knuth, The Art of Computer Programming 2, algorithm S).
        var taken = 0;
        for (var row = 0; taken < count; row++)
        {
            if (random.NextInt(rows - row) < count - taken)
            {
                drawn[taken++] = row;
            }
        }

        return drawn;
    }
}
