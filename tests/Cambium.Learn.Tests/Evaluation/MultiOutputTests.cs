using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Averages over several outputs and the consensus of biclusters, against scikit-learn's.</summary>
public sealed class MultiOutputTests
{
    // Both sides sum 40 terms in different order, and R² subtracts what is alike in two digits.
    const double Tolerance = 1e-12;

    static readonly JsonNode Values = Oracle.Read("multi_output.json");

    static readonly Dictionary<string, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, ReadOnlySpan<double>, double>> Figures = new()
    {
        ["mse"] = RegressionMetrics.MeanSquaredError,
        ["mae"] = RegressionMetrics.MeanAbsoluteError,
        ["mape"] = RegressionMetrics.MeanAbsolutePercentageError,
        ["msle"] = RegressionMetrics.MeanSquaredLogError,
        ["r2"] = RegressionMetrics.R2,
        ["explained_variance"] = RegressionMetrics.ExplainedVariance,
        ["pinball_02"] = (truth, predicted, weights) => RegressionMetrics.Pinball(truth, predicted, 0.2, weights),
        ["d2_absolute"] = RegressionMetrics.D2AbsoluteError,
    };

    public static TheoryData<string> Names => [.. Figures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Averages_are_scikit_learns(string name)
    {
        var (truth, predicted, weights) = (Numbers("truth"), Numbers("predicted"), Numbers("weights"));
        var oracle = Values["averages"]![name]!;

        var each = MultiOutputMetrics.Each(Figures[name], truth, predicted, 3, weights);
        var mean = MultiOutputMetrics.Mean(Figures[name], truth, predicted, 3);
        var weighted = MultiOutputMetrics.Mean(Figures[name], truth, predicted, 3, weights, Numbers("outputs"));

        foreach (var (expected, actual) in oracle["each"].Deserialize<double[]>()!.Zip(each))
        {
            Oracle.Near(expected, actual, Tolerance);
        }

        Oracle.Near(oracle["mean"]!.GetValue<double>(), mean, Tolerance);
        Oracle.Near(oracle["weighted"]!.GetValue<double>(), weighted, Tolerance);
        if (oracle["variance"] is { } variance)
        {
            Oracle.Near(variance.GetValue<double>(), MultiOutputMetrics.VarianceWeightedMean(Figures[name], truth, predicted, 3, weights), Tolerance);
        }
    }

    [Fact]
    public void A_constant_output_counts_nothing_by_variance_and_makes_the_mean_undefined()
    {
        double[] truth = [1, 5, 2, 5, 4, 5];
        double[] predicted = [1, 4, 2, 5, 3, 5];

        Assert.Equal(RegressionMetrics.R2([1, 2, 4], [1, 2, 3]), MultiOutputMetrics.VarianceWeightedMean(RegressionMetrics.R2, truth, predicted, 2));
        Assert.Equal(double.NaN, MultiOutputMetrics.Mean(RegressionMetrics.R2, truth, predicted, 2));
        Assert.Equal(double.NaN, MultiOutputMetrics.VarianceWeightedMean(RegressionMetrics.R2, [5, 5], [4, 5], 1));
    }

    [Fact]
    public void Blocks_and_weights_that_do_not_fit_are_refused()
    {
        Refused("truth has 3 values, expected a multiple of 2, the number of columns. (Parameter 'truth')", [1, 2, 3], [1, 2, 3, 4], 2);
        Refused("predicted has 1 rows, expected 2 as in truth. (Parameter 'predicted')", [1, 2, 3, 4], [1, 2], 2);
        Refused("truth has no rows, expected at least 1. (Parameter 'truth')", [], [], 2);
        Refused("outputWeights has 1 values, expected 2, one an output, or none at all. (Parameter 'outputWeights')", [1, 2], [1, 2], 2, 1);
        Refused("outputWeights is -1 for output 2, expected a finite number of at least 0. (Parameter 'outputWeights')", [1, 2], [1, 2], 2, 1, -1);
        Refused("outputWeights are 0 for every output, expected at least one above 0. (Parameter 'outputWeights')", [1, 2], [1, 2], 2, 0, 0);

        static void Refused(string message, double[] truth, double[] predicted, int columns, params double[] outputs) => Assert.Equal(
            message, Assert.ThrowsAny<ArgumentException>(() => MultiOutputMetrics.Mean(RegressionMetrics.MeanSquaredError, truth, predicted, columns, outputWeights: outputs)).Message);
    }

    [Fact]
    public void The_consensus_of_biclusters_is_scikit_learns()
    {
        foreach (var pair in Values["biclusters"]!.AsArray())
        {
            Oracle.Near(pair!["consensus"]!.GetValue<double>(), ClusterAgreement.Consensus(Blocks(pair["truth"]!), Blocks(pair["found"]!)), Tolerance);
        }

        var same = Blocks(Values["biclusters"]![0]!["truth"]!);
        Assert.Equal(1, ClusterAgreement.Consensus(same, [.. same.AsEnumerable().Reverse()]));
        Assert.Equal(0, ClusterAgreement.Consensus(same, []));
        Assert.Equal(1, ClusterAgreement.Consensus([], []));
        Assert.Equal(
            "The blocks are of tables of 12 × 7 and of 2 × 1 cells, expected one size. (Parameter 'found')",
            Assert.Throws<ArgumentException>(() => ClusterAgreement.Consensus(same, [(new bool[2], new bool[1])])).Message);
    }

    static double[] Numbers(string name) => Values[name].Deserialize<double[]>()!;

    static (bool[] Rows, bool[] Columns)[] Blocks(JsonNode blocks) =>
        [.. blocks.AsArray().Select(block => (Marks(block![0]!), Marks(block[1]!)))];

    static bool[] Marks(JsonNode marks) => [.. marks.Deserialize<int[]>()!.Select(mark => mark == 1)];
}
