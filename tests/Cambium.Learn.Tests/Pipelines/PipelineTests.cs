using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class PipelineTests
{
    static readonly Table Train = Table.Create(
        Column.Of("x", [1.0, double.NaN, 3, 4]), Column.Of("c", ["a", "b", "a", "b"]), Column.Of("y", [1.0, 2, 3, 5]), Column.Of("w", [1.0, 1, 1, 2]));

    [Fact]
    public void A_pipeline_takes_the_table_as_it_was_before_the_steps()
    {
        var model = new Impute().Then(new OneHot()).Then(new LinearRegression()).Fit(Train, "y", new FitOptions { Weight = "w" });

        Assert.Equal(["x", "c"], model.Input.Fields.Select(field => field.Name));
        Assert.Equal(["x", "c=a", "c=b"], model.Last.Input.Fields.Select(field => field.Name));
        Assert.Equal(2, model.Steps.Count);
        Assert.Equal(4, model.PredictValues(Train.Drop("y", "w")).Length);
    }

    [Fact]
    public void Target_and_weight_are_not_seen_by_the_steps()
    {
        var model = new Standardize().Then(new MeanRegressor()).Fit(Train, "y", new FitOptions { Weight = "w" });

        Assert.Equal(["x"], Assert.IsType<StandardizeModel>(model.Steps[0]).Columns);
        Assert.Equal((1 + 2 + 3 + 10) / 5.0, Assert.IsType<MeanRegressorModel>(model.Last).Mean);
    }

    [Fact]
    public void Steps_learn_from_the_training_rows_and_change_the_validation_rows_alike()
    {
        var watched = new Watched();
        var validation = Train.With(Column.Of("x", [100.0, 100, 100, 100])).Drop("w");

        var (steps, train, options) = PipelineSteps.Fit([new Standardize()], Train, "y", isClassifier: false, new FitOptions { Weight = "w", Validation = validation, Progress = watched });

        var step = Assert.IsType<StandardizeModel>(steps[0]);
        Assert.Equal(8.0 / 3, step.Means[0], 1e-15); // one rounding
        Assert.Equal((100 - step.Means[0]) / step.Scales[0], options.Validation!.Column<double>("x").Values[0]);
        Assert.Equal(["x", "c", "y", "w"], train.Columns.Select(column => column.Name));
        Assert.Equal(["x", "c", "y"], options.Validation.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_step_that_makes_a_column_of_the_targets_name_is_refused()
    {
        var table = Table.Create(Column.Of("c", ["a", "b"]), Column.Of("c=a", [1.0, 2]));

        var error = Assert.Throws<ArgumentException>(() => new OneHot().Then(new MeanRegressor()).Fit(table, "c=a"));

        Assert.Equal("A step of the pipeline makes a column 'c=a', but that is the name of the target; rename one of them. (Parameter 'rows')", error.Message);
    }

    [Fact]
    public void Joining_pipelines_lays_their_steps_in_order()
    {
        var nested = new Impute().Then(new OneHot().Then(new Standardize()).Then(new MeanRegressor()));
        var flat = new Impute().Then(new OneHot()).Then(new Standardize()).Then(new MeanRegressor());

        Assert.Equal(flat, nested);
        Assert.Equal(flat.GetHashCode(), nested.GetHashCode());
        Assert.NotEqual(flat, flat with { Last = new LinearRegression() });
    }

    [Fact]
    public void A_pipeline_does_not_end_in_a_pipeline()
    {
        var inner = new Impute().Then(new MeanRegressor());

        var error = Assert.Throws<ArgumentException>(() => new RegressorPipeline { Steps = [new OneHot()], Last = inner });

        Assert.Equal("Last must not itself be a pipeline; join steps and pipelines with Then. (Parameter 'value')", error.Message);
    }

    [Fact]
    public void A_pipeline_of_steps_alone_is_a_step()
    {
        var features = Train.Drop("y", "w");

        var model = new Impute().Then(new OneHot()).Fit(features);

        Assert.Equal(["x", "c=a", "c=b"], model.Apply(features).Columns.Select(column => column.Name));
        Assert.Equal(2, model.Steps.Count);
    }

    [Fact]
    public void A_single_row_read_from_text_is_answered_as_in_the_table()
    {
        var model = new Impute().Then(new OneHot()).Then(new LinearRegression()).Fit(Train.Drop("w"), "y");
        var row = Table.Create(TextColumn.FromValues("c", ["b"]), Column.Of("x", [4L]));

        Assert.Equal(model.PredictValues(Train)[3], model.PredictValues(row)[0]);
    }

    sealed class Watched : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => Assert.NotEmpty(value.Stage);
    }
}
