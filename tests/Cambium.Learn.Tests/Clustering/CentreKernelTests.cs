using System.Runtime.Intrinsics;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>The distance kernel at every vector width against plain loops.</summary>
public sealed class CentreKernelTests
{
    public static TheoryData<int, int> Shapes => new() { { 1, 1 }, { 2, 3 }, { 3, 4 }, { 7, 5 }, { 32, 64 }, { 5, 17 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Nearest_centres_are_those_of_a_plain_loop(int p, int k)
    {
        var random = new RandomStream((p * 100) + k);
        var tile = Numbers(random, p * PointTiles.Rows);
        var centres = Numbers(random, k * p);
        var panel = new CentrePanel(centres, p);

        AssertNearest(panel.Run<SimdScalar, double>);
        AssertNearest(panel.Run<Simd128, Vector128<double>>);
        AssertNearest(panel.Run<Simd256, Vector256<double>>);
        AssertNearest(panel.Run<Simd512, Vector512<double>>);

        void AssertNearest(Kernel kernel)
        {
            var (scores, nearest) = (new double[PointTiles.Rows], new double[PointTiles.Rows]);
            kernel(tile, scores, nearest, PointTiles.Rows);
            var all = new double[panel.ScoreRows * PointTiles.Rows];
            kernel(tile, all, [], PointTiles.Rows);
            for (var i = 0; i < PointTiles.Rows; i++)
            {
                var expected = Enumerable.Range(0, k).Select(centre => Score(centre, i)).ToArray();
                Assert.Equal(Array.IndexOf(expected, expected.Min()), (int)nearest[i]);
                Oracle.Near(expected.Min(), scores[i], 1e-13); // p roundings
                Assert.All(Enumerable.Range(0, k), centre => Oracle.Near(expected[centre], all[(centre * PointTiles.Rows) + i], 1e-13));
            }
        }

        double Score(int centre, int i) =>
            Enumerable.Range(0, p).Sum(feature => centres[(centre * p) + feature] * ((centres[(centre * p) + feature] / 2) - tile[(feature * PointTiles.Rows) + i]));
    }

    [Fact]
    public void Of_equally_near_centres_the_first_is_taken()
    {
        var panel = new CentrePanel([5, 1, 1, -1, 1], 1);
        var (scores, nearest) = (new double[PointTiles.Rows], new double[PointTiles.Rows]);

        panel.Nearest(Enumerable.Repeat(1.0, PointTiles.Rows).ToArray(), scores, nearest);

        Assert.All(nearest, centre => Assert.Equal(1, centre));
    }

    static double[] Numbers(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];

    delegate void Kernel(ReadOnlySpan<double> tile, Span<double> scores, Span<double> nearest, int count);
}
