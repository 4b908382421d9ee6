using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class PermutationImportanceTests
{
    static readonly Table Numbers = ConformanceData.Numbers(400, classes: false);
    static readonly Table Mixed = ConformanceData.Mixed(400, classes: true);

    [Fact]
    public void Of_two_rows_a_shuffle_changes_nothing_or_swaps_them()
    {
        var rows = Table.Create(Column.Of("a", [0.0, 1]), Column.Of("y", [0.0, 1]));
        var model = new LinearRegression().Fit(rows, "y");

        var found = model.Explain(rows, new ExplainOptions { Repeats = 200 }).Importances[0];

        // Swapped, the squared errors add up to 2 and the target's deviations to 1/2: R² is −3 instead of 1.
        var swaps = found.Drop * 200 / 4;
        Oracle.Near(Math.Round(swaps), swaps, 1e-9);
        Assert.InRange(swaps, 70, 130);
        Oracle.Near(0, found.RepeatInterval!.Value.Low, 1e-9);
        Oracle.Near(4, found.RepeatInterval!.Value.High, 1e-9);
        var share = swaps / 200;
        var deviation = 4 * Math.Sqrt(share * (1 - share) * 200 / 199);
        Oracle.Near(deviation, found.StandardDeviation, 1e-9);
        // The t distribution of 199 degrees of freedom has 1.971957 as its 97.5 % quantile.
        Oracle.Near(found.Drop - (1.971957 * deviation / Math.Sqrt(200)), found.MeanInterval!.Value.Low, 1e-6);
        Oracle.Near(found.Drop + (1.971957 * deviation / Math.Sqrt(200)), found.MeanInterval!.Value.High, 1e-6);
    }

    /// <summary>Models that are asked again in part only, or behind steps.</summary>
    public static TheoryData<string> Models => ["boosted", "poisson", "boosted classes", "boosted three", "forest", "extra classes", "steps", "mixing steps", "isolation", "linear"];

    static (Model Model, Table Rows) Fit(string name)
    {
        var counts = Numbers.With(Column.Of("y", Numbers.Column<double>("y").Values.ToArray().Select(value => Math.Floor(Math.Exp(value / 2))).ToArray()));
        var three = Mixed.With(Column.Of("y", Enumerable.Range(0, Mixed.RowCount).Select(row => $"{(Mixed["y"].Format(row) == "yes" ? 2 : row % 2)}").ToArray()));
        return name switch
        {
            "boosted" => (new BoostedTreesRegressor { Trees = 12, MaxDepth = 2 }.Fit(Numbers, "y"), Numbers),
            "poisson" => (new BoostedTreesRegressor { Trees = 6, MaxDepth = 2, Loss = BoostedTreesLoss.Poisson }.Fit(counts, "y"), counts),
            "boosted classes" => (new BoostedTreesClassifier { Trees = 8, MaxDepth = 2 }.Fit(Mixed, "y"), Mixed),
            "boosted three" => (new BoostedTreesClassifier { Trees = 5, MaxDepth = 2 }.Fit(three, "y"), three),
            "forest" => (new RandomForestRegressor { Trees = 5, MaxDepth = 2 }.Fit(Numbers, "y"), Numbers),
            "extra classes" => (new ExtraTreesClassifier { Trees = 5, MaxDepth = 2 }.Fit(Mixed, "y"), Mixed),
            "steps" => (new Impute().Then(new OneHot()).Then(new BoostedTreesClassifier { Trees = 6 }).Fit(Mixed, "y"), Mixed),
            "mixing steps" => (new Impute().Then(new OneHot()).Then(new Pca { Components = 3 }).Then(new LogisticRegression()).Fit(Mixed, "y"), Mixed),
            "linear" => (new LinearRegression().Fit(Numbers, "y"), Numbers),
            _ => (new IsolationForest { Trees = 5 }.Fit(Numbers.Drop("y")), Numbers),
        };
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Drops_are_those_of_the_score_of_the_shuffled_table(string name)
    {
        var (model, rows) = Fit(name);

        var found = model.Explain(rows, new ExplainOptions { Repeats = 2, Seed = 5 });

        Oracle.Near(model.MainScore(rows), found.Baseline, 0);
        foreach (var importance in found.Importances)
        {
            var place = model.Input.Fields.Select(field => field.Name).ToList().IndexOf(importance.Column);
            var random = new RandomStream(5).Fork(place);
            var order = Enumerable.Range(0, rows.RowCount).ToArray();
            var drop = 0.0;
            for (var repeat = 0; repeat < 2; repeat++)
            {
                random.Shuffle<int>(order);
                drop += (found.Baseline - Score(model, rows, rows.With(rows[importance.Column].Take(order)))) / 2;
            }

            // Trees are added in another order, and two pairs of 160,000 may turn round by it.
            Oracle.Near(drop, importance.Drop, 2e-5);
        }
    }

    [Fact]
    public void A_column_that_no_tree_asks_about_drops_nothing_at_all()
    {
        var model = new BoostedTreesRegressor { Trees = 10, MaxDepth = 1 }.Fit(Numbers.With(Column.Of("y", Numbers.Column<double>("a").Values.ToArray())), "y");

        var found = model.Explain(Numbers.With(Column.Of("y", Numbers.Column<double>("a").Values.ToArray())));

        Assert.Equal(["b", "c"], found.Importances.Where(importance => importance is { Drop: 0, StandardDeviation: 0 }).Select(importance => importance.Column));
    }

    [Theory]
    [InlineData("boosted three")]
    [InlineData("steps")]
    public void Threads_do_not_change_a_bit(string name)
    {
        var (model, rows) = Fit(name);
        var results = new[] { 1, 2, 7 }.Select(threads => model.Explain(rows, new ExplainOptions { MaxThreads = threads, Groups = [["a", "c"]], Conditional = true })).ToArray();

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Columns_that_stand_for_each_other_matter_together()
    {
        // Each of the twins carries half of what both carry.
        var rows = Numbers.Drop("y").With(Column.Of("twin", Numbers.Column<double>("a").Values.ToArray())).With(Column.Of("y", Numbers.Column<double>("a").Values.ToArray()));
        var model = new Ridge { L2 = 1e-6 }.Fit(rows, "y");

        var alone = model.Explain(rows, new ExplainOptions { Repeats = 50 });
        var together = model.Explain(rows, new ExplainOptions { Repeats = 50, Groups = [["twin", "a"]] });

        Assert.Equal("twin + a", together.Importances[0].Column);
        Assert.Equal(["twin", "a"], together.Importances[0].Columns);
        Assert.Equal(3, together.Importances.Count);
        // Both shuffled add twice the variance to the mean squared error, one half of it, each with half of the coefficient: a quarter of that.
        Assert.InRange(together.Importances[0].Drop, 1.9, 2.1);
        Assert.InRange(alone.Importances.First(importance => importance.Column == "a").Drop, 0.475, 0.525);
    }

    [Fact]
    public void Within_strata_a_column_that_others_tell_matters_little()
    {
        var random = new RandomStream(9);
        var a = Enumerable.Range(0, 2000).Select(_ => random.NextGaussian()).ToArray();
        var rows = Table.Create(
            Column.Of("a", a),
            Column.Of("echo", Array.ConvertAll(a, value => value + (0.1 * random.NextGaussian()))),
            Column.Of("lone", Array.ConvertAll(a, _ => random.NextGaussian())),
            Column.Of("kind", Array.ConvertAll(a, value => value > 0 ? "plus" : "minus")));
        rows = rows.With(Column.Of("y", Enumerable.Range(0, a.Length).Select(row => rows.Column<double>("echo").Values[row] + rows.Column<double>("lone").Values[row]).ToArray()));
        var model = new OneHot().Then(new LinearRegression()).Fit(rows, "y");

        var free = model.Explain(rows).Importances.ToDictionary(importance => importance.Column, importance => importance.Drop);
        var within = model.Explain(rows, new ExplainOptions { Conditional = true, Strata = 40 }).Importances.ToDictionary(importance => importance.Column, importance => importance.Drop);

        // Half of the target's variance each; within 40 strata of "a" little of the echo's is left, and nothing tells of the lone one.
        Assert.InRange(free["echo"], 0.9, 1.1);
        Assert.InRange(within["echo"], 0.005, 0.1);
        Assert.InRange(within["lone"], 0.8, 1.1);
        Assert.InRange(within["kind"], -1e-9, 1e-9);
    }

    [Fact]
    public void Any_metric_can_be_watched_and_one_that_should_be_low_rises()
    {
        var (model, rows) = Fit("linear");

        var found = model.Explain(rows, new ExplainOptions { Metric = Metric.Named("rmse") });

        Assert.Equal(("rmse", false), (found.Score, found.HigherIsBetter));
        Assert.Equal("a", found.Importances[0].Column);
        Assert.True(found.Importances[0].Drop > 1);
        Assert.StartsWith($"rmse {found.Baseline:F4}; it rises by, when a column is shuffled:\na ", found.ToString(), StringComparison.Ordinal);
        var own = Metric.OfProbabilities("mean", (_, probabilities, _) => probabilities[1]);
        Assert.Equal("mean", Fit("steps").Model.Explain(Mixed, new ExplainOptions { Metric = own }).Score);
    }

    [Theory]
    [InlineData("linear", "r2")]
    [InlineData("tree", "r2")]
    [InlineData("classes", "accuracy")]
    public void Means_are_the_peers_within_their_errors(string name, string metric)
    {
        var (model, rows) = DependenceOracleTests.Fitted(name);
        var expected = Oracle.Read("dependence.json")[name]!["importance"]!;

        var found = model.Explain(rows, new ExplainOptions { Repeats = 400, Metric = Metric.Named(metric) });

        var (means, deviations) = (expected["mean"].Numbers(), expected["std"].Numbers());
        for (var column = 0; column < 3; column++)
        {
            var importance = found.Importances.First(one => one.Column == "abc"[column].ToString());
            // Both means are of 400 shuffles: five standard errors of their difference, which one case in a million goes beyond.
            Assert.InRange(importance.Drop - means[column], -5 * deviations[column] * Math.Sqrt(2.0 / 400), 5 * deviations[column] * Math.Sqrt(2.0 / 400));
            Assert.InRange(importance.StandardDeviation, 0.8 * deviations[column], 1.2 * deviations[column]);
        }
    }

    [Fact]
    public void Wrong_groups_and_metrics_are_told_in_plain_words()
    {
        var (model, rows) = Fit("linear");

        Told("Groups names a column 'cc', which the model does not read. Did you mean 'c'? It reads: a, b, c.", new ExplainOptions { Groups = [["a", "cc"]] });
        Told("Groups names column 'a' twice; a column is shuffled with one group.", new ExplainOptions { Groups = [["a", "b"], ["a"]] });
        var error = Assert.Throws<ArgumentException>(() => model.Explain(rows, new ExplainOptions { Metric = Metric.Named("roc_auc") }));
        Assert.StartsWith("The metric 'roc_auc' judges classifiers, this is one of the regressors. Metrics of these: rmse, ", error.Message, StringComparison.Ordinal);
        var clusters = new KMeans { Clusters = 2 }.Fit(Numbers.Drop("y"));
        error = Assert.Throws<ArgumentException>(() => clusters.Explain(Numbers, new ExplainOptions { Metric = Metric.Named("rmse") }));
        Assert.Equal("The metric 'rmse' judges regressors, this is one of the clusterers. Metrics of these: none.", error.Message);

        void Told(string message, ExplainOptions options) =>
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => model.Explain(rows, options)).Message.Split(" (Parameter")[0]);
    }

    static double Score(Model model, Table given, Table shuffled) => model switch
    {
        OutlierDetectorModel detector => OutlierJudge.Correlation(detector.PredictScores(given), detector.PredictScores(shuffled)),
        _ => model.MainScore(shuffled),
    };
}
