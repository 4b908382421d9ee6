using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The values of xgboost's trees are those that xgboost gives, as near as its single precision.</summary>
public sealed class XgboostShapTests
{
    // Of sums of a hundred numbers of single precision.
    const double Tolerance = 1e-5;

    static readonly JsonNode Values = Oracle.Read("tree_shap.json");

    static readonly Table Rows = Table.Create(Enumerable.Range(0, 5).Select(column =>
        Column.Of($"c{column}", Values["rows"].Numbers().Where((_, i) => i % 5 == column).Select(value => (double)(float)value).ToArray())).ToArray());

    [Theory]
    [InlineData("regression", 1)]
    [InlineData("two_classes", 1)]
    [InlineData("three_classes", 3)]
    public void The_values_and_interactions_of_its_trees_are_those_of_xgboost(string name, int outputs)
    {
        var expected = Values[name]!;
        var model = ModelOf(XgboostTrees.Read(expected["trees"]!, Enumerable.Repeat(name == "two_classes" ? 0 : 0.5, outputs).ToArray()));

        var (shap, pairs) = (model.Shap(Rows), model.ShapInteractions(Rows));

        AssertNear(expected["margins"].Numbers(), shap.Answers);
        var values = expected["values"].Numbers();
        AssertNear([.. values.Where((_, i) => i % 6 < 5)], shap.Values);
        AssertNear(values.Where((_, i) => i % 6 == 5), Enumerable.Repeat(shap.BaseValues, shap.RowCount).SelectMany(bases => bases));
        AssertNear(expected["interactions"].Numbers().Where((_, i) => i % 6 < 5 && i / 6 % 6 < 5), pairs.Values);
    }

    static Model ModelOf(TreeEnsemble trees)
    {
        var boosted = new BoostedTrees(trees, StoppedEarly: false);
        return trees.Outputs == 1
            ? new BoostedTreesRegressorModel(new BoostedTreesRegressor(), Rows.Schema, "y", boosted)
            : new BoostedTreesClassifierModel(new BoostedTreesClassifier(), Rows.Schema, "y", ["a", "b", "c"], boosted);
    }

    static void AssertNear(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        Assert.All(expected.Zip(actual), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
    }
}
