namespace Cambium.Learn.Tests;

public sealed class PlattScalingTests
{
    [Fact]
    public void Two_scores_by_hand()
    {
        // At 0, 1 of 4 rows is positive; at 1, 3 of 4: the targets are 5/6 and 1/6, whose means are 1/3 and 2/3, log-odds −log 2 and log 2.
        var fit = PlattScaling.Fit([0, 0, 0, 0, 1, 1, 1, 1], [true, false, false, false, true, true, true, false], []);

        Assert.Equal(Math.Log(2), fit.Offset, 1e-12);
        Assert.Equal(-2 * Math.Log(2), fit.Slope, 1e-12);
        var probabilities = new double[2];
        fit.Apply([0, 1], probabilities);
        Assert.Equal(1.0 / 3, probabilities[0], 1e-12);
        Assert.Equal(2.0 / 3, probabilities[1], 1e-12);
    }

    [Theory]
    [InlineData("waves", false)]
    [InlineData("waves", true)]
    [InlineData("cancer", false)]
    [InlineData("cancer", true)]
    public void Both_numbers_are_those_that_minimise_the_stated_loss(string name, bool weighted)
    {
        var oracle = Oracle.Read("calibration.json")[name]![weighted ? "platt_weighted" : "platt"]!;
        var (scores, positive, weights) = CalibrationRows.Of(name);

        var fit = PlattScaling.Fit(scores, positive, weighted ? weights : []);

        Oracle.Near(oracle["slope"]!.GetValue<double>(), fit.Slope, 1e-9); // both end where rounding does
        Oracle.Near(oracle["offset"]!.GetValue<double>(), fit.Offset, 1e-9);
    }

    [Theory]
    [InlineData("waves")]
    [InlineData("cancer")]
    public void Both_numbers_are_those_of_scikit_learn(string name)
    {
        var oracle = Oracle.Read("calibration.json")[name]!["platt_sklearn"]!;
        var (scores, positive, _) = CalibrationRows.Of(name);

        var fit = PlattScaling.Fit(scores, positive, []);

        Oracle.Near(oracle["slope"]!.GetValue<double>(), fit.Slope, 1e-4); // it stops BFGS at a gradient of 1e-5 of a sum over the rows
        Oracle.Near(oracle["offset"]!.GetValue<double>(), fit.Offset, 1e-4);
    }

    [Fact]
    public void Whole_weights_are_as_repeated_rows()
    {
        var (scores, positive, weights) = CalibrationRows.Of("waves");
        var times = Enumerable.Range(0, scores.Length).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();

        var weighted = PlattScaling.Fit(scores, positive, weights);
        var repeated = PlattScaling.Fit([.. times.Select(row => scores[row])], [.. times.Select(row => positive[row])], []);

        Oracle.Near(repeated.Slope, weighted.Slope, 1e-10); // sums in another order
        Oracle.Near(repeated.Offset, weighted.Offset, 1e-10);
    }

    [Theory]
    [InlineData(1e-200)]
    [InlineData(1e6)]
    [InlineData(1e200)]
    public void The_unit_of_the_scores_does_not_matter(double unit)
    {
        var (scores, positive, _) = CalibrationRows.Of("waves");

        var fit = PlattScaling.Fit([.. scores.Select(score => score * unit)], positive, []);

        var plain = PlattScaling.Fit(scores, positive, []);
        Oracle.Near(1, fit.Slope * unit / plain.Slope, 1e-10); // a product's rounding in each score
        Oracle.Near(plain.Offset, fit.Offset, 1e-10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scores_that_tell_nothing_give_the_share_of_the_positives(bool separated)
    {
        // Separated scores end at the smoothed targets, not at 0 and 1.
        double[] scores = separated ? [-1, -1, -1, 1] : [0, 0, 0, 0];

        var fit = PlattScaling.Fit(scores, [false, false, false, true], []);

        var probabilities = new double[4];
        fit.Apply(scores, probabilities);
        Assert.Equal(separated ? 0.2 : ((3 * 0.2) + (2.0 / 3)) / 4, probabilities[0], 1e-9);
        Assert.Equal(separated ? 2.0 / 3 : ((3 * 0.2) + (2.0 / 3)) / 4, probabilities[3], 1e-9);
    }
}
