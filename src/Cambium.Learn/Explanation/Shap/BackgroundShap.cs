using System.Numerics;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Interventional TreeSHAP: what a coalition leaves out is taken from a row of a background; the mean over those rows. A row goes through a tree once for each 64 rows of the background, as the
/// bits of a word: a way that it does not take is followed by those that do, and left where none does. Time: rows × background / 64 × the leaves that are reached.
/// </summary>
/// <remarks>
/// For one row and one row of the background, a leaf's value is a game of two kinds of features: those by which only the row would come to it, u, and those by which only the other would, v. Each of
/// the first gets (u − 1)! v! / (u + v)! of it, each of the second minus u! (v − 1)! / (u + v)!. Where a link makes answers of the margins, a pair's values are multiplied by the link's mean slope
/// between the two. Source: S. M. Lundberg et al., 2020, supplementary methods (interventional, link).
/// </remarks>
sealed class BackgroundShap
{
    const int BlockRows = 16;
    const int Bits = 64;

    readonly ShapTrees _trees;
    readonly int[] _columns;
    readonly int _columnCount;
    readonly ShapLink _link;
    readonly (FeatureMatrix Rows, double[] Margins) _background;
    readonly int _words;
    readonly ulong[][] _takes; // of each tree, nodes × words: the rows of the background that go a node's way
    readonly double[] _shares; // u × v: (u - 1)! v! / (u + v)!
    readonly int _most;

    BackgroundShap(ShapTrees trees, int[] columns, int columnCount, ShapLink link, (FeatureMatrix Rows, double[] Margins) background, ShapOptions options)
    {
        _trees = trees;
        _columns = columns;
        _columnCount = columnCount;
        _link = link;
        _background = background;
        _words = ParallelBlocks.Count(background.Rows.RowCount, Bits);
        _most = trees.Trees.Select(tree => tree.MostDistinct).DefaultIfEmpty().Max() + 1;
        _shares = Shares(_most);
        _takes = new ulong[trees.Trees.Length][];
        var rows = ReadAll(background.Rows, 0, background.Rows.RowCount);
        ParallelBlocks.For(_takes.Length, 1, options.MaxThreads, (_, tree, _) => _takes[tree] = Takes(trees.Trees[tree], rows), options.CancellationToken);
    }

    int Outputs => _trees.Constants.Length;

    /// <summary>Whether every answer depends on every margin.</summary>
    bool IsMixed => _link == ShapLink.Softmax;

    /// <summary>The values, n × k × columns.</summary>
    internal static double[] Values(
        ShapTrees trees,
        int[] columns,
        int columnCount,
        ShapLink link,
        (FeatureMatrix Rows, double[] Margins) explained,
        (FeatureMatrix Rows, double[] Margins) background,
        ShapOptions options)
    {
        var shap = new BackgroundShap(trees, columns, columnCount, link, background, options);
        var rows = explained.Rows.RowCount;
        var width = shap.Outputs * columnCount;
        var values = new double[checked(rows * width)];
        var (done, gate) = (0, new Lock());
        ParallelBlocks.For(
            rows,
            BlockRows,
            options.MaxThreads,
            (_, start, end) =>
            {
                var asked = shap.ReadAll(explained.Rows, start, end);
                var work = new BackgroundShapWork(shap._most, shap.Outputs, shap.IsMixed ? shap.Outputs * shap.Outputs : shap.Outputs, shap._words * Bits);
                for (var row = start; row < end; row++)
                {
                    options.CancellationToken.ThrowIfCancellationRequested();
                    shap.AddRow(asked.AsSpan((row - start) * trees.Asked.Length, trees.Asked.Length), explained.Margins.AsSpan(row * shap.Outputs, shap.Outputs), work, values.AsSpan(row * width, width));
                }

                lock (gate)
                {
                    // Within the lock, so that the counts arrive in order.
                    options.Progress?.Report(new FitProgress("rows", done += end - start, rows));
                }
            },
            options.CancellationToken);
        return values;
    }

    /// <summary>The values of rows that trees ask for, rows × asked.</summary>
    double[] ReadAll(FeatureMatrix features, int start, int end)
    {
        var reader = new AskedValues(features, _trees.Asked);
        var asked = _trees.Asked.Length;
        var values = new double[checked((end - start) * asked)];
        for (var row = start; row < end; row++)
        {
            reader.Read(row, values.AsSpan((row - start) * asked, asked));
        }

        return values;
    }

    ulong[] Takes(ShapTree tree, double[] rows)
    {
        var takes = new ulong[checked(tree.Nodes.Length * _words)];
        for (var word = 0; word < _words; word++)
        {
            var count = Math.Min(Bits, _background.Rows.RowCount - (word * Bits));
            takes[word] = count == Bits ? ulong.MaxValue : (1UL << count) - 1;
        }

        for (var place = 1; place < tree.Nodes.Length; place++)
        {
            var question = tree.Nodes[tree.Parents[place]];
            for (var row = 0; row < _background.Rows.RowCount; row++)
            {
                if (tree.GoesLeft(question, rows[(row * _trees.Asked.Length) + question.Feature]) == tree.IsLeft(place))
                {
                    takes[(place * _words) + (row / Bits)] |= 1UL << (row % Bits);
                }
            }

            for (var word = 0; word < _words; word++)
            {
                takes[(place * _words) + word] &= takes[(tree.Before[place] * _words) + word];
            }
        }

        return takes;
    }

