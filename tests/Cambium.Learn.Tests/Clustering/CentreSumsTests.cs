using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Single precision must name the centres that double precision names, and sums must not remember points that left.</summary>
public sealed class CentreSumsTests
{
    public static TheoryData<int, int, string> Shapes => new()
    {
        { 1, 5, "normal" }, { 2, 8, "normal" }, { 5, 17, "normal" }, { 32, 64, "normal" }, { 40, 100, "normal" },
        { 1, 6, "grid" }, { 3, 9, "grid" }, { 8, 30, "grid" },
        { 3, 12, "tight groups" }, { 16, 40, "tight groups" },
        { 2, 7, "one far row" }, { 20, 24, "one far row" },
        { 4, 10, "a row beyond singles" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Single_precision_names_the_centres_that_double_precision_names(int p, int k, string kind)
    {
        const int Rows = 1500;
        var points = Points(p, Rows, kind);
        var weights = kind == "a row beyond singles" ? [.. Enumerable.Range(0, Rows).Select(row => row == 700 ? 0.0 : 1 + (row % 3))] : Array.Empty<double>();
        var centres = new double[k * p];
        for (var centre = 0; centre < k; centre++)
        {
            points.Row(centre * 7, centres.AsSpan(centre * p, p));
        }

        var panel = new CentrePanel(centres, p);
        var single = new CentreSums(Rows, p, k, default, isRepeated: true);
        var (ofSingle, ofDouble) = (new int[Rows], new int[Rows]);
        Array.Fill(ofSingle, -1);
        for (var pass = 0; pass < 8; pass++)
        {
            var doubles = new CentreSums(Rows, p, k, default);
            doubles.PassAnew(points, weights, panel, ofDouble);
            single.Pass(points, weights, panel, ofSingle);

            Assert.Equal(ofDouble, ofSingle);
            Assert.Equal(doubles.Weights, single.Weights);
            var largest = doubles.Sums.Max(Math.Abs);
            // Sums are exact to about twice the digits; the last may be rounded the other way.
            Assert.True(Enumerable.Range(0, k * p).All(i => Math.Abs(doubles.Sums[i] - single.Sums[i]) <= 1e-15 * largest));
            Assert.Equal(doubles.Score, single.Score, 1e-13 * Math.Abs(doubles.Score));
            for (var i = 0; i < centres.Length; i++)
            {
                centres[i] = doubles.Weights[i / p] > 0 ? doubles.Sums[i] / doubles.Weights[i / p] : centres[i];
            }

            panel.Set(centres);
        }
    }

    [Fact]
    public void A_point_that_leaves_takes_away_what_it_brought()
    {
        var sums = new PointSums(blocks: 2, k: 2, p: 1);
        var point = new double[sums.PointLength];
        foreach (var (value, weight) in new[] { (1e17, 0.1), (0.3, 0.7), (-1e15, 0.2) })
        {
            point[0] = value;
            sums.Weigh(point, weight);
            sums.Add(1, 0, point);
            if (value != 0.3)
            {
                sums.Subtract(1, 0, point);
                sums.Add(0, 1, point);
                sums.Subtract(0, 1, point);
            }
        }

        var (totals, weights) = (new double[2], new double[2]);
        sums.Total(totals, weights);

        Assert.Equal([0.3 * 0.7, 0], totals);
        Assert.Equal([0.7, 0], weights);
    }

    static PointTiles Points(int p, int rows, string kind)
    {
        var random = new RandomStream((p * 31) + kind.Length);
        var columns = new ReadOnlyMemory<double>[p];
        for (var feature = 0; feature < p; feature++)
        {
            var numbers = new double[rows];
            for (var row = 0; row < rows; row++)
            {
                var gaussian = random.NextGaussian();
                numbers[row] = kind switch
                {
                    "grid" => random.NextInt(3) - 1,
                    "tight groups" => (row % 5) + (1e-7 * gaussian),
                    "one far row" when row == 700 => 1e6,
                    "a row beyond singles" when row == 700 => 1e12,
                    _ => gaussian,
                };
            }

            columns[feature] = numbers;
        }

        return new PointTiles(columns, rows, new double[p], 1);
    }
}
