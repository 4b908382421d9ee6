using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Tables that are legal but awkward: the answers are sound, or one exception says what is wrong and where.</summary>
public sealed class HardTableTests
{
    public static TheoryData<string> All => LearnerCase.All;

    public static TheoryData<string> Bare => LearnerCase.Bare;

    public static TheoryData<string> WithTarget => LearnerCase.WithTarget;

    [Theory]
    [MemberData(nameof(All))]
    public void Answers_are_finite_and_probabilities_add_up_to_1(string learner)
    {
        var table = LearnerCase.Table(learner);

        LearnerCase.AssertSound(LearnerCase.Recipe(learner).Fit(table, "y"), table);
    }

    [Theory]
    [MemberData(nameof(WithTarget))]
    [Trait("Run", "AtEveryWidth")]
    public void A_learner_that_reads_the_features_beats_one_that_does_not(string learner)
    {
        var table = LearnerCase.Table(learner, rows: 1000);
        var test = table.Slice(800, 200);

        var model = LearnerCase.Recipe(learner).Fit(table.Slice(0, 800), "y");

        var onlyOrders = LearnerFacts.Of(learner).OnlyOrders;
        var score = onlyOrders
            ? LearnerCase.RankCorrelation(LearnerCase.Answers(model, test), test.Column<double>("y").Values.ToArray())
            : model.Evaluate(test)[LearnerCase.Classifies(learner) ? "roc_auc" : "r2"];
        Assert.True(LearnerCase.IsBaseline(learner) ? score <= 0.51 : score > (onlyOrders ? 0.6 : 0.75), $"the score is {score}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_constant_column_does_no_harm(string learner)
    {
        var table = LearnerCase.Table(learner);
        table = table.With(Column.Of("constant", Enumerable.Repeat(7.0, table.RowCount).ToArray()));

        LearnerCase.AssertSound(LearnerCase.Recipe(learner).Fit(table, "y"), table);
    }

    [Theory]
    [MemberData(nameof(WithTarget))]
    public void All_columns_constant_leaves_the_baseline(string learner)
    {
        var table = LearnerCase.Table(learner).Select("y");
        table = table.With(Column.Of("constant", Enumerable.Repeat(7.0, table.RowCount).ToArray()));
        Recipe baseline = LearnerCase.Classifies(learner) ? new PriorClassifier() : new MeanRegressor();

        var answers = LearnerCase.Answers(LearnerCase.Recipe(learner).Fit(table, "y"), table);

        Assert.All(answers, answer => Assert.True(double.IsFinite(answer), $"an answer is {answer}"));
        var tolerance = LearnerFacts.Of(learner).ConstantTolerance;
        if (!double.IsNaN(tolerance))
        {
            Assert.All(answers.Zip(LearnerCase.Answers(baseline.Fit(table, "y"), table)), pair => Oracle.Near(pair.Second, pair.First, tolerance));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Two_equal_columns_do_no_harm(string learner)
    {
        var table = LearnerCase.Table(learner);
        table = table.With(table["b"].Rename("b2"));

        LearnerCase.AssertSound(LearnerCase.Recipe(learner).Fit(table, "y"), table);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void One_row_is_learned_from_or_refused(string learner)
    {
        var row = LearnerCase.Table(learner).Slice(0, 1);

        SoundOrRefused(learner, row, "The table cannot be learned from: ");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Two_rows_are_learned_from_or_refused(string learner)
    {
        var table = LearnerCase.Table(learner);
        var targets = Enumerable.Range(0, table.RowCount).Select(row => table["y"].Format(row)).ToArray();
        var other = Array.FindIndex(targets, target => target != targets[0]);

        SoundOrRefused(learner, table.Take([0, other]), "The table cannot be learned from: ");
    }

    [Theory]
    [MemberData(nameof(WithTarget))]
    public void One_class_is_refused_by_all_classifiers_but_the_baseline(string learner)
    {
        var table = LearnerCase.Table(learner).Drop("y");
        table = table.With(LearnerCase.Classifies(learner)
            ? Column.Of("y", Enumerable.Repeat("yes", table.RowCount).ToArray())
            : Column.Of("y", Enumerable.Repeat(3.0, table.RowCount).ToArray()));

        if (!LearnerCase.Classifies(learner) || LearnerCase.IsBaseline(learner))
        {
            var answers = LearnerCase.Answers(LearnerCase.Recipe(learner).Fit(table, "y"), table);
            var tolerance = LearnerFacts.Of(learner).ConstantTargetTolerance;
            Assert.All(answers, answer => Assert.True(double.IsNaN(tolerance) ? double.IsFinite(answer) : IsNear(answer), $"an answer is {answer}"));
            return;

            bool IsNear(double answer) => Math.Abs(answer - (LearnerCase.Classifies(learner) ? 1 : 3)) <= tolerance;
        }

        var error = Assert.Throws<TableException>(() => LearnerCase.Recipe(learner).Fit(table, "y"));
        Assert.Equal("The table cannot be learned from: every row's target 'y' is 'yes'; a classifier needs rows of at least two classes.", error.Message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_rows_are_refused(string learner)
    {
        var error = Assert.Throws<TableException>(() => LearnerCase.Recipe(learner).Fit(LearnerCase.Table(learner).Slice(0, 0), "y"));

        Assert.Contains("no rows", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_rows_to_predict_give_no_answers(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        Assert.Equal(0, model.Predict(table.Slice(0, 0)).RowCount);
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void Missing_values_are_learned_from_or_refused_by_name(string learner)
    {
        var table = LearnerCase.Table(learner);
        var holes = table.Column<double>("a").Values.ToArray();
        holes[3] = double.NaN;

        SoundOrRefused(learner, table.With(Column.Of("a", holes)), "'a'");
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void Infinite_values_are_learned_from_or_refused_by_name(string learner)
    {
        var table = LearnerCase.Table(learner);
        var infinite = table.Column<double>("a").Values.ToArray();
        infinite[3] = double.PositiveInfinity;
        infinite[4] = double.NegativeInfinity;

        SoundOrRefused(learner, table.With(Column.Of("a", infinite)), "'a'");
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void Missing_and_infinite_values_to_predict_are_answered_or_refused_by_name(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        foreach (var strange in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var rows = table.Slice(0, 1).With(Column.Of("a", [strange]));
            try
            {
                LearnerCase.AssertSound(model, rows);
            }
            catch (TableException e)
            {
                Assert.Contains("'a'", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Very_large_and_very_small_numbers_are_learned_from_or_refused(string learner)
    {
        var table = LearnerCase.Table(learner);
        var scaled = table.Column<double>("b").Values.ToArray();

        SoundOrRefused(learner, table.With(Column.Of("b", scaled.Select(value => value * 1e150).ToArray())), "'b'");
        SoundOrRefused(learner, table.With(Column.Of("b", scaled.Select(value => value * 1e-300).ToArray())), "'b'");
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void Categories_are_learned_from_or_refused_by_name(string learner) =>
        SoundOrRefused(learner, LearnerCase.Mixed(learner), "'colour'");

    [Theory]
    [MemberData(nameof(All))]
    public void A_category_that_no_training_row_had_is_answered(string learner)
    {
        Recipe recipe = LearnerCase.Recipe(learner);
        var table = LearnerCase.Mixed(learner);
        Model model;
        try
        {
            model = recipe.Fit(table, "y");
        }
        catch (TableException) when (!LearnerCase.IsPrepared(learner))
        {
            return; // refuses categories, as the test above asserts
        }

        LearnerCase.AssertSound(model, table.Slice(0, 1).With(Column.Of("colour", ["unseen"])));
        LearnerCase.AssertSound(model, table.Slice(0, 1).With(TextColumn.FromValues("colour", ["colour 1"])));
        LearnerCase.AssertSound(model, table.Slice(0, 1).With(Column.Of("colour", [null])));
    }

    static void SoundOrRefused(string learner, Table table, string reason)
    {
        Model model;
        try
        {
            model = LearnerCase.Recipe(learner).Fit(table, "y");
        }
        catch (TableException e)
        {
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
            return;
        }

        LearnerCase.AssertSound(model, table);
    }
}
