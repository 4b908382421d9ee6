using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Models that average others, or add up their answers, are explained by the same averages of their parts' values.</summary>
public sealed class AverageShapTests
{
    static readonly Table Numbers = ShapTables.Numbers(160);
    static readonly Table Three = ShapTables.Classes(160, y => y < -1 ? "low" : y < 1 ? "mid" : "high");
    static readonly Table Two = ShapTables.Classes(160, y => y > 0 ? "yes" : "no");

    static readonly Transform Steps = new Impute().Then(new OneHot());

    static readonly Dictionary<string, Recipe> Recipes = new()
    {
        ["bag of trees by some columns"] = new BaggingClassifier { Models = 4, ColumnShare = 0.6, Base = new DecisionTreeClassifier { MaxDepth = 3 } },
        ["bag of pipelines"] = new BaggingClassifier { Models = 3, ColumnShare = 0.7, RowShare = 0.3, Base = Steps.Then(new LogisticRegression()) },
        ["vote of a forest, boosted trees and a line"] = new VotingClassifier
        {
            Members = [new RandomForestClassifier { Trees = 5, MaxDepth = 4 }, new BoostedTreesClassifier { Trees = 5 }, Steps.Then(new LogisticRegression())],
            Weights = [1, 2.5, 0.5],
        },
        ["vote of a bag and prices"] = new VotingClassifier
        {
            Members = [new BaggingClassifier { Models = 2, Base = new DecisionTreeClassifier { MaxDepth = 3 } }, new CostSensitiveClassifier { Base = new BoostedTreesClassifier { Trees = 4 }, Costs = [new ErrorCost("yes", "no", 3)] }],
        },
    };

    static readonly Dictionary<string, Regressor> OfNumbers = new()
    {
        ["bag by some columns"] = new BaggingRegressor { Models = 4, ColumnShare = 0.6, Base = Steps.Then(new Ridge()) },
        ["vote"] = new VotingRegressor { Members = [new BoostedTreesRegressor { Trees = 5 }, Steps.Then(new LinearRegression()), Steps.Then(new KNearestRegressor())], Weights = [2, 1, 0] },
        ["stack"] = new StackingRegressor { Members = [new RandomForestRegressor { Trees = 4, MaxDepth = 4 }, Steps.Then(new Ridge())], Folds = 3 },
    };

    public static TheoryData<string> Averages => [.. OfNumbers.Keys];

    public static TheoryData<string, bool> OfClasses =>
        new(Recipes.Keys.Where(name => !name.Contains("prices", StringComparison.Ordinal)).SelectMany(name => new[] { (name, false), (name, true) }).Append(("vote of a bag and prices", false)));

    [Theory]
    [MemberData(nameof(OfClasses))]
    public void Classifiers_add_up_to_their_probabilities_at_any_number_of_threads(string name, bool three)
    {
        var table = three ? Three : Two;
        var model = ((Classifier)Recipes[name]).Fit(table, "y");
        AssertExplained(model, table);
    }

    [Theory]
    [MemberData(nameof(Averages))]
    public void Regressors_add_up_to_their_numbers_at_any_number_of_threads(string name) => AssertExplained(OfNumbers[name].Fit(Numbers, "y"), Numbers);

    [Fact]
    public void A_class_that_a_part_never_saw_has_no_probability_there()
    {
        var table = Three.With(Column.Of("y", Enumerable.Range(0, 160).Select(row => row is 3 or 77 ? "rare" : Three["y"].Format(row)).ToArray()));
        var model = new BaggingClassifier { Models = 6, RowShare = 0.1, Base = new DecisionTreeClassifier { MaxDepth = 3 } }.Fit(table, "y");

        Assert.Contains(model.Models, part => part.Classes.Count < 4);
        AssertExplained(model, table);
        var two = new BaggingClassifier { Models = 12, RowShare = 0.02, Base = new DecisionTreeClassifier() }.Fit(table, "y");
        Assert.Contains(two.Models, part => part.Classes.Count == 2);
        AssertExplained(two, table);
    }

