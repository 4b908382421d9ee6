using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class FeatureSelectionTests
{
    // Three columns make the target, one repeats another, the rest is noise.
    static readonly Table Train = Made(400);

    public static TheoryData<string> Supervised => ["select-by-test", "select-from-model", "eliminate-recursively", "boruta"];

    [Fact]
    public void Columns_that_do_not_vary_are_left_out()
    {
        var table = Table.Create(
            Column.Of("flat", [2.0, 2, 2]), Column.Of("x", [1.0, 2, 3]), Column.Of("empty", [double.NaN, double.NaN, double.NaN]),
            Column.Of("one", ["a", "a", "a"]), Column.Of("rare", ["a", null, "a"]), Column.Of("truth", [true, true, true]), TextColumn.FromValues("text", ["s", "s", "s"]));

        var model = new DropLowVariance().Fit(table);

        Assert.Equal(["x", "rare", "text"], model.Apply(table).Columns.Select(column => column.Name));
        Assert.Equal(["flat", "empty", "one", "truth"], model.Dropped);
    }

    [Fact]
    public void Of_two_columns_that_say_the_same_the_later_one_goes()
    {
        var model = new DropCorrelated { Threshold = 0.9 }.Fit(Train.Drop("y", "class"));

        Assert.Equal(["copy"], model.Dropped);
        Assert.InRange(model.Scores.Single(score => score.Column == "copy").Score, 0, 0.1);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("class")]
    public void Columns_that_make_the_target_stay_and_noise_goes(string target)
    {
        var rows = Train.Drop(target == "y" ? "class" : "y", "copy");
        var forest = (Recipe)(target == "y" ? new RandomForestRegressor { Trees = 40 } : new RandomForestClassifier { Trees = 40 });
        foreach (var step in new SupervisedTransform[]
        {
            new SelectByTest { Count = 3 }, new SelectByTest { Count = 3, Test = FeatureTest.MutualInformation }, new SelectFromModel { Model = forest, Factor = 0.5 },
            new Boruta { Trees = 40, Rounds = 30 },
        })
        {
            var model = (FeatureSelectionModel)step.Fit(rows, target);

            Assert.Equal(["a", "b", "c"], model.Kept);
        }
    }

    [Fact]
    public void Elimination_leaves_as_many_columns_as_do_best_on_rows_left_out()
    {
        var step = new EliminateRecursively { Model = new LinearRegression(), Folds = 3, Columns = ColumnSelection.AllBut("copy", "class") };

        var model = (FeatureSelectionModel)step.Fit(Train, "y");

        // A noise column may help by chance, but never one that makes the target.
        Assert.Equal(["a", "b", "c"], model.Kept.Take(3));
        Assert.True(model.Dropped.Count > 0);
        Assert.Equal(["a", "b", "c"], ((FeatureSelectionModel)(step with { Least = 3, Folds = 2, Share = 0.5, Model = new DecisionTreeRegressor { MaxDepth = 6 } }).Fit(Train, "y")).Kept);
    }

    [Theory]
    [MemberData(nameof(Supervised))]
    public void Without_a_named_model_a_forest_is_asked(string step)
    {
        var recipe = (SupervisedTransform)Activator.CreateInstance(ModelKinds.Steps.Single(kind => kind.Name == step).RecipeType)!; // a recipe is a class
        recipe = recipe is Boruta boruta ? boruta with { Trees = 10, Rounds = 3 } : recipe is EliminateRecursively eliminate ? eliminate with { Folds = 2, Share = 0.5 } : recipe;

        var model = (FeatureSelectionModel)recipe.Fit(Train.Slice(0, 100).Drop("y", "copy"), "class");

        Assert.Contains("a", model.Kept);
        Assert.Equal(["a", "b", "c", "n1", "n2", "n3"], model.Scores.Select(score => score.Column));
    }

    [Fact]
    public void Columns_outside_the_selection_pass_and_are_not_shown_to_the_model()
    {
        var step = new SelectFromModel { Columns = ColumnSelection.AllBut("n1", "copy", "class"), Model = new LinearRegression(), Most = 1 };

        var kept = step.FitTransform(Train, "y").Columns.Select(column => column.Name);

        Assert.Equal(["a", "n1", "copy", "class", "y"], kept);
    }

    [Fact]
    public void Whole_numbers_are_classes_before_a_classifier_and_numbers_before_a_regressor()
    {
        var train = Train.Slice(0, 60).Select("a", "n1").With(Column.Of("y", [.. Enumerable.Range(0, 60).Select(i => (long)(i % 3))]));
        var step = new SelectByTest { Test = FeatureTest.ChiSquared, Columns = ColumnSelection.Of(ColumnKind.Truths) };
        train = train.With(Column.Of("t", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 1)]));

        Assert.Equal(120, Math.Round(((FeatureSelectionModel)step.Then(new PriorClassifier()).Fit(train, "y").Steps[0]).Scores[0].Score) * 2);
        Assert.Equal(
            "ChiSquared measures columns against classes, but the target 'y' is of numbers; use FTest or MutualInformation. (Parameter 'Test')",
            Assert.Throws<ArgumentException>(() => step.Then(new MeanRegressor()).Fit(train, "y")).Message);
    }

    [Fact]
    public void Numbers_that_cannot_be_measured_are_named()
    {
        var table = Table.Create(
            Column.Of("m", [1.0, double.NaN, 3]), Column.Of("i", [1.0, 2, double.NegativeInfinity]), Column.Of("n", [1.0, -2, 3]), Column.Of("y", ["a", "b", "a"]));

        Assert.Equal(
            "SelectByTest cannot choose columns: column 'm' misses values (first in row 2): put the step Impute before; column 'i' holds infinite values (first in row 3): correct or drop " +
            "them; column 'n' holds -2 in row 2, which is no count: use another test.",
            Assert.Throws<TableException>(() => new SelectByTest { Test = FeatureTest.ChiSquared }.Fit(table, "y")).Message);
        Assert.Equal(
            "SelectFromModel asks a classifier or a regressor, but Model is a KMeans. (Parameter 'Model')",
            Assert.Throws<ArgumentException>(() => new SelectFromModel { Model = new KMeans() }.Fit(table, "y")).Message);
        Assert.Equal(
            "SelectByTest cannot choose columns: every row's target 'y' is 'a'.",
            Assert.Throws<TableException>(() => new SelectByTest().Fit(Table.Create(table["n"], Column.Of("y", ["a", "a", "a"])), "y")).Message);
    }

    [Theory]
    [InlineData(10, 10, true)] // 2^-10 is less than 0.05 / 2 / 10
    [InlineData(0, 10, false)]
    [InlineData(9, 10, null)] // 11 / 1024
    [InlineData(5, 10, null)]
    [InlineData(1000, 1000, true)]
    public void Hits_are_judged_as_throws_of_a_coin(int hits, int rounds, bool? expected) => Assert.Equal(expected, Boruta.Decide(hits, rounds, 0.05 / 2 / 10));

    [Fact]
    public void Rules_by_chance_ask_for_a_test_that_has_one_and_keep_the_chances_in_the_saved_model()
    {
        var table = Made(60);
        var model = (FeatureSelectionModel)new SelectByTest { Rule = SelectionRule.FamilyWiseError, Level = 0.001 }.Fit(table.Drop("class"), "y");

        Assert.Equal(["a", "b", "copy"], model.Kept);
        Assert.All(model.Scores, score => Assert.InRange(score.PValue, 0, 1));
        Assert.Equal(
            "FalseDiscoveryRate goes by p-values, but mutual information, which measures columns where there are categories, has none; use FTest or ChiSquared, or keep by Count. (Parameter 'Test')",
            Assert.Throws<ArgumentException>(() => new SelectByTest { Rule = SelectionRule.FalseDiscoveryRate }.Fit(table, "y")).Message);
        Assert.Equal(
            "FalsePositiveRate goes by p-values, but mutual information has none; use FTest or ChiSquared, or keep by Count. (Parameter 'Test')",
            Assert.Throws<ArgumentException>(() => new SelectByTest { Test = FeatureTest.MutualInformation, Rule = SelectionRule.FalsePositiveRate }.Fit(table.Drop("class"), "y")).Message);
    }

    [Fact]
    public void A_truth_is_a_table_of_frequencies_with_its_own_degrees_of_freedom()
    {
        // Of 40 rows 20 are true: 15 of class a and 5 of b, the false ones the other way round, so that chi squared is 4 x 25 / 10 = 10 with one degree of freedom.
        var table = Table.Create(
            Column.Of("t", [.. Enumerable.Range(0, 40).Select(row => row < 20)]),
            Column.Of("y", [.. Enumerable.Range(0, 40).Select(row => row % 20 < 15 == row < 20 ? "a" : "b")]));
        var score = ((FeatureSelectionModel)new SelectByTest { Test = FeatureTest.ChiSquared, Rule = SelectionRule.FalsePositiveRate }.Fit(table, "y")).Scores.Single();

        Assert.Equal(10, score.Score, 1e-12);
        Assert.Equal(0.001565402258002549, score.PValue, 1e-14); // twice the normal tail above the root of 10
        Assert.True(score.Kept);
    }

    static Table Made(int rows)
    {
        var random = new RandomStream(7);
        var columns = Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()).ToArray();
        var y = Enumerable.Range(0, rows).Select(i => (2 * columns[0][i]) + (1.5 * columns[1][i]) - columns[2][i] + (0.1 * random.NextGaussian())).ToArray();
        return Table.Create(
            Column.Of("a", columns[0]), Column.Of("b", columns[1]), Column.Of("c", columns[2]), Column.Of("n1", columns[3]), Column.Of("n2", columns[4]), Column.Of("n3", columns[5]),
            Column.Of("copy", Array.ConvertAll(columns[0], value => (3 * value) + 1)), Column.Of("y", y), Column.Of("class", [.. y.Select(value => value > 0 ? "up" : "down")]));
    }
}
