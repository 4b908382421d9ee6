using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Going on from a model.</summary>
public sealed class ContinueTests
{
    static readonly BoostedTreesRegressor Recipe = new() { Trees = 12, RowSample = 0.7, NodeColumnSample = 0.8 };

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Going_on_is_as_one_fit_of_all_the_rounds(int classes)
    {
        var table = TreeTables.Random(2000, classes);
        var recipe = new BoostedTreesClassifier { Trees = 7, RowSample = 0.8, BalanceClasses = true };

        var model = (recipe with { Trees = 5 }).Continue(recipe.Fit(table, "y"), table);

        var whole = (recipe with { Trees = 12 }).Fit(table, "y");
        Assert.Equal(12, model.BestIteration);
        Assert.Equal(whole.PredictProbabilities(table), model.PredictProbabilities(table));
        Assert.Equal(whole.Gains.Select(gain => Math.Round(gain, 6)), model.Gains.Select(gain => Math.Round(gain, 6)));
        Assert.Equal(model.PredictProbabilities(table), LearnerCase.Answers(LearnerCase.SaveAndLoad(model), table));
    }

    [Theory]
    [InlineData(BoostedTreesLoss.Squared)]
    [InlineData(BoostedTreesLoss.Poisson)]
    [InlineData(BoostedTreesLoss.Huber)]
    public void A_saved_model_is_gone_on_from(BoostedTreesLoss loss)
    {
        var table = TreeTables.Random(2000);
        table = table.With(Column.Of("y", Array.ConvertAll(table.Numbers("y"), Math.Abs)));
        var recipe = Recipe with { Loss = loss };
        var saved = (BoostedTreesRegressorModel)LearnerCase.SaveAndLoad(recipe.Fit(table, "y"));

        var model = (recipe with { Trees = 8 }).Continue(saved, table);

        Assert.Equal((recipe with { Trees = 20 }).Fit(table, "y").PredictValues(table), model.PredictValues(table));
        Assert.Equal(12, saved.TreeCount);
    }

    [Fact]
    public void Early_stopping_watches_the_whole_model()
    {
        var (train, test) = (TreeTables.Random(300, seed: 1), TreeTables.Random(300, seed: 2));
        var recipe = new BoostedTreesRegressor { Trees = 500, LearningRate = 0.3, EarlyStoppingRounds = 10 };
        var options = new FitOptions { Validation = test };
        var whole = recipe.Fit(train, "y", options);
        var begun = (recipe with { Trees = 3, EarlyStoppingRounds = 0 }).Fit(train, "y");

        var model = recipe.Continue(begun, train, options);

        Assert.True(model.StoppedEarly);
        Assert.Equal(whole.BestIteration, model.BestIteration);
        Assert.Equal(whole.PredictValues(test), model.PredictValues(test));
    }

    [Fact]
    public void Other_rows_teach_what_the_first_did_not()
    {
        var table = TreeTables.Random(3000);
        var first = Recipe.Fit(table.Slice(0, 300), "y");

        var model = (Recipe with { Trees = 60 }).Continue(first, table.Slice(300, 2000));

        var test = table.Slice(2300, 700);
        Assert.True(model.MeanSquaredError(test) < 0.7 * first.MeanSquaredError(test));
    }

    [Fact]
    public void A_level_that_the_model_does_not_know_counts_as_missing()
    {
        var table = Table.Create(Column.Of("x", ["a", "a", "b", "b"]), Column.Of("y", [1.0, 1, 3, 3]));
        var recipe = new BoostedTreesRegressor { Trees = 1, MinRowsPerLeaf = 1 };

        var model = recipe.Continue(recipe.Fit(table, "y"), Table.Create(Column.Of("x", ["a", "new", "new", null]), Column.Of("y", [1.0, 9, 9, 9])));

        var answers = model.PredictValues(Table.Create(Column.Of("x", ["new", null, "other", "a"])));
        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
        Assert.True(answers[0] > answers[3]);
    }

    [Fact]
    public void Rows_that_do_not_fit_the_model_are_refused()
    {
        var table = TreeTables.Random(200, classes: 2);
        var recipe = new BoostedTreesClassifier { Trees = 2 };
        var model = recipe.Fit(table, "y");
        var classes = table.Column<double>("b").Values.ToArray().Select(value => value > 20 ? "class 0" : "class 7").ToArray();

        var more = Assert.Throws<TableException>(() => recipe.Continue(model, table.With(table["a"].Rename("d")).With(table["a"].Rename("e"))));
        var fewer = Assert.Throws<ArgumentException>(() => recipe.Continue(model, table.Drop("b")));
        var type = Assert.Throws<TableException>(() => recipe.Continue(model, table.With(table["level"].Rename("b"))));
        var unseen = Assert.Throws<TableException>(() => recipe.Continue(model, table.With(Column.Of("y", classes))));

        Assert.Equal("The table does not fit the model: it has the columns 'd', 'e', which the model was not learned from. Drop what is new, or fit a new model.", more.Message);
        Assert.StartsWith("There is no column 'b'.", fewer.Message, StringComparison.Ordinal);
        Assert.StartsWith("The table does not fit the model: column 'b' holds Category values, but the model learned it as Float64.", type.Message, StringComparison.Ordinal);
        Assert.StartsWith("The table cannot be learned from: the target 'y' is 'class 7' in row ", unseen.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_loss_is_refused()
    {
        var table = TreeTables.Random(200);

        var error = Assert.Throws<ArgumentException>(() => (Recipe with { Loss = BoostedTreesLoss.Huber }).Continue(Recipe.Fit(table, "y"), table));

        Assert.Equal("The model was fitted with the loss Squared, and cannot go on with Huber. Fit a new model. (Parameter 'model')", error.Message);
    }
}
