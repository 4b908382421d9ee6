using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class IterativeImputeTests
{
    // Solved from inner products: some 1e-16 times the square of the columns' condition, a hundred here, through ten rounds.
    [Theory]
    [InlineData("bayesian")]
    [InlineData("bayesian_long")]
    [InlineData("ridge")]
    public void Filled_values_are_those_of_scikit_learn(string name)
    {
        var expected = Oracle.Read("imputing.json")[name]!;
        var recipe = name switch
        {
            "ridge" => new IterativeImpute { Regression = ChainedRegression.Ridge, L2 = 2, MaxRounds = 4 },
            "bayesian_long" => new IterativeImpute { MaxRounds = 60, Tolerance = 1e-6 },
            _ => new IterativeImpute(),
        };

        GapRows.AssertOracle(expected, recipe, 1e-9);
        Assert.Equal(expected["rounds"]!.GetValue<int>(), recipe.Fit(GapRows.Train).Rounds);
    }

    [Fact]
    public void A_line_is_filled_in_by_hand()
    {
        // With next to no penalty, b is 2 a + 1 from the first round on.
        var train = Table.Create(Column.Of("a", [1.0, 2, 3, 4, 6]), Column.Of("b", [3.0, 5, 7, double.NaN, 13]));

        var step = new IterativeImpute { Regression = ChainedRegression.Ridge, L2 = 1e-12 }.Fit(train);
        var filled = step.Apply(Table.Create(Column.Of("a", [10.0, 3]), Column.Of("b", [double.NaN, double.NaN])));

        LevelRows.Near([21, 7], filled.Column<double>("b").Values, 1e-11);
        Assert.True(step.Converged);
        Assert.Equal(2, step.Rounds);
        Assert.Equal([3.2, 7], step.Means);
    }

    [Fact]
    public void Too_few_rounds_are_told() => Assert.False(new IterativeImpute { MaxRounds = 1 }.Fit(GapRows.Train).Converged);

    [Fact]
    public void One_column_and_columns_without_values_take_what_is_known()
    {
        var one = new IterativeImpute { Columns = ["a"] }.Fit(GapRows.Train);
        var empty = GapRows.Train.With(Column.Of("none", Enumerable.Repeat(double.NaN, GapRows.Train.RowCount).ToArray()));

        Assert.Equal(one.Means[0], one.Apply(GapRows.Train).Column<double>("a").Values[3]);
        Assert.Equal(0, one.Rounds);
        var filled = new IterativeImpute().Fit(empty).Apply(empty);
        Assert.All(filled.Column<double>("none").Values.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(new IterativeImpute().Fit(GapRows.Train).Apply(GapRows.Train).Column<double>("a").Values.ToArray(), filled.Column<double>("a").Values.ToArray());
    }

    [Fact]
    public void The_bytes_are_the_same_at_any_number_of_threads()
    {
        var random = new RandomStream(5);
        var hidden = Enumerable.Range(0, 20_000).Select(_ => random.NextGaussian()).ToArray();
        var table = Table.Create([.. Enumerable.Range(0, 4).Select(place => Column.Of(
            $"x{place}", Array.ConvertAll(hidden, value => random.NextInt(10) == 0 ? double.NaN : (value * (place + 1)) + random.NextGaussian())))]);

        var filled = new[] { 1, 2, 7 }.Select(threads => new IterativeImpute { MaxRounds = 3 }.Fit(table, new FitOptions { MaxThreads = threads }).Apply(table)).ToArray();

        Assert.Equal(filled[0].Column<double>("x2").Values.ToArray(), filled[1].Column<double>("x2").Values.ToArray());
        Assert.Equal(filled[0].Column<double>("x2").Values.ToArray(), filled[2].Column<double>("x2").Values.ToArray());
    }

    [Fact]
    public void Indicators_stay_beside()
    {
        var filled = new IterativeImpute { Indicators = true }.Fit(GapRows.Train).Apply(GapRows.Test);

        Assert.Equal(["a", "b", "c", "d", "e", "a_missing", "b_missing", "c_missing", "d_missing"], filled.Columns.Select(column => column.Name));
        Assert.Equal(GapRows.Test["c"].MissingCount, filled.Column<bool>("c_missing").Values.ToArray().Count(missing => missing));
    }

    [Fact]
    public void Numbers_too_large_to_be_squared_are_refused() => Assert.Equal(
        "Column 'x' holds values too large to be squared (mean 5E+199); correct or divide them.",
        Assert.Throws<TableException>(() => new IterativeImpute().Fit(Table.Create(Column.Of("x", [1e200, 1]), Column.Of("y", [1.0, 2])))).Message);

    [Fact]
    public void Damaged_models_are_refused()
    {
        var step = new IterativeImpute().Fit(GapRows.Train);
        const string Order = "model.json: 'order' must number columns of the step, each once, and 'rounds' be from 0 to 10, 0 for fewer than two columns. " +
            "The file is damaged or was edited; save the model again.";

        Assert.Equal(Order, SavedStep.Refusal(step, json => json["order"]![0] = 9));
        Assert.Equal(Order, SavedStep.Refusal(step, json => json["rounds"] = 11));
        Assert.Equal(
            "weights.safetensors: item 3 of 'weights' is not finite. The file is damaged; save the model again.",
            SavedStep.Refusal(step, editArrays: arrays => arrays["weights"].SetValue(double.NaN, 3)));
    }
}
