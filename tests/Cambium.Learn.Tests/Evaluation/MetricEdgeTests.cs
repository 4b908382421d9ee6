namespace Cambium.Learn.Tests;

/// <summary>What metrics do where they are not defined, and what they refuse.</summary>
public sealed class MetricEdgeTests
{
    public static TheoryData<string, Action> Misuse => new()
    {
        { "truth has no rows, expected at least 1. (Parameter 'truth')", () => ClassificationMetrics.Accuracy([], []) },
        { "predicted has 1 rows, expected 2 as in truth. (Parameter 'predicted')", () => ClassificationMetrics.F1([0, 1], [1]) },
        { "weights has 1 rows, expected 2 as in truth, or none at all. (Parameter 'weights')", () => ClassificationMetrics.Accuracy([0, 1], [1, 1], [1]) },
        { "weights is -1 in row 2, expected a finite number of at least 0. (Parameter 'weights')", () => ClassificationMetrics.Matthews([0, 1], [1, 1], [1, -1]) },
        { "weights is NaN in row 1, expected a finite number of at least 0. (Parameter 'weights')", () => ClassificationMetrics.Confusion([0, 1], [1, 1], [double.NaN, 1]) },
        { "weights are 0 in every row, expected at least one above 0. (Parameter 'weights')", () => RegressionMetrics.R2([0, 1], [1, 1], [0, 0]) },
        { "beta must be a finite number of at least 0. (Parameter 'beta')\nActual value was -1.", () => ClassificationMetrics.FBeta([0, 1], [1, 1], -1) },
        {
            "averaging is Samples, expected Macro, Micro or Weighted where each row has one class; rows of several labels: MultiLabelMetrics. (Parameter 'averaging')",
            () => ClassificationMetrics.Recall([0, 1], [1, 1], Averaging.Samples)
        },
        { "scores is NaN in row 2, expected a number; leave such rows out. (Parameter 'scores')", () => ProbabilityMetrics.RocAuc([0, 1], [1, double.NaN]) },
        { "scores has 1 rows, expected 2 as in truth. (Parameter 'scores')", () => ProbabilityMetrics.AveragePrecision([0, 1], [1]) },
        { "upTo must be above 0 and at most 1. (Parameter 'upTo')\nActual value was 0.", () => ProbabilityMetrics.RocAuc([0, 1], [1, 2], upTo: 0) },
        { "truth is 2 in row 2, expected the place of a class, 0 to 1. (Parameter 'truth')", () => ProbabilityMetrics.LogLoss([0, 2], [0.5, 0.5, 0.5, 0.5], 2) },
        { "columns must be at least 2. (Parameter 'columns')\nActual value was 1.", () => ProbabilityMetrics.Brier([0, 1], [0.5, 0.5], 1) },
        { "probabilities has 3 values, expected 4 (2 rows of 2, row-major). (Parameter 'probabilities')", () => ProbabilityMetrics.Brier([0, 1], [0.5, 0.5, 1], 2) },
        {
            "probabilities of row 2 are 0.5, 0.4, expected numbers from 0 to 1 that add up to 1. (Parameter 'probabilities')",
            () => ProbabilityMetrics.LogLoss([0, 1], [0.5, 0.5, 0.5, 0.4], 2)
        },
        { "k must be between 1 and 2. (Parameter 'k')\nActual value was 3.", () => ProbabilityMetrics.TopKAccuracy([0, 1], [0.5, 0.5, 0.5, 0.4], 2, 3) },
        {
            "averaging is Micro, expected Macro or Weighted where each class is matched with each other. (Parameter 'averaging')",
            () => ProbabilityMetrics.RocAucOfClasses([0, 1], [0.5, 0.5, 0.5, 0.4], 2, ClassMatches.EachAgainstEach, Averaging.Micro)
        },
        { "truth is NaN in row 1, expected a finite number; leave such rows out. (Parameter 'truth')", () => RegressionMetrics.MaxError([double.NaN], [1]) },
        { "predicted is +infinity in row 1, expected a finite number; leave such rows out. (Parameter 'predicted')", () => RegressionMetrics.MeanAbsoluteError([1], [double.PositiveInfinity]) },
        { "truth is -1 in row 1, expected a number of at least 0 for the logarithmic error. (Parameter 'truth')", () => RegressionMetrics.MeanSquaredLogError([-1], [1]) },
        { "predicted is 0 in row 2, expected a number above 0 for a deviance of this power. (Parameter 'predicted')", () => RegressionMetrics.PoissonDeviance([1, 0], [1, 0]) },
        { "power must be a finite number of at most 0 or at least 1. (Parameter 'power')\nActual value was 0.5.", () => RegressionMetrics.TweedieDeviance([1], [1], 0.5) },
        { "alpha must be between 0 and 1. (Parameter 'alpha')\nActual value was 2.", () => RegressionMetrics.Pinball([1], [1], 2) },
        { "worth has 3 values, expected a multiple of 2, the number of columns. (Parameter 'worth')", () => RankingMetrics.Dcg([1, 2, 3], [1, 2, 3], 2) },
        { "worth is -1 in row 1, expected a number of at least 0; shift it, or use Dcg. (Parameter 'worth')", () => RankingMetrics.Ndcg([-1, 2], [1, 2], 2) },
        { "worth is NaN in row 1, expected a finite number. (Parameter 'worth')", () => RankingMetrics.Dcg([double.NaN, 2], [1, 2], 2) },
        { "predicted has 1 rows, expected 2 as in truth. (Parameter 'predicted')", () => MultiLabelMetrics.HammingLoss([true, false], [true], 1) },
        { "truth has no rows, expected at least 1. (Parameter 'truth')", () => RankingMetrics.CoverageError([], [], 3) },
        { "found has 1 rows, expected 2 as in truth. (Parameter 'found')", () => ClusterAgreement.Completeness([1, 2], [1]) },
        { "clusters has no rows, expected at least 1. (Parameter 'clusters')", () => ClusterMetrics.Silhouette([], 2, []) },
        { "rows has 3 values, expected 4 (2 rows of 2, row-major). (Parameter 'rows')", () => ClusterMetrics.DaviesBouldin([1, 2, 3], 2, [0, 1]) },
        { "rows is NaN in row 2, expected a finite number; leave such rows out. (Parameter 'rows')", () => ClusterMetrics.CalinskiHarabasz([1, double.NaN], 1, [0, 1]) },
    };

