using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Trees of places, the pushes by them, perplexity and graphs against plain loops.</summary>
public sealed class EmbeddingKernelTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 16)]
    [InlineData(2, 500)]
    [InlineData(3, 17)]
    [InlineData(3, 500)]
    public void Pushes_by_the_tree_are_those_of_all_pairs(int dimensions, int n)
    {
        var random = new RandomStream(n);
        double[] places = [.. Enumerable.Range(0, dimensions * n).Select(_ => 10 * random.NextGaussian())];
        var (expected, expectedSum) = AllPairs(places, dimensions, n);

        var (exact, exactSum) = ByTree(places, dimensions, n, angle: 0);
        var (near, nearSum) = ByTree(places, dimensions, n, angle: 0.5f);

        Oracle.Near(expectedSum, exactSum, 1e-5); // single precision
        Assert.All(expected.Zip(exact), pair => Oracle.Near(pair.First, pair.Second, 1e-4));
        Oracle.Near(expectedSum, nearSum, 0.01); // cells of half their distance: some tenths of a percent
        Assert.All(expected.Zip(near), pair => Oracle.Near(pair.First, pair.Second, 0.02 * expected.Max(Math.Abs)));
    }

    [Fact]
    public void Places_that_are_all_the_same_make_one_leaf()
    {
        var places = Enumerable.Repeat(3.0, 80).ToArray();

        var (pushes, sum) = ByTree(places, 2, 40, angle: 0.5f);

        Assert.All(pushes, push => Assert.Equal(0, push));
        Assert.Equal(40 * 39, sum);
    }

    [Fact]
    public void The_entropy_of_a_row_is_the_log_of_the_perplexity()
    {
        var random = new RandomStream(4);
        double[] squares = [.. Enumerable.Range(0, 5).SelectMany(row => Enumerable.Range(0, 40).Select(_ => Math.Pow(10, row * 3) * random.NextDouble()).Order())];

        var probabilities = Perplexity.Probabilities(squares, 40, 12, default);

        foreach (var row in probabilities.Chunk(40))
        {
            Oracle.Near(1, row.Sum(), 1e-14);
            Oracle.Near(Math.Log(12), -row.Sum(p => p > 0 ? p * Math.Log(p) : 0), 2e-5); // the search ends within 1e-5
            Assert.Equal(row.OrderDescending(), row);
        }
    }

    [Fact]
    public void A_graph_has_each_pair_in_both_directions()
    {
        // 0 → 1, 2; 1 → 0, 2; 2 → 3, 1; 3 → 2, 1.
        var graph = NeighbourGraph.Of([1, 2, 0, 2, 3, 1, 2, 1], [0.9, 0.1, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2], 2, (a, b) => a + b, default);

        Assert.Equal([0, 2, 5, 8, 10], graph.Starts);
        Assert.Equal([1, 2, 0, 2, 3, 0, 1, 3, 1, 2], graph.Neighbours);
        Assert.All(new[] { 1.5, 0.1, 1.5, 0.7, 0.2, 0.1, 0.7, 1.5, 0.2, 1.5 }.Zip(graph.Weights), pair => Oracle.Near(pair.First, pair.Second, 1e-15));
    }

    static (double[] Pushes, double Sum) ByTree(double[] places, int dimensions, int n, float angle)
    {
        var tree = new CellTree(dimensions, n);
        tree.Build(places);
        var pushes = Enumerable.Range(0, dimensions).Select(_ => new float[n + CellForces.Lanes]).ToArray();
        var sum = Enumerable.Range(0, ParallelBlocks.Count(n, CellForces.Lanes)).Sum(group => CellForces.Of(tree, group, angle * angle, pushes));
        var ordered = new double[places.Length];
        for (var i = 0; i < n; i++)
        {
            for (var d = 0; d < dimensions; d++)
            {
                ordered[(d * n) + tree.Order[i]] = pushes[d][i];
            }
        }

        return (ordered, sum);
    }

    static (double[] Pushes, double Sum) AllPairs(double[] places, int dimensions, int n)
    {
        var (pushes, sum) = (new double[places.Length], 0.0);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (i != j)
                {
                    var q = 1 / (1 + Enumerable.Range(0, dimensions).Sum(d => Math.Pow(places[(d * n) + i] - places[(d * n) + j], 2)));
                    sum += q;
                    for (var d = 0; d < dimensions; d++)
                    {
                        pushes[(d * n) + i] += q * q * (places[(d * n) + i] - places[(d * n) + j]);
                    }
                }
            }
        }

        return (pushes, sum);
    }
}
