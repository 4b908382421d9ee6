using Cambium.Numerics;

namespace Cambium.Learn;

sealed unsafe partial class NodeSplitter
{
    /// <summary>
    /// Levels in the order of the mean target, or one class after the other of its share; borders in such an order are divisions in two. Or a division drawn.
    /// </summary>
    NodeSplit BestOfLevels(int feature, RandomStream random, double scoreToBeat)
    {
        var best = NodeSplit.None with { Score = scoreToBeat };
        var missingRank = _columns.MissingRank(feature);
        var levels = _columns.MissingRank(feature);
        var keyOf = new int[levels + 1];
        var orders = _settings.RandomBorders ? 1 : Scan.LevelOrders;
        var items = _items.Pointer;
        for (var order = 0; order < orders; order++)
        {
            var (weights, means) = LevelMeans(feature, order, levels);
            if (_settings.RandomBorders)
            {
                DrawKeys(keyOf, weights, random);
            }
            else
            {
                KeysInOrder(keyOf, weights, means);
            }

            keyOf[levels] = missingRank;
            var ranks = _columns.Column(feature);
            for (var i = 0; i < _count; i++)
            {
                items[i] = ((ulong)(uint)keyOf[ranks[_rows[i]]] << 32) | (uint)i;
            }

            var sorted = ItemSort.Sort(items, _count, 0, (uint)missingRank, _sorted.Pointer, _counts.Pointer);
            var sawMissing = (int)(sorted[_count - 1] >> 32) == missingRank;
            var (score, at, missingLeft) = BestBorder(sorted, missingRank, best.Score);
            if (at >= 0)
            {
                best = new NodeSplit
                {
                    Score = score,
                    Feature = feature,
                    LeftLevels = LevelsUpTo(keyOf, weights, (int)(sorted[at] >> 32)),
                    MissingLeft = missingLeft,
                    SawMissing = sawMissing,
                };
            }
        }

        return best.Exists ? best : NodeSplit.None;
    }

    (double[] Weights, double[] Means) LevelMeans(int feature, int order, int levels)
    {
        var (weights, means) = (new double[levels + 1], new double[levels + 1]);
        var ranks = _columns.Column(feature);
        for (var i = 0; i < _count; i++)
        {
            var (level, weight) = (ranks[_rows[i]], Scan.WeightAt(i));
            weights[level] += weight;
            means[level] += weight * Scan.OrderedAt(i, order);
        }

        for (var level = 0; level < means.Length; level++)
        {
            means[level] /= weights[level];
        }

        return (weights[..levels], means[..levels]);
    }

    static void KeysInOrder(int[] keyOf, double[] weights, double[] means)
    {
        var present = Enumerable.Range(0, weights.Length).Where(level => weights[level] > 0).OrderBy(level => means[level]).ToArray();
        for (var key = 0; key < present.Length; key++)
        {
            keyOf[present[key]] = key;
        }
    }

    /// <summary>Every level goes left or right by a toss; a toss that sends all one way is corrected at a level drawn.</summary>
    static void DrawKeys(int[] keyOf, double[] weights, RandomStream random)
    {
        var present = Enumerable.Range(0, weights.Length).Where(level => weights[level] > 0).ToArray();
        foreach (var level in present)
        {
            keyOf[level] = random.NextInt(2);
        }

        if (present.Length > 1 && Array.TrueForAll(present, level => keyOf[level] == keyOf[present[0]]))
        {
            keyOf[present[random.NextInt(present.Length)]] ^= 1;
        }
    }

    static uint[] LevelsUpTo(int[] keyOf, double[] weights, int key)
    {
        var left = NodeSplit.NoLevels(weights.Length);
        for (var level = 0; level < weights.Length; level++)
        {
            if (weights[level] > 0 && keyOf[level] <= key)
            {
                NodeSplit.AddLevel(left, level);
            }
        }

        return left;
    }
}
