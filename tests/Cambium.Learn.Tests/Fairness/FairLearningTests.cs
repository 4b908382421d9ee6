using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class FairLearningTests
{
    static readonly Table Train = Rows(600, 1);
    static readonly Table Test = Rows(600, 2);
    static readonly Classifier Inner = new OneHot().Then(new LogisticRegression());

    public static TheoryData<FairConstraint, double> Constraints => new()
    {
        { FairConstraint.DemographicParity, 0.04 }, { FairConstraint.EqualOpportunity, 0.04 }, { FairConstraint.EqualisedOdds, 0.08 }, { FairConstraint.BoundedError, 0.3 },
    };

    [Theory]
    [MemberData(nameof(Constraints))]
    public void A_mixture_keeps_its_bound_on_the_training_rows(FairConstraint constraint, double bound)
    {
        var model = new ExponentiatedGradient { Base = Inner, Groups = ["g"], Constraint = constraint, Bound = bound }.Fit(Train, "y");

        var chances = model.DecisionProbabilities(Train);

        Assert.True(Unfairness(constraint, Train, [.. Enumerable.Range(0, 600).Select(row => chances[(2 * row) + 1])]) <= bound + 1e-9);
        Assert.Equal(1, model.Shares.Sum(), 1e-12);
        Assert.True(constraint == FairConstraint.BoundedError || Unfairness(constraint, Train, Called(Inner.Fit(Train, "y"), Train)) > 2 * bound);
        Assert.True(model.Evaluate(Train)["accuracy"] > 0.65);
    }

    [Theory]
    [InlineData(FairConstraint.DemographicParity, 0.1)]
    [InlineData(FairConstraint.EqualOpportunity, 0.1)]
    [InlineData(FairConstraint.EqualisedOdds, 0.2)]
    public void A_search_finds_one_classifier_that_keeps_the_bound(FairConstraint constraint, double bound)
    {
        var model = new FairGridSearch { Base = Inner, Groups = ["g"], Constraint = constraint, Bound = bound, Points = constraint == FairConstraint.EqualisedOdds ? 60 : 30 }.Fit(Train, "y");

        Assert.Equal(0, model.Violation);
        Assert.True(Unfairness(constraint, Train, Called(model, Train)) <= bound + 1e-9);
        Assert.True(model.Evaluate(Train)["accuracy"] > 0.65);
    }

    [Fact]
    public void Where_no_point_keeps_the_bound_the_violation_is_told()
    {
        var model = new FairGridSearch { Base = Inner, Groups = ["g"], Bound = 0.001, Points = 2, Limit = 0.01 }.Fit(Train, "y");

        Assert.True(model.Violation > 0.05);
    }

    [Fact]
    public void Rows_are_drawn_by_their_values_as_often_as_the_shares_say()
    {
        var model = new ExponentiatedGradient { Base = Inner, Groups = ["g"], Bound = 0 }.Fit(Train, "y");
        var many = Rows(4000, 3);

        var calls = Called(model, many);

        Assert.True(model.Members.Count > 1);
        Assert.Equal(calls[..50], Enumerable.Range(0, 50).Select(row => Called(model, many.Slice(row, 1))[0]));
        var chances = model.DecisionProbabilities(many);
        // Four standard errors of a share of 4,000 draws.
        Assert.Equal(Enumerable.Range(0, 4000).Average(row => chances[(2 * row) + 1]), calls.Average(), 4 * 0.5 / Math.Sqrt(4000));
        var other = (model.Recipe with { Seed = 5 }).Fit(Train, "y");
        Assert.NotEqual(calls, Called(other, many));
    }

    [Fact]
    public void Fair_classifiers_are_saved_the_same_at_any_number_of_threads_and_answer_as_before()
    {
        foreach (var recipe in Recipes)
        {
            ClassifierModel At(int threads) => recipe.Fit(Train, "y", new FitOptions { MaxThreads = threads });

            var model = At(1);

            Assert.Equal(LearnerCase.Bytes(model), LearnerCase.Bytes(At(2)));
            Assert.Equal(LearnerCase.Bytes(model), LearnerCase.Bytes(At(7)));
            var loaded = (ClassifierModel)LearnerCase.SaveAndLoad(model);
            Assert.Equal(recipe, loaded.Recipe);
            Assert.Equal(LearnerCase.Answers(model, Test), LearnerCase.Answers(loaded, Test));
            Assert.Equal(Called(model, Test), Called(loaded, Test));
            Assert.Equal(Called(model, Test)[..20], Enumerable.Range(0, 20).Select(row => Called(model, Test.Slice(row, 1))[0]));
        }
    }

    [Fact]
    public void Hidden_columns_are_not_read_and_need_not_be_there_where_nothing_else_wants_them()
    {
        var mixture = new ExponentiatedGradient { Groups = ["g"], Hidden = true }.Fit(Train, "y");
        var search = new FairGridSearch { Groups = ["g"], Hidden = true, Points = 3 }.Fit(Train, "y");

        Assert.Equal(["x", "z"], mixture.Input.Fields.Select(field => field.Name));
        Assert.Equal(["x", "z"], search.Input.Fields.Select(field => field.Name));
        Assert.Equal(600, Called(mixture, Test.Drop("g")).Length);
    }

    [Fact]
    public void Weights_count_in_the_constraint()
    {
        var weights = Enumerable.Range(0, 600).Select(row => row % 4 == 0 ? 3.0 : 1).ToArray();
        var model = new ExponentiatedGradient { Base = Inner, Groups = ["g"], Bound = 0.04 }.Fit(Train.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });

        var chances = model.DecisionProbabilities(Train);

        double Rate(string group) => Enumerable.Range(0, 600).Where(row => Train["g"].Format(row) == group).Sum(row => weights[row] * chances[(2 * row) + 1]) /
            Enumerable.Range(0, 600).Where(row => Train["g"].Format(row) == group).Sum(row => weights[row]);
        Assert.True(Math.Abs(Rate("a") - Rate("b")) <= 0.04 + 1e-9);
    }

    [Fact]
    public void A_fair_classifier_is_prepared_within_so_that_the_groups_stay_as_they_are()
    {
        var prepared = (GroupThresholdClassifier)RecipeCatalog.Prepare(new GroupThresholdClassifier { Groups = ["g"] });

        Assert.IsType<ClassifierPipeline>(prepared.Base);
        Assert.Same(prepared, RecipeCatalog.Prepare(prepared));
    }

    [Fact]
    public void At_the_end_of_a_pipeline_calls_are_by_row_as_well()
    {
        var recipe = new GroupThresholdClassifier { Base = Inner, Groups = ["g"] };
        var piped = new Impute().Then(recipe).Fit(Train, "y");

        Assert.Equal(Called(recipe.Fit(Train, "y"), Test), Called(piped, Test));
        Assert.NotEqual(Array.ConvertAll(ClassifierModel.MostProbable(piped.PredictProbabilities(Test), 2), call => (double)call), Called(piped, Test));
    }

    [Fact]
    public void What_cannot_be_fair_is_refused_with_what_to_do()
    {
        var three = Train.With(Column.Of("y", Enumerable.Range(0, 600).Select(row => $"c{row % 3}").ToArray()));

        var classes = Assert.Throws<TableException>(() => new ExponentiatedGradient { Base = Inner, Groups = ["g"] }.Fit(three, "y"));
        var bounded = Assert.Throws<ArgumentException>(() => new GroupThresholdClassifier { Constraint = FairConstraint.BoundedError }.Fit(Train.Drop("g"), "y"));

        Assert.Equal("The table cannot be learned from: the target 'y' has 3 classes (c0, c1, c2); groups are made equal in one decision of two. Join classes.", classes.Message);
        Assert.Equal(
            "GroupThresholdClassifier makes rates equal, which BoundedError is none of. Choose another Constraint, or hold the bound during learning: ExponentiatedGradient. (Parameter 'constraint')", bounded.Message);
    }

    static Classifier[] Recipes =>
    [
        new ExponentiatedGradient { Base = Inner, Groups = ["g"], Iterations = 6 },
        new FairGridSearch { Base = Inner, Groups = ["g"], Points = 4 },
        new GroupThresholdClassifier { Base = Inner, Groups = ["g"], Constraint = FairConstraint.EqualisedOdds },
        new RejectOptionClassifier { Base = Inner, Groups = ["g"] },
    ];

    internal static double[] Called(ClassifierModel model, Table rows)
    {
        var prediction = (CategoryColumn)model.Predict(rows)["prediction"];
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => prediction[row] == "yes" ? 1.0 : 0)];
    }

    /// <summary>How far the two groups are apart by chances of being called positive; of bounded errors the larger error.</summary>
    internal static double Unfairness(FairConstraint constraint, Table rows, double[] chances)
    {
        double Rate(string group, string? truth, Func<int, double> of) => Enumerable.Range(0, rows.RowCount)
            .Where(row => rows["g"].Format(row) == group && (truth is null || rows["y"].Format(row) == truth)).Average(of);
        double Apart(string? truth) => Math.Abs(Rate("a", truth, row => chances[row]) - Rate("b", truth, row => chances[row]));
        return constraint switch
        {
            FairConstraint.DemographicParity => Apart(null),
            FairConstraint.EqualOpportunity => Apart("yes"),
            FairConstraint.EqualisedOdds => Math.Max(Apart("yes"), Apart("no")),
            _ => new[] { "a", "b" }.Max(group => Rate(group, null, row => rows["y"].Format(row) == "yes" ? 1 - chances[row] : chances[row])),
        };
    }

    /// <summary>Group "a" is more often "yes", by a number that tells it and by itself.</summary>
    internal static Table Rows(int count, long seed)
    {
        var random = new RandomStream(seed);
        var g = Enumerable.Range(0, count).Select(_ => random.NextInt(5) < 2 ? "a" : "b").ToArray();
        var x = Enumerable.Range(0, count).Select(row => random.NextGaussian() + (g[row] == "a" ? 0.8 : 0)).ToArray();
        var z = Enumerable.Range(0, count).Select(_ => random.NextGaussian()).ToArray();
        var y = Enumerable.Range(0, count).Select(row => x[row] + z[row] + (g[row] == "a" ? 0.4 : 0) + random.NextGaussian() > 0.6 ? "yes" : "no").ToArray();
        return Table.Create(Column.Of("g", g), Column.Of("x", x), Column.Of("z", z), Column.Of("y", y));
    }
}
