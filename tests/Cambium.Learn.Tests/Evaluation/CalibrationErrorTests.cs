using System.Text.Json.Nodes;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Errors of calibration as tests/oracles/calibration_error.py has them, and by hand.</summary>
public sealed class CalibrationErrorTests
{
    static readonly JsonNode Values = Oracle.Read("calibration_error.json");

    public static TheoryData<string, CalibrationBinning, int, bool> Cases { get; } = new(
        from name in new[] { "two", "ties", "four" }
        from binning in Enum.GetValues<CalibrationBinning>()
        from bins in new[] { 10, 7 }
        from weighted in new[] { false, true }
        select (name, binning, bins, weighted));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Errors_are_those_of_the_definition(string name, CalibrationBinning binning, int bins, bool weighted)
    {
        var oracle = Values["cases"]!.AsArray().Single(own => (string)own!["name"]! == name)!;
        int[] truth = [.. oracle["truth"].Numbers().Select(place => (int)place)];
        var (p, k, weights) = (oracle["probabilities"].Numbers(), (int)oracle["columns"]!, weighted ? oracle["weights"].Numbers() : []);

        var answers = oracle["answers"]![$"{(binning == CalibrationBinning.EqualMass ? "mass" : "width")}_{bins}{(weighted ? "_weighted" : "")}"]!;

        // Sums in another order.
        Oracle.Near(answers["standard"].Numbers()[0], ProbabilityMetrics.ExpectedCalibrationError(truth, p, k, bins, binning, weights: weights), 1e-12);
        Oracle.Near(answers["standard"].Numbers()[1], ProbabilityMetrics.MaximumCalibrationError(truth, p, k, bins, binning, weights: weights), 1e-12);
        Oracle.Near(answers["top"].Numbers()[0], ProbabilityMetrics.ExpectedCalibrationError(truth, p, k, bins, binning, topLabel: true, weights), 1e-12);
        Oracle.Near(answers["top"].Numbers()[1], ProbabilityMetrics.MaximumCalibrationError(truth, p, k, bins, binning, topLabel: true, weights), 1e-12);
        Oracle.Near((double)answers["classwise"]!, ProbabilityMetrics.ClasswiseCalibrationError(truth, p, k, bins, binning, weights), 1e-12);
    }

    [Fact]
    public void Named_metrics_are_of_ten_bins()
    {
        var oracle = Values["cases"]!.AsArray().Single(own => (string)own!["name"]! == "four")!;
        int[] truth = [.. oracle["truth"].Numbers().Select(place => (int)place)];
        var rows = new JudgedClasses(truth, truth, oracle["probabilities"].Numbers(), 4);

        Oracle.Near(oracle["answers"]!["width_10"]!["standard"].Numbers()[0], Metric.Named("ece").Judge(rows), 1e-12);
        Oracle.Near(oracle["answers"]!["width_10"]!["standard"].Numbers()[1], Metric.Named("mce").Judge(rows), 1e-12);
        Oracle.Near(oracle["answers"]!["mass_10"]!["standard"].Numbers()[0], Metric.Named("ece_equal_mass").Judge(rows), 1e-12);
        Oracle.Near((double)oracle["answers"]!["width_10"]!["classwise"]!, Metric.Named("ece_classwise").Judge(rows), 1e-12);
    }

    [Fact]
    public void A_small_case_by_hand()
    {
        // Two bins of equal width: 0.1, 0.2 and 0.3 of which one is positive, 0.5 and 1 of which both are.
        int[] truth = [0, 1, 0, 1, 1];
        double[] p = [0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.5, 0.5, 0, 1];

        Oracle.Near((0.4 + 0.5) / 5, ProbabilityMetrics.ExpectedCalibrationError(truth, p, 2, 2), 1e-15);
        Oracle.Near(0.25, ProbabilityMetrics.MaximumCalibrationError(truth, p, 2, 2), 1e-15);

        // Rows of equal probability stay together, also where that leaves bins without rows.
        Oracle.Near(0.1, ProbabilityMetrics.ExpectedCalibrationError([1, 0, 1, 0], [0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6], 2, 4, CalibrationBinning.EqualMass), 1e-15);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter_and_weights_are_repeated_rows()
    {
        var random = new RandomStream(12);
        for (var round = 0; round < 50; round++)
        {
            var rows = 1 + random.NextInt(60);
            double[] p = [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(21) / 20.0)];
            int[] truth = [.. p.Select(_ => random.NextInt(2))];
            double[] weights = [.. p.Select((_, row) => row == 0 ? 1.0 : random.NextInt(3))];
            int[] times = [.. Enumerable.Range(0, rows).Reverse().SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
            foreach (var binning in Enum.GetValues<CalibrationBinning>())
            {
                var weighted = ProbabilityMetrics.ExpectedCalibrationError(truth, Pairs(p), 2, 5, binning, weights: weights);
                var repeated = ProbabilityMetrics.ExpectedCalibrationError([.. times.Select(row => truth[row])], Pairs([.. times.Select(row => p[row])]), 2, 5, binning);

                Oracle.Near(repeated, weighted, 1e-12);
                Assert.InRange(weighted, 0, 1);
            }
        }
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Equal(
            "bins must be between 1 and 1000000. (Parameter 'bins')\nActual value was 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => ProbabilityMetrics.ExpectedCalibrationError([0], [0.5, 0.5], 2, 0)).Message.ReplaceLineEndings("\n"));
        Assert.Equal(
            "probabilities of row 1 are 0.5, 0.6, expected numbers from 0 to 1 that add up to 1. (Parameter 'probabilities')",
            Assert.Throws<ArgumentException>(() => ProbabilityMetrics.ClasswiseCalibrationError([0], [0.5, 0.6], 2)).Message);
        Assert.ThrowsAny<ArgumentException>(() => ProbabilityMetrics.MaximumCalibrationError([0], [0.5, 0.5], 2, 2, (CalibrationBinning)7));
    }

    [Fact]
    public void Wilsons_intervals_are_those_of_SciPy()
    {
        Assert.All(Values["wilson"]!.AsArray(), own =>
        {
            var found = WilsonInterval.Of((double)own!["positives"]! / (double)own["rows"]!, (double)own["rows"]!);
            Oracle.Near(own["interval"].Numbers()[0], found.Low, 1e-13);
            Oracle.Near(own["interval"].Numbers()[1], found.High, 1e-13);
        });
    }

    static double[] Pairs(double[] p) => [.. p.SelectMany(own => new[] { 1 - own, own })];
}
