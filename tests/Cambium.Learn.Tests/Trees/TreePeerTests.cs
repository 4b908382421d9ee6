using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>
/// Held-out quality beside scikit-learn's and xgboost's with like settings, on the same five folds. Trees of different libraries
/// differ in ties and borders, so the folds' mean may fall short of the lesser peer's by as much as the peers differ from each other, or a standard error of
/// the folds, whichever is more.
/// </summary>
public sealed class TreePeerTests
{
    static readonly JsonNode Peers = Oracle.Read("trees.json");

    [Theory]
    [InlineData("mortgages_auc", "mortgages.csv", "deny", "roc_auc")]
    [InlineData("breast_cancer_auc", "breast-cancer.csv", "diagnosis", "roc_auc")]
    public void Two_classes_are_told_apart_as_well_as_by_the_peers(string oracle, string file, string target, string score)
    {
        var own = Folds(file, (train, test) => new BoostedTreesClassifier().Fit(train, target).Evaluate(test)[score]);

        AssertAsGood(oracle, own, sign: 1);
    }

    [Fact]
    public void Three_classes_are_told_apart_as_well_as_by_the_peers()
    {
        var own = Folds("wine.csv", (train, test) => new BoostedTreesClassifier().Fit(train, "cultivar").Evaluate(test)["log_loss"]);

        AssertAsGood("wine_log_loss", own, sign: -1);
    }

    [Fact]
    public void Numbers_are_predicted_as_well_as_by_the_peers()
    {
        var own = Folds("diabetes.csv", (train, test) => new BoostedTreesRegressor().Fit(train, "progression").Evaluate(test)["rmse"]);

        AssertAsGood("diabetes_rmse", own, sign: -1);
    }

    static double[] Folds(string file, Func<Table, Table, double> score)
    {
        var table = LinearTables.Sample(file);
        var rows = Enumerable.Range(0, table.RowCount).ToArray();
        return [.. Enumerable.Range(0, 5).Select(fold => score(table.Take([.. rows.Where(row => row % 5 != fold)]), table.Take([.. rows.Where(row => row % 5 == fold)])))];
    }

    static void AssertAsGood(string oracle, double[] own, int sign)
    {
        var first = Peers[oracle]!["scikit_learn"].Numbers();
        var second = Peers[oracle]!["xgboost"].Numbers();
        var lesser = Math.Min(sign * first.Average(), sign * second.Average());
        var spread = Math.Max(Math.Abs(first.Average() - second.Average()), StandardError(first));
        Assert.True(sign * own.Average() >= lesser - spread, $"{oracle}: own {own.Average():F5}, scikit-learn {first.Average():F5}, xgboost {second.Average():F5}");
    }

    static double StandardError(double[] scores) =>
        Math.Sqrt(scores.Sum(score => Math.Pow(score - scores.Average(), 2)) / (scores.Length - 1) / scores.Length);
}
