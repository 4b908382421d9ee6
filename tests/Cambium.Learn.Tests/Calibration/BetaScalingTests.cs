using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Values of tests/oracles/calibration.py.</summary>
public sealed class BetaScalingTests
{
    [Theory]
    [InlineData("waves", false)]
    [InlineData("waves", true)]
    [InlineData("cancer", false)]
    [InlineData("cancer", true)]
    [InlineData("no_a", false)]
    [InlineData("no_a", true)]
    [InlineData("no_b", false)]
    [InlineData("no_b", true)]
    [InlineData("neither", false)]
    [InlineData("neither", true)]
    public void The_numbers_are_those_of_the_published_rule(string name, bool weighted)
    {
        var oracle = Oracle.Read("calibration.json")[name]![weighted ? "beta_weighted" : "beta"]!;
        var (p, positive, weights) = Rows(name);

        var fit = Fit(p, positive, weighted ? weights : []);

        // Both end where rounding does; the two features are much alike, which costs digits.
        Oracle.Near(oracle["a"]!.GetValue<double>(), fit.A, 1e-8);
        Oracle.Near(oracle["b"]!.GetValue<double>(), fit.B, 1e-8);
        Oracle.Near(oracle["c"]!.GetValue<double>(), fit.C, 1e-8);
    }

    [Fact]
    public void Probabilities_that_are_right_stay_as_they_are()
    {
        // Of 1,000 rows of each probability just that share is positive.
        double[] shares = [0.1, 0.3, 0.5, 0.8, 0.9];
        double[] p = [.. shares.SelectMany(share => Enumerable.Repeat(share, 1000))];
        bool[] positive = [.. shares.SelectMany(share => Enumerable.Range(0, 1000).Select(row => row < Math.Round(share * 1000)))];

        var fit = Fit(p, positive, []);

        Assert.Equal((1, 1, 0), (Math.Round(fit.A, 8), Math.Round(fit.B, 8), Math.Round(fit.C, 8)));
        Assert.All(shares.Zip(Apply(fit, shares)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Whole_weights_are_as_repeated_rows()
    {
        var (p, positive, weights) = Rows("waves");
        var times = Enumerable.Range(0, p.Length).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();

        var weighted = Fit(p, positive, weights);
        var repeated = Fit([.. times.Select(row => p[row])], [.. times.Select(row => positive[row])], []);

        Oracle.Near(repeated.A, weighted.A, 1e-9); // sums in another order
        Oracle.Near(repeated.B, weighted.B, 1e-9);
        Oracle.Near(repeated.C, weighted.C, 1e-9);
    }

    [Fact]
    public void Classes_that_a_threshold_parts_get_smoothed_targets()
    {
        // Three rows of each class: the means of the smoothed targets are 1/5 and 4/5. The row without weight would part nothing.
        double[] p = [0.2, 0.2, 0.2, 0.7, 0.7, 0.7, 0.9];

        var answers = Apply(Fit(p, [false, false, false, true, true, true, false], [1, 1, 1, 1, 1, 1, 0]), [0.2, 0.7]);

        Assert.Equal(0.2, answers[0], 1e-9);
        Assert.Equal(0.8, answers[1], 1e-9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Equal_probabilities_give_the_mean_of_the_smoothed_targets(bool haveBothClasses)
    {
        var fit = Fit([0.4, 0.4, 0.4, 0.4], [haveBothClasses, false, false, false], []);

        // With both classes 2/3 once and 1/5 three times, with one 1/6.
        Assert.Equal(haveBothClasses ? ((2.0 / 3) + (3 * 0.2)) / 4 : 1.0 / 6, Apply(fit, [0.4])[0], 1e-9);
    }

    [Fact]
    public void Random_curves_never_fall_and_answer_for_0_and_1()
    {
        var random = new RandomStream(5);
        for (var round = 0; round < 200; round++)
        {
            var rows = 2 + random.NextInt(40);
            double[] p = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(11) / 10.0)];
            bool[] positive = [.. p.Select(_ => random.NextInt(2) == 0)];
            double[] weights = [.. p.Select((_, row) => row == 0 ? 1.0 : random.NextInt(3))];

            var curve = Apply(Fit(p, positive, weights), [.. Enumerable.Range(0, 101).Select(i => i / 100.0)]);

            Assert.All(curve, height => Assert.InRange(height, 0, 1));
            Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-15, $"{pair.First:R}, then {pair.Second:R}"));
        }
    }

    static BetaScaling Fit(double[] p, bool[] positive, double[] weights) => BetaScaling.Fit(Logs(p), Logs([.. p.Select(own => 1 - own)]), positive, weights);

    static double[] Apply(BetaScaling fit, double[] p) => fit.Apply(Logs(p), Logs([.. p.Select(own => 1 - own)]));

    static double[] Logs(double[] p) => [.. p.Select(own => Math.Log(Math.Max(own, 1e-15)))];

    static (double[] P, bool[] Positive, double[] Weights) Rows(string name)
    {
        if (name is "waves" or "cancer")
        {
            var (scores, truth, weights) = CalibrationRows.Of(name);
            return ([.. scores.Select(score => 1 / (1 + Math.Exp(-(name == "waves" ? score : score - 15))))], truth, weights);
        }

        var (a, b, c) = name == "no_a" ? (-0.7, 2.0, -1.0) : name == "no_b" ? (2, -0.7, 1) : (-1, -1, 0);
        double[] p = [.. Enumerable.Range(0, 200).Select(i => (i + 0.5) / 200)];
        return (p, [.. p.Select((own, i) => 0.618034 * i % 1 < 1 / (1 + Math.Exp(-((a * Math.Log(own)) - (b * Math.Log(1 - own)) + c))))], [.. p.Select((_, i) => 1.0 + (i % 3))]);
    }
}