    [Fact]
    public void Values_are_the_weighted_means_of_the_members_values()
    {
        var model = new VotingClassifier { Members = [new RandomForestClassifier { Trees = 3 }, new ExtraTreesClassifier { Trees = 4 }], Weights = [1, 3] }.Fit(Two, "y");

        var shap = model.Shap(Two);
        var pairs = model.ShapInteractions(Two.Slice(0, 10));

        var (first, second) = (model.Members[0].Shap(Two), model.Members[1].Shap(Two));
        Assert.All(shap.Values.Select((value, i) => (value, Mean: (0.25 * first.Values[i]) + (0.75 * second.Values[i]))), pair => Oracle.Near(pair.Mean, pair.value, 1e-12));
        Assert.Equal("path-dependent TreeSHAP, averaged", shap.Method);
        Assert.Equal(["probability of yes"], shap.Outputs);
        Assert.Equal(ShapScale.Probability, shap.Scale);
        ShapSums.AssertAddUp(shap);
        var p = shap.Columns.Count;
        for (var row = 0; row < 10; row++)
        {
            for (var column = 0; column < p; column++)
            {
                Assert.Equal(shap.Of(row)[column], pairs.Of(row).Slice(column * p, p).ToArray().Sum(), 1e-10);
            }
        }
    }

    [Fact]
    public void A_vote_is_explained_as_the_average_over_all_coalitions_says()
    {
        var rows = ConformanceData.Numbers(120, classes: false);
        var model = new VotingRegressor { Members = [new LinearRegression(), new BoostedTreesRegressor { Trees = 4 }] }.Fit(rows, "y");
        var background = rows.Slice(20, 15);

        var shap = model.Shap(rows.Slice(0, 1), new ShapOptions { Background = background });

        var expected = ShapleyByHand.Values(3, ShapleyByHand.Interventional(rows.Slice(0, 1), background, ["a", "b", "c"], model.PredictValues));
        Assert.All(expected.Zip(shap.Values), pair => Oracle.Near(pair.First, pair.Second, 1e-10)); // some hundred roundings
        Assert.Equal("interventional TreeSHAP and linear SHAP, averaged", shap.Method);
    }

    [Fact]
    public void A_stack_of_classes_is_explained_by_its_margins_and_what_is_passed_through_counts_by_itself()
    {
        var rows = ConformanceData.Numbers(150, classes: true);
        foreach (var passes in new[] { false, true })
        {
            var model = new StackingClassifier { Members = [new RandomForestClassifier { Trees = 4, MaxDepth = 3 }, new LogisticRegression()], PassThrough = passes, Folds = 3 }.Fit(rows, "y");
            var options = new ShapOptions { Background = rows.Slice(10, 30) };

            var shap = model.Shap(rows, options);

            ShapSums.AssertAddUp(shap);
            Assert.Equal(["log-odds of yes"], shap.Outputs);
            Assert.Equal(ShapScale.Margin, shap.Scale);
            Assert.All(model.PredictProbabilities(rows).Where((_, i) => i % 2 == 1).Zip(shap.Answers), pair => Oracle.Near(Math.Log(pair.First / (1 - pair.First)), pair.Second, 1e-9));
            Assert.False(model.HasShap);
            var error = Assert.Throws<ArgumentException>(() => model.Shap(rows, options with { Output = ShapOutput.Answer }));
            Assert.Equal(
                "The LogisticRegression of a StackingClassifier adds up its members' answers to margins, and what it makes of these is not explained exactly. Ask for Output = Margin, or use KernelSHAP or " +
                "permutation SHAP, which explain any model. (Parameter 'options')",
                error.Message);
        }
    }

