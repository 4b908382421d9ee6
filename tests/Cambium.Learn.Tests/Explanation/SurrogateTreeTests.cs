using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SurrogateTreeTests
{
    static readonly Table Mixed = ConformanceData.Mixed(600, classes: true);

    [Fact]
    public void A_tree_that_is_shallow_itself_is_imitated_wholly()
    {
        var rows = ConformanceData.Numbers(600, classes: false);
        var model = new DecisionTreeRegressor { MaxDepth = 2, MinRowsPerLeaf = 60 }.Fit(rows, "y");

        var found = SurrogateTree.Of(model, rows, new SurrogateOptions { MaxDepth = 2 });

        // Thresholds lie between other rows than the model's: a row in a hundred may fall on the other side.
        Assert.InRange(found.Fidelity, 0.95, 1);
        Oracle.Near(1, found.TrainingFidelity, 1e-12);
        Assert.Null(found.Agreement);
        Assert.Equal("y", found.Answer);
    }

    [Fact]
    public void Of_a_boosted_model_fidelity_grows_with_depth_and_steps_and_missing_values_do_not_matter()
    {
        var model = new Impute().Then(new OneHot()).Then(new BoostedTreesClassifier { Trees = 40 }).Fit(Mixed, "y");

        var shallow = SurrogateTree.Of(model, Mixed, new SurrogateOptions { MaxDepth = 1 });
        var deep = SurrogateTree.Of(model, Mixed, new SurrogateOptions { MaxDepth = 5 });

        Assert.InRange(shallow.Fidelity, 0.2, 0.9);
        Assert.True(deep.Fidelity > shallow.Fidelity);
        Assert.True(deep.Tree.Depth <= 5);
        Assert.InRange(deep.Agreement!.Value, 0.8, 1);
        Assert.StartsWith($"A tree that answers as the model does: R² {deep.Fidelity:F4} of probability of yes on unseen rows, the same call for {deep.Agreement:F4} of them\n", deep.ToString(), StringComparison.Ordinal);
        var other = SurrogateTree.Of(model, Mixed, new SurrogateOptions { MaxDepth = 5, MaxThreads = 7 });
        Assert.Equal((deep.Fidelity, deep.Tree.ToText()), (other.Fidelity, other.Tree.ToText()));
    }

    [Fact]
    public void Few_rows_are_told()
    {
        var model = new BoostedTreesClassifier { Trees = 2 }.Fit(Mixed, "y");

        var error = Assert.Throws<TableException>(() => SurrogateTree.Of(model, Mixed.Slice(0, 9)));

        Assert.Equal("The table has 9 rows; a surrogate tree needs at least 10, some to learn from and some to be judged by.", error.Message);
    }
}
