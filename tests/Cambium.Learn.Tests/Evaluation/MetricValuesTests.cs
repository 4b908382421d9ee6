using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Every public metric against scikit-learn's value.</summary>
public sealed class MetricValuesTests
{
    // Both sides sum some sixty terms in different order.
    const double Tolerance = 1e-12;

    static readonly JsonNode Values = Oracle.Read("metrics.json");

    public static TheoryData<string, int> Cases => Numbered("classification", "ranked", "classes", "regression", "ranking", "labels", "groups", "clusters");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_scikit_learns(string part, int number)
    {
        var oracle = Values[part]![number]!;
        var answers = (oracle["answers"] ?? oracle["scores"])!.AsObject();

        Assert.All(answers, answer =>
        {
            const string Tag = "_weighted_rows";
            var weighted = answer.Key.EndsWith(Tag, StringComparison.Ordinal);
            var name = weighted ? answer.Key[..^Tag.Length] : answer.Key;
            var found = Of(part, oracle, name, weighted ? oracle["weights"].Numbers() : []);
            Oracle.Near(answer.Value?.GetValue<double>() ?? double.NaN, found, Tolerance);
        });
    }

    [Fact]
    public void Confusion_and_each_class_are_scikit_learns()
    {
        foreach (var oracle in Values["classification"]!.AsArray())
        {
            var (truth, called, weights) = (Ints(oracle!, "truth"), Ints(oracle!, "called"), oracle!["weights"].Numbers());

            var classes = ClassificationMetrics.PerClass(truth, called, weights);

            Near(oracle["per_class"]![0].Numbers(), classes.Select(score => score.Precision));
            Near(oracle["per_class"]![1].Numbers(), classes.Select(score => score.Recall));
            Near(oracle["per_class"]![2].Numbers(), classes.Select(score => score.F));
            Near(oracle["per_class"]![3].Numbers(), classes.Select(score => score.Support));
            Near(oracle["confusion"].Numbers(), ClassificationMetrics.Confusion(truth, called, weights).Matrix);
        }
    }

    [Fact]
    public void Curves_are_scikit_learns()
    {
        foreach (var oracle in Values["ranked"]!.AsArray())
        {
            var (truth, scores, weights) = (Ints(oracle!, "truth"), oracle!["scores"].Numbers(), oracle["weights"].Numbers());

            Near("roc", ProbabilityMetrics.RocCurve(truth, scores, weights));
            Near("pr", ProbabilityMetrics.PrecisionRecallCurve(truth, scores, weights));
            Near("det", ProbabilityMetrics.DetCurve(truth, scores, weights));
            MetricValuesTests.Near(oracle["det"]![2].Numbers(), ProbabilityMetrics.DetCurve(truth, scores, weights).Select(point => point.Threshold));

            void Near(string curve, CurvePoint[] points)
            {
                MetricValuesTests.Near(oracle![curve]![0].Numbers(), points.Select(point => point.X));
                MetricValuesTests.Near(oracle[curve]![1].Numbers(), points.Select(point => point.Y));
            }
        }
    }

    [Fact]
    public void Pairs_and_silhouettes_are_scikit_learns()
    {
        foreach (var oracle in Values["groups"]!.AsArray())
        {
            Assert.Equal(oracle!["pairs"]!.Deserialized<long[]>(), ClusterAgreement.PairConfusion(Ints(oracle, "truth"), Ints(oracle, "found")));
        }

        foreach (var oracle in Values["clusters"]!.AsArray())
        {
            Near(oracle!["each"].Numbers(), ClusterMetrics.Silhouettes(oracle["rows"].Numbers(), (int)oracle["columns"]!, Ints(oracle, "of")));
        }
    }

    static double Of(string part, JsonNode oracle, string name, double[] weights) => part switch
    {
        "classification" => OfDecisions(name, Ints(oracle, "truth"), Ints(oracle, "called"), weights),
        "ranked" => OfRanked(name, Ints(oracle, "truth"), oracle["scores"].Numbers(), weights),
        "classes" => OfClasses(name, Ints(oracle, "truth"), oracle["scores"].Numbers(), weights),
        "regression" => OfNumbers(name, oracle["truth"].Numbers(), oracle["predicted"].Numbers(), weights),
        "ranking" => OfOrders(name, oracle["worth"].Numbers(), oracle["scores"].Numbers(), weights),
        "labels" => OfLabels(name, oracle, weights),
        "groups" => OfGroups(name, Ints(oracle, "truth"), Ints(oracle, "found")),
        _ => OfClusters(name, oracle["rows"].Numbers(), (int)oracle["columns"]!, Ints(oracle, "of")),
    };

