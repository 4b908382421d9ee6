using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What a sum of trees answers to rows where the values of points are put in the place of some features.</summary>
sealed class TreePoints(AnswerTrees trees, FeatureMatrix rows, int maxThreads, CancellationToken cancellationToken)
{
    // So that a tile's words take several vectors, and its values the second cache.
    const int SumRows = 4096;
    const int EachRows = 512;
    const int MostPoints = 8192;

    readonly int _depth = trees.Trees.Select(tree => tree.Depth).DefaultIfEmpty().Max();

    /// <summary>The mean answer at each point, an array for each set of points.</summary>
    /// <param name="sets">Of each set one array a feature, the value at each point; null for features that keep the rows' values.</param>
    /// <param name="counts">The points of each set.</param>
    internal double[][] Means(double[]?[][] sets, int[] counts) =>
        trees.Trees.Length > 0 && trees.Link == AnswerLink.Identity ? MeansOfSums(sets, counts) : [.. sets.Select((set, i) => MeansOfEach(set, counts[i]))];

    /// <summary>The answer to each row at each point, n × P, row-major.</summary>
    internal double[] Each(double[]?[] values, int count)
    {
        var answers = new double[checked((long)rows.RowCount * count)];
        ForEach(values, count, (row, first, ofRow) => ofRow.CopyTo(answers.AsSpan(checked((row * count) + first))));
        return answers;
    }

    double[][] MeansOfSums(double[]?[][] sets, int[] counts)
    {
        var questions = sets.Select((set, i) => new PointQuestions(trees, set, counts[i])).ToArray();
        var blocks = new SumWalk[ParallelBlocks.Count(rows.RowCount, SumRows)][];
        ParallelBlocks.For(
            rows.RowCount,
            SumRows,
            maxThreads,
            (block, start, end) =>
            {
                var ofBlock = new BlockRows(rows, start, end, trees.Trees);
                blocks[block] = Array.ConvertAll(questions, set => new SumWalk(ofBlock, set, _depth));
                for (var tree = 0; tree < trees.Trees.Length; tree++)
                {
                    ofBlock.Tree = trees.Trees[tree];
                    foreach (var walk in blocks[block])
                    {
                        walk.Through(tree);
                    }
                }
            },
            cancellationToken);

        return [.. counts.Select((count, set) =>
        {
            var means = new double[count];
            for (var point = 0; point < count; point++)
            {
                var sum = 0.0;
                foreach (var block in blocks)
                {
                    sum += block[set].Sum(point);
                }

                means[point] = trees.Baselines[0] + (sum / rows.RowCount);
            }

            return means;
        })];
    }

    double[] MeansOfEach(double[]?[] values, int count)
    {
        var blocks = new double[ParallelBlocks.Count(rows.RowCount, EachRows)][];
        ForEach(values, count, (row, first, ofRow) =>
        {
            // The rows of a block come on one thread.
            var sums = blocks[row / EachRows] ??= new double[count];
            for (var point = 0; point < ofRow.Length; point++)
            {
                sums[first + point] += ofRow[point];
            }
        });
        var means = new double[count];
        foreach (var block in blocks)
        {
            for (var point = 0; point < count; point++)
            {
                means[point] += block[point];
            }
        }

        return Array.ConvertAll(means, sum => sum / rows.RowCount);
    }

    void ForEach(double[]?[] values, int count, Answered body)
    {
        for (var first = 0; first < count; first += MostPoints)
        {
            var some = Math.Min(MostPoints, count - first);
            var questions = new PointQuestions(trees, Array.ConvertAll(values, ofFeature => ofFeature?[first..(first + some)]), some);
            var start = first;
            ParallelBlocks.For(rows.RowCount, EachRows, maxThreads, (_, from, to) => Answer(questions, from, to, start, body), cancellationToken);
        }
    }

    void Answer(PointQuestions questions, int from, int to, int firstPoint, Answered body)
    {
        var answers = new double[questions.Count];
        if (trees.Trees.Length == 0)
        {
            Array.Fill(answers, trees.Finish(trees.Baselines));
            for (var row = from; row < to; row++)
            {
                body(row, firstPoint, answers);
            }

            return;
        }

        var block = new BlockRows(rows, from, to, trees.Trees);
        var walk = new EachWalk(block, questions, _depth, trees.Outputs);
        for (var tree = 0; tree < trees.Trees.Length; tree++)
        {
            block.Tree = trees.Trees[tree];
            walk.Through(tree);
        }

        for (var row = from; row < to; row++)
        {
            walk.Finish(trees, row - from, answers);
            body(row, firstPoint, answers);
        }
    }

    delegate void Answered(int row, int firstPoint, ReadOnlySpan<double> answers);
}
