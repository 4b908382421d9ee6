using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Pipelines as drawings have them.</summary>
public sealed class PipelineOutlineTests
{
    static readonly Table Rows = Table.Create(
        Column.Of("size", [1.0, 2, double.NaN, 4, 5, 6]),
        Column.Of("age", [3L, 1, 4, 1, 5, 9]),
        Column.Of("kind", new string?[] { "a", "b", "a", "b", "a", "b" }),
        Column.Of("price", [1.0, 2, 3, 4, 5, 6]));

    [Fact]
    public void A_model_tells_which_columns_each_step_reads_and_what_comes_out()
    {
        var outline = PipelineOutline.Of(new Impute().Then(new OneHot()).Then(new Ridge { L2 = 0.5 }).Fit(Rows, "price"));

        Assert.Equal(["size", "age", "kind"], outline.Input);
        Assert.Equal("price", outline.Target);
        Assert.Equal(["impute", "one-hot", "ridge"], outline.Steps.Select(step => step.Kind));
        Assert.Equal(["size", "age", "kind"], outline.Steps[0].Reads);
        Assert.Equal(["kind"], outline.Steps[1].Reads);
        Assert.Equal(["kind=a", "kind=b"], outline.Steps[1].Makes);
        Assert.Equal([3, 4, 0], outline.Steps.Select(step => step.Features));
        Assert.True(outline.Steps[2].IsLearner);
        Assert.Equal([new OutlineSetting("l2", "0.5")], outline.Steps[2].Settings);
        Assert.Empty(outline.Steps[0].Settings);
    }

    [Fact]
    public void Branches_stand_beside_each_other_and_a_choice_of_columns_leaves_the_others_out()
    {
        var branches = new Branches { Parts = [new SelectColumns { Columns = ["size"] }.Then(new Standardize()), new SelectColumns { Columns = ["age"] }] };
        var outline = PipelineOutline.Of(branches.Then(new MeanRegressor()).Fit(Rows.Drop("kind"), "price"));

        var fork = outline.Steps[0];
        Assert.Equal("branches", fork.Kind);
        Assert.Equal(["part 1", "part 2"], fork.Branches.Select(branch => branch.Title));
        Assert.Equal(["select-columns", "standardize"], fork.Branches[0].Steps.Select(step => step.Kind));
        Assert.Equal(["age"], fork.Branches[0].Steps[0].Drops);
        Assert.Empty(fork.Branches[0].Steps[0].Reads);
        Assert.Equal(["size"], fork.Branches[0].Steps[1].Makes);
        Assert.Equal(2, fork.Features);
    }

    [Fact]
    public void Recipes_within_a_recipe_are_its_branches_and_no_settings()
    {
        var stack = new StackingRegressor { Members = [new Ridge(), new OneHot().Then(new LinearRegression())], Final = new Ridge { L2 = 2 } };
        var step = Assert.Single(PipelineOutline.Of(stack).Steps);

        Assert.Equal(["member 1", "member 2", "final"], step.Branches.Select(branch => branch.Title));
        Assert.Equal(["one-hot", "linear-regression"], step.Branches[1].Steps.Select(inner => inner.Kind));
        Assert.Equal([new OutlineSetting("l2", "2")], step.Branches[2].Steps[0].Settings);
        Assert.Empty(step.Settings);
        Assert.Empty(PipelineOutline.Of(stack).Input);
    }
}