    static double OfDecisions(string name, int[] truth, int[] called, double[] weights) => name.Split('_', 2) switch
    {
        ["accuracy"] => ClassificationMetrics.Accuracy(truth, called, weights),
        ["zero", _] => ClassificationMetrics.ZeroOneLoss(truth, called, weights),
        ["balanced"] => ClassificationMetrics.BalancedAccuracy(truth, called, weights),
        ["balanced", "adjusted"] => ClassificationMetrics.BalancedAccuracy(truth, called, weights, adjusted: true),
        ["matthews"] => ClassificationMetrics.Matthews(truth, called, weights),
        ["kappa", var kind] => ClassificationMetrics.CohenKappa(truth, called, kind == "None" ? Disagreement.Any : Enum.Parse<Disagreement>(kind, ignoreCase: true), weights),
        ["precision"] => ClassificationMetrics.Precision(truth, called, weights: weights),
        ["recall"] => ClassificationMetrics.Recall(truth, called, weights: weights),
        ["f1"] => ClassificationMetrics.F1(truth, called, weights: weights),
        ["f05"] => ClassificationMetrics.FBeta(truth, called, 0.5, weights: weights),
        ["jaccard"] => ClassificationMetrics.Jaccard(truth, called, weights: weights),
        ["likelihood", "plus"] => ClassificationMetrics.LikelihoodRatios(truth, called, weights: weights).Positive,
        ["likelihood", "minus"] => ClassificationMetrics.LikelihoodRatios(truth, called, weights: weights).Negative,
        ["precision", var kind] => ClassificationMetrics.Precision(truth, called, Average(kind), weights),
        ["recall", var kind] => ClassificationMetrics.Recall(truth, called, Average(kind), weights),
        ["f1", var kind] => ClassificationMetrics.F1(truth, called, Average(kind), weights),
        ["f2", var kind] => ClassificationMetrics.FBeta(truth, called, 2, Average(kind), weights),
        ["jaccard", var kind] => ClassificationMetrics.Jaccard(truth, called, Average(kind), weights),
        _ => throw new ArgumentException(name),
    };

    static double OfRanked(string name, int[] truth, double[] scores, double[] weights) => name switch
    {
        "roc_auc" => ProbabilityMetrics.RocAuc(truth, scores, weights),
        "roc_auc_01" => ProbabilityMetrics.RocAuc(truth, scores, weights, upTo: 0.1),
        "roc_auc_03" => ProbabilityMetrics.RocAuc(truth, scores, weights, upTo: 0.3),
        "average_precision" => ProbabilityMetrics.AveragePrecision(truth, scores, weights),
        "hinge" => ProbabilityMetrics.Hinge(truth, [.. scores.Select(score => (4 * score) - 2)], 1, weights),
        "brier" => ProbabilityMetrics.Brier(truth, [.. scores.SelectMany(score => new[] { 1 - score, score })], 2, weights),
        "log_loss" => ProbabilityMetrics.LogLoss(truth, [.. scores.SelectMany(score => new[] { 1 - score, score })], 2, weights),
        _ => throw new ArgumentException(name),
    };

    static double OfClasses(string name, int[] truth, double[] scores, double[] weights) => name.Split('_') switch
    {
        ["ovr", var kind] => ProbabilityMetrics.RocAucOfClasses(truth, scores, 4, ClassMatches.AgainstRest, Average(kind), weights),
        ["ovo", var kind] => ProbabilityMetrics.RocAucOfClasses(truth, scores, 4, ClassMatches.EachAgainstEach, Average(kind), weights),
        ["log", _] => ProbabilityMetrics.LogLoss(truth, scores, 4, weights),
        ["hinge"] => ProbabilityMetrics.Hinge(truth, scores, 4, weights),
        ["top", var k] => ProbabilityMetrics.TopKAccuracy(truth, scores, 4, int.Parse(k), weights),
        _ => throw new ArgumentException(name),
    };

    static double OfNumbers(string name, double[] truth, double[] predicted, double[] weights) => name switch
    {
        "mse" => RegressionMetrics.MeanSquaredError(truth, predicted, weights),
        "rmse" => RegressionMetrics.RootMeanSquaredError(truth, predicted, weights),
        "mae" => RegressionMetrics.MeanAbsoluteError(truth, predicted, weights),
        "mape" => RegressionMetrics.MeanAbsolutePercentageError(truth, predicted, weights),
        "median" => RegressionMetrics.MedianAbsoluteError(truth, predicted, weights),
        "r2" => RegressionMetrics.R2(truth, predicted, weights),
        "explained_variance" => RegressionMetrics.ExplainedVariance(truth, predicted, weights),
        "pinball_02" => RegressionMetrics.Pinball(truth, predicted, 0.2, weights),
        "d2_pinball_02" => RegressionMetrics.D2Pinball(truth, predicted, 0.2, weights),
        "d2_absolute" => RegressionMetrics.D2AbsoluteError(truth, predicted, weights),
        "d2_tweedie_1" => RegressionMetrics.D2Tweedie(truth, predicted, 1, weights),
        "d2_tweedie_2" => RegressionMetrics.D2Tweedie(truth, predicted, 2, weights),
        "msle" => RegressionMetrics.MeanSquaredLogError(truth, predicted, weights),
        "poisson" => RegressionMetrics.PoissonDeviance(truth, predicted, weights),
        "gamma" => RegressionMetrics.GammaDeviance(truth, predicted, weights),
        "max_error" => RegressionMetrics.MaxError(truth, predicted),
        _ => RegressionMetrics.TweedieDeviance(truth, predicted, double.Parse(name["tweedie_".Length..]), weights),
    };