    [Fact]
    public void What_cannot_be_averaged_exactly_says_why()
    {
        var rows = ConformanceData.Numbers(100, classes: true);
        var hard = new VotingClassifier { Voting = VotingKind.Hard, Members = [new RandomForestClassifier { Trees = 2 }] }.Fit(rows, "y");
        var neighbours = new BaggingClassifier { Models = 2, Base = new Standardize().Then(new KNearestClassifier()) }.Fit(rows, "y");
        var boosted = new BaggingClassifier { Models = 2, Base = new BoostedTreesClassifier { Trees = 2 } }.Fit(rows, "y");

        Assert.Equal([false, false, true], new[] { hard.HasShap, neighbours.HasShap, boosted.HasShap });
        Assert.Equal(
            "There is no exact method for the SHAP values of a VotingClassifier, whose answers are no sum over trees or columns. Use KernelSHAP or permutation SHAP, which explain any model.",
            Assert.Throws<ArgumentException>(() => hard.Shap(rows)).Message);
        Assert.Equal(
            "There is no exact method for the SHAP values of a BaggingClassifier with a KNearestClassifier in it, whose answers are no sum over trees or columns. Use KernelSHAP or permutation SHAP, which " +
            "explain any model.",
            Assert.Throws<ArgumentException>(() => neighbours.Shap(rows)).Message);
        Assert.Equal(
            "A BaggingClassifier adds up answers, but the BoostedTreesClassifier in it margins, which without a background cannot be told in shares of its answers. Give a Background, some 100 rows of the " +
            "training table. (Parameter 'options')",
            Assert.Throws<ArgumentException>(() => boosted.Shap(rows)).Message);
        Assert.Equal(
            "A BaggingClassifier adds up answers, but the BoostedTreesClassifier in it margins, whose interactions cannot be told in shares of its answers. Ask for SHAP values with a Background instead.",
            Assert.Throws<ArgumentException>(() => boosted.ShapInteractions(rows)).Message);
    }

    [Fact]
    public void A_weighted_median_adds_up_to_nothing()
    {
        var rows = ConformanceData.Numbers(80, classes: false);
        var model = new AdaBoostRegressor { Trees = 3 }.Fit(rows, "y");

        Assert.Equal(
            "There is no exact method for the SHAP values of an AdaBoostRegressor, whose answers are no sum over trees or columns. Use KernelSHAP or permutation SHAP, which explain any model.",
            Assert.Throws<ArgumentException>(() => model.Shap(rows)).Message);
        var stack = new StackingRegressor { Members = [new LinearRegression()], Final = new DecisionTreeRegressor(), Folds = 3 }.Fit(rows, "y");
        Assert.Equal(
            "There is no exact method for the SHAP values of a StackingRegressor, whose answers are no sum over trees or columns. Use KernelSHAP or permutation SHAP, which explain any model.",
            Assert.Throws<ArgumentException>(() => stack.Shap(rows)).Message);
        var pairs = new StackingRegressor { Members = [new DecisionTreeRegressor()], Folds = 3 }.Fit(rows, "y");
        Assert.Equal("The interaction values of a StackingRegressor are not told. Ask for its SHAP values instead.", Assert.Throws<ArgumentException>(() => pairs.ShapInteractions(rows)).Message);
    }

    [Fact]
    public void Models_around_another_are_explained_as_it_is()
    {
        var model = new ConformalRegressor { Base = new BaggingRegressor { Models = 2, Base = new DecisionTreeRegressor { MaxDepth = 3 } }, Share = 0.3 }.Fit(Numbers, "y");
        var sets = new ConformalClassifier { Base = new RandomForestClassifier { Trees = 3 }, Share = 0.3 }.Fit(Three, "y");
        var fair = new ExponentiatedGradient { Base = new BoostedTreesClassifier { Trees = 3 }, Groups = ["truth"] }.Fit(Two, "y");

        foreach (var (whole, table) in new (Model, Table)[] { (model, Numbers), (sets, Three), (fair, Two) })
        {
            Assert.True(whole.HasShap, whole.Recipe.GetType().Name);
            AssertExplained(whole, table);
        }
    }

    static void AssertExplained(Model model, Table table)
    {
        var rows = table.Slice(0, 60);
        var options = new ShapOptions { Background = table.Slice(90, 20), MaxThreads = 1 };

        var shap = model.Shap(rows, options);

        Assert.True(model.HasShap);
        ShapSums.AssertAddUp(shap);
        Assert.Equal(model.Input.Fields.Select(field => field.Name), shap.Columns);
        var answers = LearnerCase.Answers(model, rows).Where((_, i) => model is not ClassifierModel { Classes.Count: 2 } || i % 2 == 1).ToArray();
        Assert.All(answers.Zip(shap.Answers), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
        Assert.Contains(shap.Values, value => Math.Abs(value) > 1e-3);
        Assert.Equal(shap.Values, model.Shap(rows, options with { MaxThreads = 2 }).Values);
        Assert.Equal(shap.FeatureValues, model.Shap(rows, options with { MaxThreads = 7 }).FeatureValues);
        Assert.Equal(shap.Values, LearnerCase.SaveAndLoad(model).Shap(rows, options).Values);
    }
}