    void AddRow(ReadOnlySpan<double> asked, ReadOnlySpan<double> margins, BackgroundShapWork work, Span<double> values)
    {
        Weigh(margins, work);
        for (var i = 0; i < _trees.Trees.Length; i++)
        {
            var tree = _trees.Trees[i];
            work.Begin(tree);
            for (var place = 1; place < tree.Nodes.Length; place++)
            {
                var question = tree.Nodes[tree.Parents[place]];
                work.Takes[place] = work.Takes[tree.Before[place]] && tree.GoesLeft(question, asked[question.Feature]) == tree.IsLeft(place);
            }

            for (var word = 0; word < _words; word++)
            {
                AddTree(tree, _takes[i], word, work, values);
            }
        }
    }

    /// <summary>What each row of the background counts for each answer by each margin: an equal share of the mean, times the link's mean slope.</summary>
    void Weigh(ReadOnlySpan<double> margins, BackgroundShapWork work)
    {
        var (k, rows) = (Outputs, _background.Rows.RowCount);
        for (var row = 0; row < rows; row++)
        {
            if (_link != ShapLink.None)
            {
                ShapLinks.Slopes(_link, margins, _background.Margins.AsSpan(row * k, k), work.Slopes);
            }

            for (var i = 0; i < (IsMixed ? k * k : k); i++)
            {
                work.Weights[(i * _words * Bits) + row] = (_link == ShapLink.None ? 1.0 : work.Slopes[IsMixed ? i : i * (k + 1)]) / rows;
            }
        }
    }

    void AddTree(ShapTree tree, ulong[] takes, int word, BackgroundShapWork work, Span<double> values)
    {
        work.Alive[0] = takes[word];
        for (var place = 1; place < tree.Nodes.Length;)
        {
            var alive = work.Alive[tree.Depths[place] - 1];
            alive = work.Takes[place] ? alive : alive & takes[(place * _words) + word];
            work.Alive[tree.Depths[place]] = alive;
            if (alive == 0)
            {
                place = tree.Ends[place];
                continue;
            }

            if (tree.Nodes[place].IsLeaf)
            {
                AddLeaf(tree, place, takes, word, work, values);
            }

            place++;
        }
    }

    void AddLeaf(ShapTree tree, int leaf, ulong[] takes, int word, BackgroundShapWork work, Span<double> values)
    {
        var alive = work.Alive[tree.Depths[leaf]];
        var path = work.Path.AsSpan(0, tree.PathTo(leaf, work.Path));
        var (only, others) = (0, 0); // features by which the row may come alone, and those by which it does not come
        work.ByCount[0] = alive;
        foreach (var place in path)
        {
            if (!work.Takes[place])
            {
                others++;
                continue;
            }

            // The rows of the background that do not go this way have one feature more by which the row comes alone.
            var without = alive & ~takes[(place * _words) + word];
            work.ByCount[++only] = 0;
            for (var count = only; count > 0; count--)
            {
                work.ByCount[count] = (work.ByCount[count] & ~without) | (work.ByCount[count - 1] & without);
            }

            work.ByCount[0] &= ~without;
        }

        for (var margin = 0; margin < tree.Width; margin++)
        {
            var value = tree.Values[(tree.Nodes[leaf].Answer * tree.Width) + margin];
            for (var output = 0; output < Outputs && value != 0; output++)
            {
                var ofMargin = tree.FirstOutput + margin;
                if (IsMixed || output == ofMargin)
                {
                    var weights = work.Weights.AsSpan(((((IsMixed ? output * Outputs : 0) + ofMargin) * _words) + word) * Bits, Bits);
                    AddShares(tree, path, takes, word, work, (only, others), value, weights, values.Slice(output * _columnCount, _columnCount));
                }
            }
        }
    }

    void AddShares(
        ShapTree tree, Span<int> path, ulong[] takes, int word, BackgroundShapWork work, (int Only, int Others) most, double value, ReadOnlySpan<double> weights, Span<double> values)
    {
        var ofOthers = 0.0;
        for (var count = 0; count <= most.Only && most.Others > 0; count++)
        {
            ofOthers += _shares[(most.Others * _most) + count] * Sum(work.ByCount[count], weights);
        }

        foreach (var place in path)
        {
            var share = -ofOthers;
            if (work.Takes[place])
            {
                share = 0;
                var without = ~takes[(place * _words) + word];
                for (var count = 1; count <= most.Only; count++)
                {
                    share += _shares[(count * _most) + most.Others] * Sum(work.ByCount[count] & without, weights);
                }
            }

            values[_columns[tree.Nodes[tree.Parents[place]].Feature]] += value * share;
        }
    }

    static double Sum(ulong rows, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (; rows != 0; rows &= rows - 1)
        {
            sum += weights[BitOperations.TrailingZeroCount(rows)];
        }

        return sum;
    }

    static double[] Shares(int most)
    {
        var shares = new double[checked(most * most)];
        for (var others = 0; others < most; others++)
        {
            for (var own = 1; own < most; own++)
            {
                shares[(own * most) + others] = own == 1 ? 1.0 / (others + 1) : shares[((own - 1) * most) + others] * (own - 1) / (own + others);
            }
        }

        return shares;
    }
}
