namespace Cambium.Learn.Tests;

/// <summary>Values of tests/oracles/calibration.py.</summary>
public sealed class TemperatureScalingTests
{
    [Theory]
    [InlineData("waves", false)]
    [InlineData("waves", true)]
    [InlineData("cancer", false)]
    [InlineData("cancer", true)]
    [InlineData("three", false)]
    [InlineData("three", true)]
    public void The_temperature_is_that_of_the_least_log_loss(string name, bool weighted)
    {
        var oracle = Oracle.Read("calibration.json")[name]![weighted ? "temperature_weighted" : "temperature"]!["temperature"]!.GetValue<double>();
        var (probabilities, codes, weights) = Rows(name);

        var fit = Fit(probabilities, codes, weighted ? weights : []);

        Oracle.Near(oracle, fit.Temperature, 1e-10); // both find where the slope is 0
    }

    [Fact]
    public void A_doubled_temperature_is_the_square_root_of_odds()
    {
        var answers = new TemperatureScaling(2).Apply([0.2, 0.8, 1, 0], 2);

        Assert.Equal(1.0 / 3, answers[0], 1e-15);
        Assert.Equal(2.0 / 3, answers[1], 1e-15);
        Assert.Equal(1 / (1 + Math.Sqrt(1e-15)), answers[2], 1e-15);
        Assert.Equal(1, answers[2] + answers[3], 1e-15);
    }

    [Fact]
    public void Rows_that_are_all_right_get_smoothed_targets()
    {
        // Two rows of 3 to 1, both right: targets of 3/4 and 1/4 are what the probabilities say already.
        Assert.Equal(1, Fit([0.75, 0.25, 0.25, 0.75], [0, 1], []).Temperature, 1e-12);

        // Six rows: 7/8, whose odds of 7 are 3 to the power of log 7 / log 3.
        Assert.Equal(Math.Log(3) / Math.Log(7), Fit([.. Enumerable.Repeat(new[] { 0.75, 0.25 }, 6).SelectMany(row => row)], new int[6], []).Temperature, 1e-12);
    }

    [Fact]
    public void Probabilities_that_tell_nothing_or_the_contrary_are_evened_out()
    {
        Assert.Equal(1000, Fit([0.9, 0.1, 0.2, 0.8], [1, 0], []).Temperature);
        Assert.Equal(1, Fit([0.5, 0.5, 0.5, 0.5], [1, 0], []).Temperature);
    }

    [Fact]
    public void Whole_weights_are_as_repeated_rows_and_none_as_no_row()
    {
        var (probabilities, codes, weights) = Rows("three");
        weights = [.. weights.Select(weight => weight - 1)];
        var times = Enumerable.Range(0, codes.Length).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();

        var weighted = Fit(probabilities, codes, weights);

        var repeated = Fit([.. times.SelectMany(row => probabilities.Skip(3 * row).Take(3))], [.. times.Select(row => codes[row])], []);
        Oracle.Near(repeated.Temperature, weighted.Temperature, 1e-12); // sums in another order
    }

    static TemperatureScaling Fit(double[] probabilities, int[] codes, double[] weights) =>
        TemperatureScaling.Fit(Array.ConvertAll(probabilities, Math.Log), codes, weights, probabilities.Length / codes.Length);

    static (double[] Probabilities, int[] Codes, double[] Weights) Rows(string name)
    {
        if (name != "three")
        {
            var (scores, positive, weights) = CalibrationRows.Of(name);
            var p = scores.Select(score => 1 / (1 + Math.Exp(-(name == "waves" ? score : score - 15))));
            return ([.. p.SelectMany(own => new[] { 1 - own, own })], [.. positive.Select(truth => truth ? 1 : 0)], weights);
        }

        var rows = Enumerable.Range(0, 300).ToArray();
        double[] Logits(int i) => [.. Enumerable.Range(0, 3).Select(j => 2 * Math.Sin((0.7 * i) + (2.1 * j)))];
        int Code(int i) => Enumerable.Range(0, 3).MaxBy(j => Logits(i)[j] + (1.5 * Math.Sin((1.3 * i) + (1.7 * j))));
        return (
            [.. rows.SelectMany(i => Logits(i).Select(z => Math.Exp(2 * z) / Logits(i).Sum(other => Math.Exp(2 * other))))],
            [.. rows.Select(Code)],
            [.. rows.Select(i => 1.0 + (i % 3))]);
    }
}