    static double OfOrders(string name, double[] worth, double[] scores, double[] weights) => name.Split('_') switch
    {
        ["dcg", var k] => RankingMetrics.Dcg(worth, scores, 6, k == "None" ? 0 : int.Parse(k), weights),
        ["ndcg", var k] => RankingMetrics.Ndcg(worth, scores, 6, k == "None" ? 0 : int.Parse(k), weights),
        _ => throw new ArgumentException(name),
    };

    static double OfLabels(string name, JsonNode oracle, double[] weights)
    {
        var (truth, given, scores) = (oracle["truth"]!.Deserialized<bool[]>(), oracle["given"]!.Deserialized<bool[]>(), oracle["scores"].Numbers());
        var average = name.Split('_')[^1] is "macro" or "micro" or "weighted" or "samples" ? Average(name.Split('_')[^1]) : Averaging.Macro;
        return name.Split('_') switch
        {
            ["subset", _] => MultiLabelMetrics.SubsetAccuracy(truth, given, 4, weights),
            ["hamming"] => MultiLabelMetrics.HammingLoss(truth, given, 4, weights),
            ["coverage"] => RankingMetrics.CoverageError(truth, scores, 4, weights),
            ["lrap"] => RankingMetrics.LabelRankingAveragePrecision(truth, scores, 4, weights),
            ["ranking", _] => RankingMetrics.LabelRankingLoss(truth, scores, 4, weights),
            ["precision", _] => MultiLabelMetrics.Precision(truth, given, 4, average, weights),
            ["recall", _] => MultiLabelMetrics.Recall(truth, given, 4, average, weights),
            ["f1", _] => MultiLabelMetrics.F1(truth, given, 4, average, weights),
            ["f2", _] => MultiLabelMetrics.FBeta(truth, given, 4, 2, average, weights),
            ["jaccard", _] => MultiLabelMetrics.Jaccard(truth, given, 4, average, weights),
            ["roc", ..] => MultiLabelMetrics.RocAuc(truth, scores, 4, average, weights),
            ["average", ..] => MultiLabelMetrics.AveragePrecision(truth, scores, 4, average, weights),
            _ => throw new ArgumentException(name),
        };
    }

    static double OfGroups(string name, int[] truth, int[] found) => name.Split('_') switch
    {
        ["rand"] => ClusterAgreement.Rand(truth, found),
        ["adjusted", _] => ClusterAgreement.AdjustedRand(truth, found),
        ["mutual"] => ClusterAgreement.MutualInformation(truth, found),
        ["homogeneity"] => ClusterAgreement.Homogeneity(truth, found),
        ["completeness"] => ClusterAgreement.Completeness(truth, found),
        ["v"] => ClusterAgreement.VMeasure(truth, found),
        ["v", _] => ClusterAgreement.VMeasure(truth, found, 2),
        ["fowlkes", _] => ClusterAgreement.FowlkesMallows(truth, found),
        ["nmi", var mean] => ClusterAgreement.NormalizedMutualInformation(truth, found, Mean(mean)),
        ["ami", var mean] => ClusterAgreement.AdjustedMutualInformation(truth, found, Mean(mean)),
        _ => throw new ArgumentException(name),
    };

    static double OfClusters(string name, double[] rows, int columns, int[] of) => name switch
    {
        "silhouette" => ClusterMetrics.Silhouette(rows, columns, of),
        "davies_bouldin" => ClusterMetrics.DaviesBouldin(rows, columns, of),
        _ => ClusterMetrics.CalinskiHarabasz(rows, columns, of),
    };

    static Averaging Average(string kind) => Enum.Parse<Averaging>(kind, ignoreCase: true);

    static EntropyMean Mean(string kind) => kind switch { "min" => EntropyMean.Least, "max" => EntropyMean.Largest, _ => Enum.Parse<EntropyMean>(kind, ignoreCase: true) };

    static int[] Ints(JsonNode oracle, string name) => oracle[name]!.Deserialized<int[]>();

    static void Near(double[] expected, IEnumerable<double> actual)
    {
        var found = actual.ToArray();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
    }

    static TheoryData<string, int> Numbered(params string[] parts)
    {
        var cases = new TheoryData<string, int>();
        foreach (var part in parts)
        {
            for (var number = 0; number < Values[part]!.AsArray().Count; number++)
            {
                cases.Add(part, number);
            }
        }

        return cases;
    }
}
