using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Classifiers within others are explained as they are.</summary>
public sealed class ComposedShapTests
{
    static readonly Table Rows = ShapTables.Classes(200, y => y > 0 ? "yes" : "no");

    [Fact]
    public void A_threshold_or_prices_do_not_change_what_is_explained()
    {
        var steps = new Impute().Then(new OneHot()).Then(new BoostedTreesClassifier { Trees = 10 });
        var threshold = new ThresholdClassifier { Base = steps }.Fit(Rows, "y");
        var priced = new CostSensitiveClassifier { Base = steps, Costs = [new ErrorCost("yes", "no", 5)] }.Fit(Rows, "y");
        var options = new ShapOptions { Background = Rows.Slice(0, 20), Output = ShapOutput.Answer };

        foreach (ClassifierModel model in new ClassifierModel[] { threshold, priced })
        {
            var inner = model is ThresholdClassifierModel outer ? outer.Base : ((CostSensitiveClassifierModel)model).Base;

            var shap = model.Shap(Rows.Slice(50, 20), options);

            Assert.Equal(inner.Shap(Rows.Slice(50, 20), options), shap);
            Assert.Equal(inner.ShapInteractions(Rows.Slice(50, 20)), model.ShapInteractions(Rows.Slice(50, 20)));
            Assert.Equal(["a", "b", "c", "colour", "truth"], shap.Columns);
            ShapSums.AssertAddUp(shap);
            Assert.All(model.PredictProbabilities(Rows.Slice(50, 20)).Where((_, i) => i % 2 == 1).Zip(shap.Answers), pair => Oracle.Near(pair.First, pair.Second, 1e-12));
        }
    }

    [Fact]
    public void A_calibrated_classifiers_inside_is_explained_and_its_probabilities_are_refused()
    {
        var model = new CalibratedClassifier { Base = new BoostedTreesClassifier { Trees = 10 } }.Fit(Rows, "y");

        var shap = model.Shap(Rows);
        var error = Assert.Throws<ArgumentException>(() => model.Shap(Rows, new ShapOptions { Background = Rows, Output = ShapOutput.Answer }));

        Assert.Equal(["log-odds of yes before calibration"], shap.Outputs);
        Assert.Equal(["log-odds of yes before calibration"], model.ShapInteractions(Rows.Slice(0, 3)).Outputs);
        Assert.Equal(model.Base.Shap(Rows).Values, shap.Values);
        Assert.Equal(
            "Calibrated probabilities are no sum over trees or columns. Ask for Output = Margin, which explains the classifier inside as it is before calibration, or use KernelSHAP or permutation SHAP, " +
            "which explain any model. (Parameter 'options')",
            error.Message);
    }
}
