using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Trees whose answers are added in their order, so that a row's sum is the same to the bit however many rows are asked for at a time.</summary>
sealed partial class TreeForest(int outputs, ForestTree[] trees)
{
    // A tile of rows of some thirty features fits the second cache beside a tree's upper nodes.
    const int TileRows = 256;
    const int BlockRows = 1024;

    /// <summary>How many numbers a tree answers with.</summary>
    internal int Outputs { get; } = outputs;

    internal IReadOnlyList<ForestTree> Trees { get; } = trees;

    /// <summary>Whether the trees tell how many rows came to each leaf.</summary>
    internal bool HasCovers => Trees.All(tree => tree.Covers.Length > 0);

    /// <summary>The sums of the trees' answers for all rows, n × outputs, row-major.</summary>
    internal double[] Sums(FeatureMatrix features)
    {
        var sums = new double[checked(features.RowCount * Outputs)];
        ForEach(features, 0, (tree, first, places) =>
        {
            var answers = Trees[tree].Answers;
            for (var i = 0; i < places.Length; i++)
            {
                for (var output = 0; output < Outputs; output++)
                {
                    sums[((first + i) * Outputs) + output] += answers[(places[i] * Outputs) + output];
                }
            }
        });
        return sums;
    }

    /// <summary>The means of the trees' answers for all rows, n × outputs, row-major.</summary>
    internal double[] Means(FeatureMatrix features)
    {
        var sums = Sums(features);
        foreach (ref var sum in sums.AsSpan())
        {
            sum /= Trees.Count;
        }

        return sums;
    }

    /// <summary>
    /// Asks all trees about all rows, on many threads; <paramref name="body"/> gets a tree, the first row of a tile and the place of the answer for each row of the tile. For one tile the trees come
    /// in their order, on one thread.
    /// </summary>
    internal void ForEach(FeatureMatrix features, int maxThreads, Answered body, CancellationToken cancellationToken = default) =>
        ParallelBlocks.For(
            features.RowCount,
            BlockRows,
            maxThreads,
            (_, start, end) =>
            {
                var width = features.FeatureCount;
                var tile = new double[Math.Min(TileRows, end - start) * width];
                Span<int> places = stackalloc int[TileRows];
                for (var first = start; first < end; first += TileRows)
                {
                    var count = Math.Min(TileRows, end - first);
                    Gather(features, first, count, tile);
                    for (var tree = 0; tree < Trees.Count; tree++)
                    {
                        Trees[tree].Find(tile.AsSpan(0, count * width), width, places[..count]);
                        body(tree, first, places[..count]);
                    }
                }
            },
            cancellationToken);

    /// <summary>Hands over the answers of all trees to each row, in the order of the trees; only for trees that answer with one number.</summary>
    internal void ForEachRow(FeatureMatrix features, AnsweredRow body) =>
        ParallelBlocks.For(features.RowCount, BlockRows, 0, (_, start, end) =>
        {
            var width = features.FeatureCount;
            var tile = new double[Math.Min(TileRows, end - start) * width];
            var answers = new double[Math.Min(TileRows, end - start) * Trees.Count];
            Span<int> places = stackalloc int[TileRows];
            for (var first = start; first < end; first += TileRows)
            {
                var count = Math.Min(TileRows, end - first);
                Gather(features, first, count, tile);
                for (var tree = 0; tree < Trees.Count; tree++)
                {
                    Trees[tree].Find(tile.AsSpan(0, count * width), width, places[..count]);
                    for (var row = 0; row < count; row++)
                    {
                        answers[(row * Trees.Count) + tree] = Trees[tree].Answers[places[row]];
                    }
                }

                for (var row = 0; row < count; row++)
                {
                    body(first + row, answers.AsSpan(row * Trees.Count, Trees.Count));
                }
            }
        });

    static void Gather(FeatureMatrix features, int first, int count, double[] tile)
    {
        var width = features.FeatureCount;
        for (var feature = 0; feature < width; feature++)
        {
            var column = features.Column(feature).Slice(first, count);
            for (int row = 0, at = feature; row < count; row++, at += width)
            {
                tile[at] = column[row];
            }
        }
    }

    /// <summary>Takes the places of a tree's answers for rows from <paramref name="first"/> on.</summary>
    internal delegate void Answered(int tree, int first, ReadOnlySpan<int> places);

    /// <summary>Takes the answers of all trees to a row, and may change them.</summary>
    internal delegate void AnsweredRow(int row, Span<double> answers);
}
