using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class SpectralStartTests
{
    // All of the matrix, and a subspace of it.
    public static TheoryData<int> Lengths => [12, 600];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_path_has_cosines(int n)
    {
        var vectors = GraphEigenvectors.Of(Path(n), 2, new RandomStream(1), default);

        // With sums by row of 2, at the ends 1: √D times cos(π k i / (n − 1)), of the eigenvalue cos(π k / (n − 1)).
        for (var k = 1; k <= 2; k++)
        {
            var expected = Unit([.. Enumerable.Range(0, n).Select(i => (i % (n - 1) == 0 ? 1 : Math.Sqrt(2)) * Math.Cos(Math.PI * k * i / (n - 1)))]);
            var cosine = Dot(expected, vectors[((k - 1) * n)..(k * n)]);

            // The search for a subspace ends where a vector is off by some hundredth of what parts it from the next one.
            Assert.InRange(Math.Abs(cosine), n == 12 ? 1 - 1e-12 : 0.999, 1 + 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_ring_becomes_a_circle(int n)
    {
        var vectors = GraphEigenvectors.Of(Ring(n), 2, new RandomStream(1), default);

        // Of the two vectors of one eigenvalue any turn may come out; each row stays 1 · √(2 / n) from the centre.
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(2.0 / n, (vectors[i] * vectors[i]) + (vectors[n + i] * vectors[n + i]), 0.05 * 2 / n);
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        var graph = Ring(1500);

        var vectors = new[] { 1, 2, 7 }
            .Select(threads => GraphEigenvectors.Of(graph, 3, new RandomStream(1), new FitOptions { MaxThreads = threads })).ToArray();

        Assert.Equal(vectors[0], vectors[1]);
        Assert.Equal(vectors[0], vectors[2]);
    }

    [Fact]
    public void Parts_that_do_not_hang_together_stand_apart()
    {
        // A ring of 20 rows, a pair, a row alone.
        var graph = Join(Ring(20), Join(Path(2), new NeighbourGraph([0, 0], [], [])));
        double[] centres = [.. Enumerable.Repeat(0.0, 20), 6, 6, -4, .. Enumerable.Repeat(0.0, 20), 8, 8, -3];

        var places = SpectralStart.Of(graph, centres, 2, 10, new RandomStream(1), default);

        // The centres lie 10 and 5 from the ring's, so the parts reach 2.5, 5 and 2.5; the pair's first coordinates are 6 ± 5, of which the larger becomes 10.
        Assert.Equal(10, places.Max(Math.Abs), 1e-12);
        var (x, y) = (places[..23], places[23..]);
        Assert.All(Enumerable.Range(0, 20), i => Assert.InRange(Math.Sqrt((x[i] * x[i]) + (y[i] * y[i])), 2.4 * 10 / 11, 3.6 * 10 / 11));
        Assert.Equal([1.0, 11.0], ((double[])[x[20], x[21]]).Order().Select(value => Math.Round(value * 11 / 10, 9)));
        Assert.Equal(-40 / 11.0, x[22], 1e-12);
        Assert.Equal(-30 / 11.0, y[22], 1e-12);
    }

    [Fact]
    public void A_start_leaves_its_mark_on_the_first_epoch()
    {
        var table = ClusterTables.Of("formula");

        var trusted = Enum.GetValues<UmapStart>().ToDictionary(start => start, start => Trustworthiness.Of(table, new Umap { Epochs = 1, Start = start }.Fit(table).Apply(table), 10));

        Assert.True(trusted[UmapStart.Spectral] > trusted[UmapStart.Random] + 0.2);
        Assert.True(trusted[UmapStart.Pca] > trusted[UmapStart.Random] + 0.2);
    }

    static NeighbourGraph Ring(int n) => Of(n, i => [(i + n - 1) % n, (i + 1) % n]);

    static NeighbourGraph Path(int n) => Of(n, i => [.. ((int[])[i - 1, i + 1]).Where(other => other >= 0 && other < n)]);

    static NeighbourGraph Of(int n, Func<int, int[]> neighbours)
    {
        var rows = Enumerable.Range(0, n).Select(i => neighbours(i).Order().ToArray()).ToArray();
        int[] starts = [0, .. rows.Select((_, i) => rows[..(i + 1)].Sum(row => row.Length))];
        return new NeighbourGraph(starts, [.. rows.SelectMany(row => row)], [.. rows.SelectMany(row => row.Select(_ => 0.3))]);
    }

    static NeighbourGraph Join(NeighbourGraph a, NeighbourGraph b) => new(
        [.. a.Starts, .. b.Starts[1..].Select(start => start + a.Neighbours.Length)],
        [.. a.Neighbours, .. b.Neighbours.Select(row => row + a.RowCount)],
        [.. a.Weights, .. b.Weights]);

    static double[] Unit(double[] vector)
    {
        var length = Math.Sqrt(Dot(vector, vector));
        return Array.ConvertAll(vector, value => value / length);
    }

    static double Dot(double[] a, double[] b) => a.Zip(b).Sum(pair => pair.First * pair.Second);
}
