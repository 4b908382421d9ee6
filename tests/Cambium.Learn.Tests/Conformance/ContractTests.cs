using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>What every learner promises about columns, weights, progress and cancellation.</summary>
public sealed class ContractTests
{
    public static TheoryData<string> All => LearnerCase.All;

    public static TheoryData<string> Bare => LearnerCase.Bare;

    public static TheoryData<string> TellTheirEndOnly => [.. LearnerFacts.TellTheirEndOnly];

    public static TheoryData<string> BareWithTarget => LearnerCase.BareWithTarget;

    [Theory]
    [MemberData(nameof(All))]
    public void Other_columns_and_another_order_change_nothing(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        var other = table.Select([.. table.Columns.Select(column => column.Name).Reverse()])
            .With(TextColumn.FromValues("note", new string?[table.RowCount]));

        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(model, other));
        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(model, table.Drop("y")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_column_that_is_not_there_is_named(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        var error = Assert.Throws<ArgumentException>(() => LearnerCase.Answers(model, table.Drop("b")));

        Assert.StartsWith("There is no column 'b'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_column_of_another_type_is_refused_by_name(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");
        var wrong = table.With(Column.Of("b", Enumerable.Repeat("x", table.RowCount).ToArray()));
        if (LearnerCase.IsBaseline(learner))
        {
            Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(model, wrong));
            return;
        }

        var error = Assert.Throws<TableException>(() => LearnerCase.Answers(model, wrong));

        Assert.Equal(
            "The table does not fit the model: column 'b' holds Category values, but the model learned it as Float64. Give the columns the types they had at training.",
            error.Message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_model_asks_for_the_training_columns_but_target_and_weight(string learner)
    {
        var table = LearnerCase.Table(learner);
        table = table.With(Column.Of("w", Enumerable.Repeat(1.0, table.RowCount).ToArray()));

        var model = LearnerCase.Recipe(learner).Fit(table, "y", new FitOptions { Weight = "w" });

        Assert.Equal(table.Drop("y", "w").Schema, model.Input);
        Assert.Equal(LearnerCase.HasTarget(learner) ? "y" : "", model.Target);
    }

    [Theory]
    [MemberData(nameof(BareWithTarget))]
    public void All_problems_are_told_in_one_message(string learner)
    {
        var table = LearnerCase.Table(learner);
        var target = new string?[table.RowCount];
        target[1] = "yes";
        target[2] = "no";
        table = table.With(LearnerCase.Classifies(learner) ? Column.Of("y", target) : Column.Of("y", target.Select(value => value is null ? double.NaN : 1).ToArray()))
            .With(Column.Of("w", Enumerable.Range(0, table.RowCount).Select(row => row == 4 ? -2.0 : 1).ToArray()));

        var error = Assert.Throws<TableException>(() => LearnerCase.Recipe(learner).Fit(table, "y", new FitOptions { Weight = "w" }));

        Assert.Equal(
            "The table cannot be learned from: the target 'y' is missing in 398 of 400 rows; drop those rows; " +
            "the weight 'w' is -2 in row 5; weights are finite numbers of at least 0.",
            error.Message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_target_that_is_not_there_is_named(string learner)
    {
        var error = Assert.Throws<ArgumentException>(() => LearnerCase.Recipe(learner).Fit(LearnerCase.Table(learner), "z"));

        Assert.StartsWith("There is no column 'z'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_cancelled_fit_ends_with_an_exception(string learner)
    {
        var options = new FitOptions { CancellationToken = new CancellationToken(canceled: true) };

        Assert.ThrowsAny<OperationCanceledException>(() => LearnerCase.Recipe(learner).Fit(LearnerCase.Table(learner), "y", options));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_fit_that_is_cancelled_half_way_ends_there(string learner)
    {
        var told = Tell(learner, new Told());
        var half = told.FindLastIndex((told.Count - 1) / 2, step => step.Done < step.Total);
        if (half < 0)
        {
            Assert.Contains(LearnerCase.Kind(learner), LearnerFacts.TooShortToCancel.Concat(LearnerFacts.TellTheirEndOnly));
            return;
        }

        using var source = new CancellationTokenSource();
        var after = new Told { Cancel = source, At = half };

        Assert.ThrowsAny<OperationCanceledException>(() => Tell(learner, after));

        // What is being done may still be told.
        Assert.InRange(after.All.Count - half, 1, 3);
    }

    [Theory]
    [MemberData(nameof(TellTheirEndOnly))]
    public void A_fit_that_is_cancelled_from_outside_ends(string learner)
    {
        // Enough rows for a second of work and more, of which a fiftieth is let pass.
        var table = LearnerCase.Table(learner, 400_000);
        using var source = new CancellationTokenSource();

        // A thread of its own: those of the pool, on which timers run, are busy with the fit.
        var canceller = new Thread(() =>
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(20));
            source.Cancel();
        });
        canceller.Start();

        Assert.ThrowsAny<OperationCanceledException>(() => LearnerCase.Recipe(learner).Fit(table, "y", new FitOptions { CancellationToken = source.Token }));
        canceller.Join();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Progress_is_told_to_the_end(string learner)
    {
        var last = Tell(learner, new Told())[^1];

        Assert.InRange(last.Done, LearnerFacts.Of(learner).EndsWhenConverged ? 1 : last.Total, last.Total);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Progress_is_told_in_order_and_within_its_total(string learner)
    {
        var told = new Told();

        LearnerCase.Recipe(learner).Fit(LearnerCase.Table(learner), "y", new FitOptions { Progress = told });

        Assert.NotEmpty(told.All);
        Assert.All(told.All, step => Assert.InRange(step.Done, 0, step.Total));
        Assert.All(told.All.GroupBy(step => step.Stage), stage => Assert.Equal(stage.Select(step => step.Done).Order(), stage.Select(step => step.Done)));
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void Whole_weights_are_as_repeated_rows_and_never_as_none(string learner)
    {
        // Whole-numbered features of few values, so that binning cannot differ between the two tables.
        var random = new RandomStream(5);
        var rows = 600;
        var x = Enumerable.Range(0, rows).Select(_ => (long)random.NextInt(6)).ToArray();
        var z = Enumerable.Range(0, rows).Select(_ => (long)random.NextInt(4)).ToArray();
        var y = x.Select((value, row) => (value * 0.5) - z[row] + random.NextGaussian()).ToArray();
        var weights = Enumerable.Range(0, rows).Select(_ => (long)random.NextInt(4)).ToArray();
        var table = Table.Create(
            Column.Of("x", x), Column.Of("z", z), LearnerCase.Classifies(learner) ? Column.Of("y", y.Select(value => value > 0).ToArray()) : Column.Of("y", y));

        table = LearnerCase.FittingTarget(learner, table);
        var tolerance = LearnerFacts.Of(learner).WeightTolerance;
        var recipe = LearnerCase.WeightRecipe(learner);

        var weighted = recipe.Fit(table.With(Column.Of("w", weights)), "y", new FitOptions { Weight = "w" });
        Assert.NotEqual(LearnerCase.Answers(recipe.Fit(table, "y"), table), LearnerCase.Answers(weighted, table));
        if (double.IsNaN(tolerance))
        {
            LearnerCase.AssertSound(weighted, table);
            return;
        }

        var repeated = recipe.Fit(ConformanceData.Repeated(table, weights), "y");
        var pairs = LearnerCase.Answers(weighted, table).Zip(LearnerCase.Answers(repeated, table));
        Assert.All(pairs, pair => Oracle.Near(pair.Second, pair.First, tolerance));
    }

    // By one thread: several would tell of what each has done in any order.
    static List<FitProgress> Tell(string learner, Told told)
    {
        LearnerCase.Recipe(learner).Fit(LearnerCase.Table(learner), "y", new FitOptions { Progress = told, CancellationToken = told.Cancel?.Token ?? default, MaxThreads = 1 });
        return told.All;
    }

    sealed class Told : IProgress<FitProgress>
    {
        internal List<FitProgress> All { get; } = [];

        internal CancellationTokenSource? Cancel { get; init; }

        /// <summary>The place of the report at which the fit is cancelled.</summary>
        internal int At { get; init; }

        public void Report(FitProgress value)
        {
            All.Add(value);
            if (All.Count == At + 1)
            {
                Cancel?.Cancel();
            }
        }
    }
}
