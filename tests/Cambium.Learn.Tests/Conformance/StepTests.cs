using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>What every step promises: the same bytes again and at any thread count, the same answers when saved, one row as among many.</summary>
[Trait("Run", "AtEveryWidth")]
public sealed class StepTests
{
    // A pipeline of steps is made of these.
    const string Pipeline = "steps";

    public static TheoryData<string> RowByRow => [.. All.Select(row => row.Data).Where(step => !StepFacts.LooksAtOtherRows.Contains(step))];

    public static TheoryData<string> All => [.. RecipeCatalog.Steps.Where(step => step != Pipeline)];

    [Theory]
    [MemberData(nameof(All))]
    public void Fitting_again_at_any_number_of_threads_gives_the_same_step_to_the_byte(string step)
    {
        var rows = Rows(step);

        var models = new[] { 1, 2, 7 }.Select(threads => Text(Fitted(step, rows, new FitOptions { MaxThreads = threads }))).ToArray();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_saved_step_changes_rows_as_before(string step)
    {
        var rows = Rows(step);
        var pipeline = StepFacts.WantsClasses(step) ? (Recipe)Make(step).Then(new PriorClassifier()) : Make(step).Then(new MeanRegressor());
        var model = pipeline.Fit(rows.With(Target(step, rows.RowCount)), "y");

        var loaded = LearnerCase.SaveAndLoad(model);

        AssertSame(FirstStep(model).Apply(rows), FirstStep(loaded).Apply(rows));
        Assert.Equal(model.Recipe, loaded.Recipe);
    }

    [Theory]
    [MemberData(nameof(RowByRow))]
    public void A_rows_change_does_not_depend_on_the_rows_beside_it(string step)
    {
        var rows = Rows(step);
        var model = Fitted(step, rows);

        var all = model.Apply(rows);

        for (var row = 0; row < 20; row++)
        {
            AssertSame(all.Slice(row, 1), model.Apply(rows.Slice(row, 1)));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_column_that_the_step_did_not_learn_passes_through(string step)
    {
        var rows = Rows(step);
        var model = Fitted(step, rows);
        var note = TextColumn.FromValues("note", new string?[rows.RowCount]);

        Assert.Equal(!StepFacts.LeavesOthersOut.Contains(step), model.Apply(rows.With(note)).Contains("note"));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_rows_give_no_rows(string step)
    {
        var rows = Rows(step);
        var model = Fitted(step, rows);

        Assert.Equal(0, model.Apply(rows.Slice(0, 0)).RowCount);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_cancelled_fit_ends_with_an_exception(string step)
    {
        var options = new FitOptions { CancellationToken = new CancellationToken(canceled: true) };

        try
        {
            Fitted(step, Rows(step), options);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Assert.Contains(step, StepFacts.TooShortToCancel);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_fit_that_is_cancelled_half_way_ends_there(string step)
    {
        var told = new List<FitProgress>();
        Fitted(step, Rows(step), new FitOptions { Progress = new Told(told, _ => { }), MaxThreads = 1 });
        var half = told.Count == 0 ? -1 : told.FindLastIndex((told.Count - 1) / 2, report => report.Done < report.Total);
        if (half < 0)
        {
            Assert.Contains(step, StepFacts.TellNothing);
            return;
        }

        using var source = new CancellationTokenSource();
        var options = new FitOptions { CancellationToken = source.Token, MaxThreads = 1, Progress = new Told([], count => Cancel(count == half + 1)) };

        Assert.ThrowsAny<OperationCanceledException>(() => Fitted(step, Rows(step), options));

        void Cancel(bool now)
        {
            if (now)
            {
                source.Cancel();
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Missing_and_infinite_values_are_learned_from_or_refused_by_name(string step)
    {
        foreach (var strange in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var rows = Rows(step);
            var values = rows.Column<double>("a").Values.ToArray();
            values[3] = strange;
            rows = rows.With(Column.Of("a", values));
            try
            {
                Assert.Equal(rows.RowCount, Fitted(step, rows).Apply(rows).RowCount);
            }
            catch (TableException e)
            {
                Assert.Contains("'a'", e.Message, StringComparison.Ordinal);
            }
        }
    }

    internal static Transform Make(string step)
    {
        var made = (Transform)Activator.CreateInstance(ModelKinds.Steps.Single(kind => kind.Name == step).RecipeType)!; // a recipe is a class
        return StepFacts.Small(made);
    }

    /// <summary>The step, learned from the rows and, where it asks for one, a target.</summary>
    internal static TransformModel Fitted(Transform step, Table rows, FitOptions options = default) => step is SupervisedTransform supervised
        ? supervised.Fit(rows.With(Target(ModelKinds.KindOf(step).Name, rows.RowCount)), "y", options)
        : step.Fit(rows, options);

    static TransformModel Fitted(string step, Table rows, FitOptions options = default) => Fitted(Make(step), rows, options);

    static TransformModel FirstStep(Model model) => model is ClassifierPipelineModel classifier ? classifier.Steps[0] : ((RegressorPipelineModel)model).Steps[0];

    /// <summary>One row in three is of class "yes"; or numbers that grow.</summary>
    static Column Target(string step, int rows) => StepFacts.WantsClasses(step)
        ? CategoryColumn.FromValues("y", [.. Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? "yes" : "no")])
        : Column.Of("y", Enumerable.Range(0, rows).Select(row => (double)row).ToArray());

    /// <summary>Numbers of at least 0, and a category where the step is for such.</summary>
    static Table Rows(string step)
    {
        var rows = ConformanceData.Numbers(StepFacts.Rows(step), classes: false).Drop("y");
        rows = rows.With(Column.Of("a", rows.Column<double>("a").Values.ToArray().Select(Math.Abs).ToArray()));
        rows = StepFacts.ReadsTexts(step) ? rows.With(Texts(rows)) : rows;
        rows = step == "date-parts" ? rows.With(Moments(rows)) : rows;
        return StepFacts.NumbersOnly(step) ? rows : rows.With(ConformanceData.Mixed(rows.RowCount, classes: false)["colour"]).With(ConformanceData.Mixed(rows.RowCount, classes: false)["truth"]);
    }

    static Column<DateTime> Moments(Table rows) =>
        Column.Of("moment", rows.Column<double>("b").Values.ToArray().Select(share => new DateTime(2026, 1, 1).AddDays(Math.Floor(share * 1000))).ToArray());

    /// <summary>Texts of two words that the numbers tell.</summary>
    internal static TextColumn Texts(Table rows)
    {
        var numbers = ColumnFit.Numbers(rows.Columns[0]).ToArray();
        return TextColumn.FromValues("text", [.. numbers.Select(number => double.IsNaN(number) ? null : $"tens{number * 10:0} whole{number:0} tens{number * 10:0}")]);
    }

    sealed class Told(List<FitProgress> all, Action<int> then) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            all.Add(value);
            then(all.Count);
        }
    }

    static string Text(TransformModel model)
    {
        var writer = new ModelWriter();
        model.Write(writer);
        var arrays = writer.Arrays.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}: {string.Join(' ', pair.Value.Cast<IFormattable>().Select(value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture)))}");
        return string.Join('\n', [writer.Json.ToJsonString(), .. arrays]);
    }

    static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Schema, actual.Schema);
        foreach (var column in expected.Columns)
        {
            for (var row = 0; row < expected.RowCount; row++)
            {
                Assert.Equal(column.Format(row), actual[column.Name].Format(row));
            }
        }
    }
}
