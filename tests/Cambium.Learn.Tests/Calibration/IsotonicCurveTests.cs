using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class IsotonicCurveTests
{
    [Fact]
    public void A_small_case_by_hand()
    {
        // 3 and 2 fall: both become 2.5. The two rows at 4 are first taken together: (4 + 0) / 2 = 2, which pulls the block down to (3 + 2 + 4) / 4.
        var curve = IsotonicCurve.Fit([1, 2, 3, 4, 4, 6], [1, 3, 2, 4, 0, 5], []);

        Assert.Equal([1, 2, 4, 6], curve.X);
        Assert.Equal([1, 2.25, 2.25, 5], curve.Y);
        Assert.Equal([1, 1, 1.625, 2.25, 2.25, 3.625, 5, 5], new[] { -9, 1, 1.5, 2, 3, 5, 6, 99.0 }.Select(curve.At));
    }

    [Theory]
    [InlineData("waves", false)]
    [InlineData("waves", true)]
    [InlineData("cancer", false)]
    [InlineData("cancer", true)]
    public void The_curve_is_that_of_scikit_learn(string name, bool weighted)
    {
        var oracle = Oracle.Read("calibration.json")[name]![weighted ? "isotonic_weighted" : "isotonic"]!;
        var (scores, positive, weights) = CalibrationRows.Of(name);

        var curve = IsotonicCurve.Fit(scores, [.. positive.Select(truth => truth ? 1.0 : 0)], weighted ? weights : []);

        var heights = oracle["at"].Numbers().Select(curve.At);
        Assert.All(oracle["height"].Numbers().Zip(heights), pair => Oracle.Near(pair.First, pair.Second, 1e-12)); // sums in another order
    }

    [Fact]
    public void The_heights_are_those_of_R()
    {
        var oracle = Oracle.Read("calibration.json")["waves"]!["isoreg_by_score"].Numbers();
        var (scores, positive, _) = CalibrationRows.Of("waves");

        var curve = IsotonicCurve.Fit(scores, [.. positive.Select(truth => truth ? 1.0 : 0)], []);

        Assert.All(oracle.Zip(scores.Order().Select(curve.At)), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Random_curves_never_fall_keep_the_mean_and_take_weights_as_repeated_rows()
    {
        var random = new RandomStream(3);
        for (var round = 0; round < 200; round++)
        {
            var rows = 1 + random.NextInt(40);
            var x = Enumerable.Range(0, rows).Select(_ => (double)random.NextInt(12)).ToArray();
            var y = Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray();
            var weights = Enumerable.Range(0, rows).Select(row => row == 0 ? 1.0 : random.NextInt(4)).ToArray();
            var times = Enumerable.Range(0, rows).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();

            var curve = IsotonicCurve.Fit(x, y, weights);

            var repeated = IsotonicCurve.Fit([.. times.Select(row => x[row])], [.. times.Select(row => y[row])], []);
            Assert.Equal(curve.Y.Order(), curve.Y);
            Assert.Equal(curve.X.Distinct().Order(), curve.X);
            Oracle.Near(times.Average(row => y[row]), times.Average(row => curve.At(x[row])), 1e-12);
            Assert.All(x, place => Oracle.Near(repeated.At(place), curve.At(place), 1e-12));
        }
    }
}
