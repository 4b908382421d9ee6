using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Every score and curve against scikit-learn's.</summary>
public sealed class MetricOracleTests
{
    // Both sides sum some hundred terms in different order: a few hundred units of 1e-16.
    const double Tolerance = 1e-13;

    static readonly JsonNode Values = Oracle.Read("learn_metrics.json");

    public static TheoryData<string> Classifications => [.. Names("classification")];

    public static TheoryData<string> Regressions => [.. Names("regression")];

    [Theory]
    [MemberData(nameof(Classifications))]
    public void Classification_scores_are_scikit_learns(string name)
    {
        var (oracle, report) = Judge(name);

        Assert.Equal(oracle["scores"]!.AsObject().Count, report.Scores.Count);
        foreach (var (score, value) in oracle["scores"]!.AsObject())
        {
            Oracle.Near(value!.GetValue<double>(), report[score], Tolerance);
        }

        Assert.Equal(oracle["confusion"]!.Deserialized<long[]>(), report.Confusion);
    }

    [Theory]
    [MemberData(nameof(Classifications))]
    public void Curves_are_scikit_learns(string name)
    {
        var (oracle, report) = Judge(name);

        Assert.Equal(oracle["roc"]!.Deserialized<double[][]>().Length, report.Roc.Count);
        foreach (var (point, expected) in report.Roc.Zip(oracle["roc"]!.Deserialized<double[][]>()))
        {
            Oracle.Near(expected[0], point.X, Tolerance);
            Oracle.Near(expected[1], point.Y, Tolerance);
        }

        Assert.Equal(oracle["precision_recall"]!.AsArray().Count, report.PrecisionRecall.Count);
        foreach (var (point, expected) in report.PrecisionRecall.Zip(oracle["precision_recall"]!.Deserialized<double[][]>()))
        {
            Assert.Equal(expected[2], point.Threshold);
            Oracle.Near(expected[0], point.X, Tolerance);
            Oracle.Near(expected[1], point.Y, Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Regression_scores_are_scikit_learns(string name)
    {
        var oracle = Values["regression"]!.AsArray().Single(item => (string?)item!["name"] == name)!;

        var report = RegressionJudge.Report(oracle["truth"].Numbers(), oracle["predicted"].Numbers(), EvaluateOptions.WithoutIntervals);

        Assert.Equal(["rmse", "mae", "r2"], report.Scores.Select(score => score.Name));
        foreach (var score in report.Scores)
        {
            Oracle.Near(oracle["scores"]![score.Name]!.GetValue<double>(), score.Value, Tolerance);
        }
    }

    [Fact]
    public void Steps_change_columns_as_scikit_learns_do()
    {
        var oracle = Values["steps"]!;
        var numbers = Table.Create(Column.Of("x", oracle["x"].Numbers()));
        var categories = Table.Create(Column.Of("c", oracle["category"]!.Deserialized<string[]>()));

        AssertNear(oracle["standardized"].Numbers(), new Standardize().Fit(numbers).Apply(numbers), "x");
        AssertNear(oracle["median"].Numbers(), new Impute().Fit(numbers).Apply(numbers), "x");
        AssertNear(oracle["mean"].Numbers(), new Impute { Numbers = ImputeNumbers.Mean }.Fit(numbers).Apply(numbers), "x");
        var hot = new OneHot().Fit(categories).Apply(categories);
        Assert.Equal(oracle["one_hot"]!.Deserialized<double[][]>(), hot.Columns.Select(column => ((Column<double>)column).Values.ToArray()));
    }

    static void AssertNear(double[] expected, Table actual, string column)
    {
        var values = actual.Column<double>(column).Values;
        Assert.Equal(expected.Length, values.Length);
        for (var row = 0; row < expected.Length; row++)
        {
            Oracle.Near(expected[row], values[row], Tolerance);
        }
    }

    static (JsonNode Oracle, ClassificationReport Report) Judge(string name)
    {
        var oracle = Values["classification"]!.AsArray().Single(item => (string?)item!["name"] == name)!;
        var classes = Enumerable.Range(0, oracle["classes"]!.GetValue<int>()).Select(place => $"{place}").ToEquatableArray();
        return (oracle, ClassificationJudge.Report(oracle["truth"]!.Deserialized<int[]>(), oracle["probabilities"].Numbers(), classes, EvaluateOptions.WithoutIntervals));
    }

    static IEnumerable<string> Names(string part) => Values[part]!.AsArray().Select(item => (string)item!["name"]!);
}
