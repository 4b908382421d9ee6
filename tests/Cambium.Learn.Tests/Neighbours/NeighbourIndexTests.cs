using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Every search finds exactly what plain doubles find, to the bit, ties by row number.</summary>
public sealed class NeighbourIndexTests
{
    static readonly Distance[] Distances =
        [new(DistanceKind.Euclidean), new(DistanceKind.Manhattan), new(DistanceKind.Chebyshev), new(DistanceKind.Minkowski, 3), new(DistanceKind.Minkowski, 1.5)];

    public static TheoryData<NeighbourSearch> Searches => [NeighbourSearch.Brute, NeighbourSearch.KdTree, NeighbourSearch.BallTree];

    [Theory]
    [MemberData(nameof(Searches))]
    public void Gaussian_rows_of_any_width(NeighbourSearch search)
    {
        foreach (var columns in new[] { 1, 2, 3, 7, 16, 33, 130 })
        {
            AssertExact(NeighbourTables.Gaussian(700, columns), columns, NeighbourTables.Gaussian(40, columns, seed: 2), k: 11, search);
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Any_number_of_rows_and_neighbours(NeighbourSearch search)
    {
        foreach (var (rows, k) in new[] { (1, 1), (2, 2), (7, 3), (8, 8), (33, 1), (47, 47), (49, 5), (97, 60) })
        {
            AssertExact(NeighbourTables.Gaussian(rows, 4), 4, NeighbourTables.Gaussian(9, 4, seed: 2), k, search);
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Equally_far_rows_come_in_their_order(NeighbourSearch search)
    {
        // A lattice with every point several times: nearly all distances tie.
        var rows = Enumerable.Range(0, 900).SelectMany(i => new double[] { i % 5, i / 5 % 6, i / 30 % 5 }).ToArray();

        AssertExact(rows, 3, rows[..90], k: 25, search);
        AssertExact([.. Enumerable.Repeat(1.5, 600)], 2, [1.5, 1.5, 0, 0], k: 4, search);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Clusters_far_apart_and_outliers(NeighbourSearch search)
    {
        // Around their common centre, single precision cannot tell the rows of a cluster apart.
        var rows = NeighbourTables.Gaussian(6000, 4);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = (rows[i] * 1e-3) + (i / 4 % 3 * 1e6);
        }

        AssertExact(rows, 4, rows[8000..8200], k: 5, search);
        rows[40] = 1e30;
        AssertExact(rows, 4, rows[8000..8040], k: 5, search);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Nearer_and_nearer_rows(NeighbourSearch search)
    {
        var rows = Enumerable.Range(0, 3000).SelectMany(i => new[] { 1.0 / (1 + i), 2.0 / (1 + i) }).ToArray();

        AssertExact(rows, 2, [0, 0, -1, 5, 0.001, 0.002], k: 10, search);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Very_large_and_very_small_numbers(NeighbourSearch search)
    {
        foreach (var scale in new[] { 1e-310, 1e-200, 1e-161, 1e-120, 1e-20, 1e20, 1e120, 1e152 })
        {
            var rows = NeighbourTables.Gaussian(300, 3).Select(value => value * scale).ToArray();
            var queries = NeighbourTables.Gaussian(10, 3, seed: 2).Select(value => value * scale).ToArray();
            AssertExact(rows, 3, queries, k: 6, search);
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Queries_far_away(NeighbourSearch search) =>
        AssertExact(NeighbourTables.Gaussian(500, 3), 3, [1e16, 0, 0, 1e150, -1e150, 3, 1e200, 1e200, 1e200, 1e308, -1e308, 1e308, 3, 4, 1e9], k: 6, search);

    [Theory]
    [MemberData(nameof(Searches))]
    public void A_row_is_passed_over_as_its_own_neighbour(NeighbourSearch search)
    {
        // Each row twice, so that the twin stays.
        var half = NeighbourTables.Gaussian(300, 3);
        double[] rows = [.. half, .. half];
        var index = new NeighbourIndex(rows, 3, Distances[0], search, CancellationToken.None);

        index.Nearest(rows, 4, skipOwn: true, (first, count, nearest, reduced) =>
        {
            for (var i = 0; i < count; i++)
            {
                Assert.Equal((first + i + 300) % 600, nearest[4 * i]);
                Assert.Equal(0, reduced[4 * i]);
                Assert.DoesNotContain(first + i, nearest.Slice(4 * i, 4).ToArray());
            }
        }, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Rows_within_a_distance(NeighbourSearch search)
    {
        var rows = NeighbourTables.Gaussian(1500, 3);
        foreach (var distance in Distances)
        {
            var index = new NeighbourIndex(rows, 3, distance, search, CancellationToken.None);
            var found = new List<(double Reduced, int Row)>();
            foreach (var query in NeighbourTables.Gaussian(20, 3, seed: 2).Chunk(3))
            {
                var (all, reduced) = NeighbourTables.Naive(rows, 3, query, 1500, distance);

                index.Within(query, reduced[200], found);

                Assert.Equal(all[..201], found.Select(one => one.Row));
                Assert.Equal(reduced[..201], found.Select(one => one.Reduced));
            }
        }
    }

    [Fact]
    public void Few_features_and_many_rows_make_a_tree()
    {
        Assert.Equal(NeighbourSearch.KdTree, Chosen(5000, 3));
        Assert.Equal(NeighbourSearch.Brute, Chosen(100, 3));
        Assert.Equal(NeighbourSearch.Brute, Chosen(5000, 32));

        static NeighbourSearch Chosen(int rows, int columns) =>
            new NeighbourIndex(NeighbourTables.Gaussian(rows, columns), columns, Distances[0], NeighbourSearch.Auto, CancellationToken.None).Search;
    }

    static void AssertExact(double[] rows, int columns, double[] queries, int k, NeighbourSearch search)
    {
        foreach (var distance in Distances)
        {
            var index = new NeighbourIndex(rows, columns, distance, search, CancellationToken.None);
            index.Nearest(queries, k, skipOwn: false, (first, count, nearest, reduced) =>
            {
                for (var i = 0; i < count; i++)
                {
                    var (expectedRows, expected) = NeighbourTables.Naive(rows, columns, queries[((first + i) * columns)..((first + i + 1) * columns)], k, distance);
                    Assert.Equal(expected, reduced.Slice(i * k, k).ToArray());
                    Assert.Equal(expectedRows, nearest.Slice(i * k, k).ToArray());
                }
            });
        }
    }
}
