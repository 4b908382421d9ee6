using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class FeatureTraceTests
{
    static readonly Table Train = Table.Create(
        Column.Of("id", [1.0, 2, 3, 4]),
        Column.Of("x", [1.0, double.NaN, 3, 4]),
        Column.Of("c", ["a", "b", "a", "b"]),
        Column.Of("y", [1.0, 2, 3, 5]));

    [Fact]
    public void Every_feature_is_traced_to_the_columns_that_it_is_made_of()
    {
        var steps = new Impute { Indicators = true }.Then(new OneHot()).Then(new Pca { Columns = ["x", "c=b"], Components = 1 });

        var model = steps.Then(new LinearRegression()).Fit(Train, "y");

        Assert.Equal(
            [new("id", ["id"]), new("c=a", ["c"]), new("x_missing=false", ["x"]), new("x_missing=true", ["x"]), new ModelFeature("pc1", ["x", "c"])],
            model.Features);
        Assert.Equal(model.Last.Input.Fields.Select(field => field.Name), model.Features.Select(feature => feature.Name));
    }

    [Fact]
    public void Steps_within_a_step_are_traced_as_if_they_stood_alone()
    {
        var nested = new TransformPipeline { Steps = [new TransformPipeline { Steps = [new OneHot(), new Pca { Components = 2, Columns = ["c=a", "id"] }] }] };

        var model = nested.Then(new MeanRegressor()).Fit(Train, "y");

        Assert.Equal(["c", "id"], model.Features.Single(feature => feature.Name == "pc2").Sources.Order());
    }

    [Fact]
    public void Without_steps_a_column_is_a_feature() =>
        Assert.Equal([new("id", ["id"]), new("x", ["x"]), new ModelFeature("c", ["c"])], new MeanRegressor().Fit(Train, "y").Features);
}
