using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class PartialDependenceTests
{
    // Leaves are added in another order than by the model.
    const double Tolerance = 1e-12;

    static readonly Table Numbers = ConformanceData.Numbers(700, classes: false);
    static readonly Table Mixed = ConformanceData.Mixed(700, classes: true);

    /// <summary>Models of every way in which answers are found, with their rows.</summary>
    public static TheoryData<string> Models => ["boosted", "poisson", "boosted classes", "boosted three", "forest", "extra", "forest classes", "tree classes", "steps", "mixing steps", "linear", "kNN", "isolation"];

    static (Model Model, Table Rows) Fit(string name)
    {
        var counts = Numbers.With(Column.Of("y", Numbers.Column<double>("y").Values.ToArray().Select(value => Math.Floor(Math.Exp(value / 2))).ToArray()));
        var three = Mixed.With(Column.Of("y", Enumerable.Range(0, Mixed.RowCount).Select(row => $"{(Mixed["y"].Format(row) == "yes" ? 2 : row % 2)}").ToArray()));
        return name switch
        {
            "boosted" => (new BoostedTreesRegressor { Trees = 20 }.Fit(Numbers, "y"), Numbers),
            "poisson" => (new BoostedTreesRegressor { Trees = 8, Loss = BoostedTreesLoss.Poisson }.Fit(counts, "y"), counts),
            "boosted classes" => (new BoostedTreesClassifier { Trees = 15 }.Fit(Mixed, "y"), Mixed),
            "boosted three" => (new BoostedTreesClassifier { Trees = 5 }.Fit(three, "y"), three),
            "forest" => (new RandomForestRegressor { Trees = 5 }.Fit(Numbers, "y"), Numbers),
            "extra" => (new ExtraTreesRegressor { Trees = 5 }.Fit(Numbers, "y"), Numbers),
            "forest classes" => (new RandomForestClassifier { Trees = 5 }.Fit(Mixed, "y"), Mixed),
            "tree classes" => (new DecisionTreeClassifier { MaxDepth = 5 }.Fit(Mixed, "y"), Mixed),
            "steps" => (new Impute().Then(new OneHot()).Then(new Standardize()).Then(new BoostedTreesClassifier { Trees = 10 }).Fit(Mixed, "y"), Mixed),
            "mixing steps" => (new Impute().Then(new OneHot()).Then(new Pca { Components = 3 }).Then(new LogisticRegression()).Fit(Mixed, "y"), Mixed),
            "linear" => (new LinearRegression().Fit(Numbers, "y"), Numbers),
            "kNN" => (new KNearestRegressor().Fit(Numbers, "y"), Numbers),
            _ => (new IsolationForest { Trees = 5 }.Fit(Numbers.Drop("y")), Numbers),
        };
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Curves_are_what_the_model_answers_when_the_column_holds_the_value(string name)
    {
        var (model, rows) = Fit(name);
        var some = rows.Slice(0, 60);
        var options = new DependenceOptions { GridSize = 7, Class = name == "boosted three" ? "1" : null };
        foreach (var column in model.Input.Fields.Select(field => field.Name))
        {
            var curves = IndividualCurves.Of(model, some, column, options);
            var mean = PartialDependence.Of(model, some, column, options);

            Assert.Equal(curves.Axis, mean.Axes[0]);
            for (var place = 0; place < curves.Axis.Count; place++)
            {
                var answers = Asked(model, some.With(Constant(some[column], curves.Axis, place)), options);
                for (var row = 0; row < answers.Length; row++)
                {
                    Oracle.Near(answers[row], curves.Curve(row)[place], Tolerance);
                }

                Oracle.Near(answers.Average(), mean.Means[place], Tolerance);
                Oracle.Near(answers.Average(), curves.Mean()[place], Tolerance);
            }
        }
    }

    [Theory]
    [InlineData("boosted")]
    [InlineData("forest classes")]
    [InlineData("steps")]
    [InlineData("mixing steps")]
    [InlineData("boosted three")]
    public void Two_columns_are_asked_about_in_every_pair_of_values(string name)
    {
        var (model, rows) = Fit(name);
        var some = rows.Slice(100, 40);
        var options = new DependenceOptions { GridSize = 4, Class = name == "boosted three" ? "0" : null };
        var second = model.Input.Fields[^1].Name;

        var found = PartialDependence.OfPair(model, some, "a", second, options);

        for (var first = 0; first < found.Axes[0].Count; first++)
        {
            for (var other = 0; other < found.Axes[1].Count; other++)
            {
                var asked = some.With(Constant(some["a"], found.Axes[0], first)).With(Constant(some[second], found.Axes[1], other));
                Oracle.Near(Asked(model, asked, options).Average(), found.Means[(first * found.Axes[1].Count) + other], Tolerance);
            }
        }
    }

    [Fact]
    public void Of_a_linear_model_it_is_a_line_with_the_coefficient()
    {
        var model = new LinearRegression().Fit(Numbers, "y");

        var found = PartialDependence.Of(model, Numbers, "a", new DependenceOptions { GridSize = 10 });

        var numbers = found.Axes[0].Numbers;
        for (var i = 1; i < numbers.Count; i++)
        {
            Oracle.Near(model.Coefficients["a"], (found.Means[i] - found.Means[0]) / (numbers[i] - numbers[0]), 1e-10);
        }

        Oracle.Near(found.Means[^1] - found.Means[0], found.Spread, 0);
    }

    [Fact]
    public void A_margin_is_the_log_odds_of_the_class()
    {
        foreach (var name in new[] { "boosted classes", "forest classes", "mixing steps", "steps" })
        {
            var (model, rows) = Fit(name);
            var some = rows.Slice(0, 30);

            var probabilities = IndividualCurves.Of(model, some, "a", new DependenceOptions { GridSize = 4, Class = "no" });
            var margins = IndividualCurves.Of(model, some, "a", new DependenceOptions { GridSize = 4, Class = "no", Margin = true });
            var mean = PartialDependence.Of(model, some, "a", new DependenceOptions { GridSize = 4, Class = "no", Margin = true });

            Assert.Equal("log-odds of no", margins.Answer);
            for (var i = 0; i < probabilities.Values.Count; i++)
            {
                var p = probabilities.Values[i];
                Oracle.Near(Math.Log(Math.Clamp(p, 1e-14, 1 - 1e-14) / Math.Clamp(1 - p, 1e-14, 1 - 1e-14)), Math.Clamp(margins.Values[i], -32.2361913019, 32.2361913019), 1e-9);
            }

            Oracle.Near(margins.Mean()[2], mean.Means[2], 1e-12);
        }
    }

    [Fact]
    public void Centred_curves_begin_at_0_and_keep_their_shape()
    {
        var (model, rows) = Fit("boosted");
        var curves = IndividualCurves.Of(model, rows.Slice(0, 20), "b", new DependenceOptions { GridSize = 6 });

        var centred = curves.Centred(2);

        Assert.Equal((-1, 2), (curves.Centre, centred.Centre));
        for (var row = 0; row < 20; row++)
        {
            Assert.Equal(0, centred.Curve(row)[2]);
            Assert.Equal(curves.Curve(row)[5] - curves.Curve(row)[2], centred.Curve(row)[5]);
        }

        Assert.StartsWith($"Change of y of 20 rows by b from {curves.Axis.Labels[2]}\n", centred.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => curves.Centred(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => curves.Curve(20));
    }

    [Theory]
    [InlineData("boosted")]
    [InlineData("boosted three")]
    [InlineData("kNN")]
    public void Threads_do_not_change_a_bit(string name)
    {
        var (model, rows) = Fit(name);
        var results = new[] { 1, 2, 7 }.Select(threads => PartialDependence.OfEach(
            model, rows, ["a", "b"], new DependenceOptions { MaxThreads = threads, GridSize = 5, Class = name == "boosted three" ? "2" : null })).ToArray();

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Values_are_quantiles_or_even_steps_or_all_there_are()
    {
        var model = new LinearRegression().Fit(Numbers, "y");
        var a = Numbers.Column<double>("a").Values.ToArray().Order().ToArray();

        var quantiles = PartialDependence.Of(model, Numbers, "a", new DependenceOptions { GridSize = 3, Tail = 0 });
        var even = PartialDependence.Of(model, Numbers, "a", new DependenceOptions { GridSize = 3, Tail = 0, Spacing = GridSpacing.Even });
        var all = PartialDependence.Of(model, Numbers, "c");

        Assert.Equal([a[0], (a[349] + a[350]) / 2, a[^1]], quantiles.Axes[0].Numbers);
        Assert.Equal([a[0], (a[0] + a[^1]) / 2, a[^1]], even.Axes[0].Numbers.Select(value => value), (x, y) => Math.Abs(x - y) < 1e-12);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], all.Axes[0].Numbers);
    }

    [Fact]
    public void It_prints_a_table()
    {
        var model = new LinearRegression().Fit(Table.Create(Column.Of("a", [0.0, 1, 2, 3]), Column.Of("b", [1.0, 0, 1, 2]), Column.Of("y", [1.0, 2, 5, 8])), "y");
        var rows = Table.Create(Column.Of("a", [0.0, 1]), Column.Of("b", [1.0, 3]));

        Assert.Equal("Mean y of 2 rows by a\n0  2.0000\n1  4.0000\n", PartialDependence.Of(model, rows, "a").ToString());
        Assert.Equal("Mean y of 2 rows by a and b\n        1       3\n0  1.0000  3.0000\n1  3.0000  5.0000\n", PartialDependence.OfPair(model, rows, "a", "b", new DependenceOptions()).ToString());
    }

    [Fact]
    public void Progress_counts_columns_and_cancellation_ends_the_work()
    {
        var (model, rows) = Fit("kNN");
        var told = new List<FitProgress>();

        PartialDependence.OfEach(model, rows.Slice(0, 5), ["a", "b"], new DependenceOptions { GridSize = 2, Progress = new Listener(told) });

        Assert.Equal([("columns", 1, 2), ("columns", 2, 2)], told.Select(progress => (progress.Stage, progress.Done, progress.Total)));
        foreach (var name in new[] { "kNN", "boosted" })
        {
            Assert.ThrowsAny<OperationCanceledException>(() => PartialDependence.Of(Fit(name).Model, rows, "a", new DependenceOptions { CancellationToken = new CancellationToken(canceled: true) }));
        }
    }

    [Fact]
    public void What_cannot_be_explained_is_told_in_plain_words()
    {
        var (model, rows) = Fit("linear");
        var classes = Fit("boosted three").Model;
        var clusters = new KMeans { Clusters = 2 }.Fit(Numbers.Drop("y"));

        Told<ArgumentException>("The model does not read a column 'aa'. Did you mean 'a'? It reads: a, b, c.", () => PartialDependence.Of(model, rows, "aa"));
        Told<ArgumentException>("Column 'y' is the target, which the model predicts and does not read. It reads: a, b, c.", () => PartialDependence.Of(model, rows, "y"));
        Told<TableException>("The table has no rows; give rows like those that the model was fitted on.", () => PartialDependence.Of(model, rows.Slice(0, 0), "a"));
        Told<ArgumentException>("Class is for classifiers, but LinearRegression answers with one number; leave it out.", () => PartialDependence.Of(model, rows, "a", new DependenceOptions { Class = "yes" }));
        Told<ArgumentException>("Margin is for classifiers, but LinearRegression answers with one number; leave it out.", () => PartialDependence.Of(model, rows, "a", new DependenceOptions { Margin = true }));
        Told<ArgumentException>("The model tells 3 classes apart; say with Class which one to explain: 0, 1, 2.", () => PartialDependence.Of(classes, Mixed, "a"));
        Told<ArgumentException>("The model has no class '3'. Did you mean '0'? It tells apart: 0, 1, 2.", () => PartialDependence.Of(classes, Mixed, "a", new DependenceOptions { Class = "3" }));
        Told<ArgumentException>(
            "KMeans answers with a group, which is not a number that can be explained; give a classifier, a regressor or an outlier detector.", () => PartialDependence.Of(clusters, Numbers, "a"));
        Told<ArgumentException>("Both columns are 'a'; name two different ones.", () => PartialDependence.OfPair(model, rows, "a", "a", new DependenceOptions()));
        Told<TableException>(
            "Column 'a' is missing in every row, so that there are no values to try; give rows where it is known.",
            () => PartialDependence.Of(classes, Mixed.With(Column.Of("a", Enumerable.Repeat(double.NaN, Mixed.RowCount).ToArray())), "a", new DependenceOptions { Class = "1" }));
        Told<TableException>(
            "The table does not fit the model: column 'a' holds Category values, but the model learned it as Float64. Give the columns the types they had at training.",
            () => PartialDependence.Of(model, rows.With(Column.Of("a", Enumerable.Repeat("x", rows.RowCount).ToArray())), "b"));
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => PartialDependence.Of(model, rows.Drop("b"), "a")).Message, StringComparison.Ordinal);
    }

    static void Told<T>(string message, Action action)
        where T : Exception
    {
        var error = Assert.Throws<T>(action);
        Assert.Equal(message, error.Message.Split(" (Parameter")[0]);
    }

    static double[] Asked(Model model, Table rows, DependenceOptions options)
    {
        var answers = model.Predict(rows);
        return answers.Column<double>(model switch
        {
            ClassifierModel classifier => $"probability_{options.Class ?? classifier.Classes[1]}",
            OutlierDetectorModel => "score",
            _ => "prediction",
        }).Values.ToArray();
    }

    static Column Constant(Column column, DependenceAxis axis, int place) => column switch
    {
        CategoryColumn => Column.Of(column.Name, Enumerable.Repeat(axis.Labels[place], column.Length).ToArray()),
        Column<bool> => Column.Of(column.Name, Enumerable.Repeat(axis.Numbers[place] == 1, column.Length).ToArray()),
        _ => Column.Of(column.Name, Enumerable.Repeat(axis.Numbers[place], column.Length).ToArray()),
    };

    sealed class Listener(List<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told.Add(value);
    }
}