    [Theory]
    [MemberData(nameof(Misuse), DisableDiscoveryEnumeration = true)]
    public void Misuse_is_refused(string message, Action call)
    {
        var error = Assert.ThrowsAny<ArgumentException>(call);

        Assert.Equal(message, error.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Divisions_of_nothing_by_nothing_give_what_was_asked_for()
    {
        Assert.Equal(0, ClassificationMetrics.Precision([0, 1], [0, 0]));
        Assert.Equal(1, ClassificationMetrics.Precision([0, 1], [0, 0], whenUndefined: 1));
        Assert.Equal(double.NaN, ClassificationMetrics.Recall([0, 0], [0, 1], whenUndefined: double.NaN));
        Assert.Equal(0, ClassificationMetrics.F1([0, 0], [0, 1], whenUndefined: 1));
        Assert.Equal(1, ClassificationMetrics.Jaccard([0, 0], [0, 0], whenUndefined: 1));
        Assert.Equal(0.5, MultiLabelMetrics.F1([true, false], [true, false], 1, Averaging.Samples));
        Assert.Equal(1, MultiLabelMetrics.F1([true, false], [true, false], 1, Averaging.Samples, whenUndefined: 1));
    }

    [Fact]
    public void One_class_leaves_areas_and_agreement_undefined()
    {
        Assert.Equal(double.NaN, ProbabilityMetrics.RocAuc([1, 1], [0.2, 0.4]));
        Assert.Equal(double.NaN, ProbabilityMetrics.RocAuc([1, 1], [0.2, 0.4], upTo: 0.5));
        Assert.Equal(double.NaN, ProbabilityMetrics.AveragePrecision([0, 0], [0.2, 0.4]));
        Assert.Equal(double.NaN, ProbabilityMetrics.RocAucOfClasses([0, 1], [1, 0, 0, 0, 1, 0], 3));
        Assert.Equal(1, ProbabilityMetrics.RocAucOfClasses([0, 1], [1, 0, 0, 0, 1, 0], 3, averaging: Averaging.Weighted));
        Assert.Equal(double.NaN, ProbabilityMetrics.RocAucOfClasses([0, 1], [1, 0, 0, 0, 1, 0], 3, ClassMatches.EachAgainstEach));
        Assert.Empty(ProbabilityMetrics.RocCurve([1, 1], [0.2, 0.4]));
        Assert.Empty(ProbabilityMetrics.DetCurve([0, 0], [0.2, 0.4]));
        Assert.Empty(ProbabilityMetrics.PrecisionRecallCurve([0, 0], [0.2, 0.4]));
        Assert.Equal(0, ClassificationMetrics.Matthews([1, 1], [1, 1]));
        Assert.Equal(double.NaN, ClassificationMetrics.CohenKappa([1, 1], [1, 1]));
        Assert.Equal((double.NaN, double.NaN), ClassificationMetrics.LikelihoodRatios([0, 0], [0, 1]));
        Assert.Equal(double.NaN, ClassificationMetrics.BalancedAccuracy([1, 1], [1, 0], adjusted: true));
    }

    [Fact]
    public void A_constant_truth_leaves_shares_of_its_spread_undefined()
    {
        Assert.Equal(double.NaN, RegressionMetrics.R2([2, 2], [2, 2]));
        Assert.Equal(double.NaN, RegressionMetrics.ExplainedVariance([2, 2], [2, 1]));
        Assert.Equal(double.NaN, RegressionMetrics.D2AbsoluteError([2, 2], [2, 1]));
        Assert.Equal(double.NaN, RegressionMetrics.D2Tweedie([0.1, 0.1, 0.1], [2, 1, 1]));
    }

    [Fact]
    public void A_row_that_weighs_nothing_is_as_if_it_were_not_there()
    {
        Assert.Equal(ProbabilityMetrics.RocAuc([0, 1, 0], [0.2, 0.3, 0.4]), ProbabilityMetrics.RocAuc([0, 1, 1, 0], [0.2, 0.3, 0.9, 0.4], [1, 1, 0, 1]));
        Assert.Equal(1, RegressionMetrics.MedianAbsoluteError([0, 0, 0], [9, 1, 2], [0, 1, 1]));
        Assert.Equal(2, ProbabilityMetrics.RocCurve([0, 1, 1], [0.5, 0.5, 0.9], [1, 1, 0]).Length);
    }

    [Fact]
    public void Infinite_scores_rank_at_the_ends() =>
        Assert.Equal(1, ProbabilityMetrics.RocAuc([0, 0, 1], [double.NegativeInfinity, 0, double.PositiveInfinity]));

    [Fact]
    public void Single_clusters_and_clusters_of_one_row_have_no_scores()
    {
        Assert.Equal(double.NaN, ClusterMetrics.Silhouette([1, 2, 3], 1, [4, 4, 4]));
        Assert.Equal(double.NaN, ClusterMetrics.DaviesBouldin([1, 2, 3], 1, [4, 5, 6]));
        Assert.Equal(double.NaN, ClusterMetrics.CalinskiHarabasz([1, 2, 3], 1, [4, 5, 6]));
        Assert.Empty(ClusterMetrics.Silhouettes([1, 2, 3], 1, [4, 5, 6]));
    }

    [Fact]
    public void No_rows_agree_with_no_rows()
    {
        Assert.Equal(1, ClusterAgreement.Rand([], []));
        Assert.Equal(0, ClusterAgreement.MutualInformation([], []));
        Assert.Equal(1, ClusterAgreement.NormalizedMutualInformation([], []));
        Assert.Equal(1, ClusterAgreement.VMeasure([], []));
        Assert.Equal(0, ClusterAgreement.FowlkesMallows([], []));
    }
}
