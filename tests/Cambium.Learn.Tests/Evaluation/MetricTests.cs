using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class MetricTests
{
    static readonly Table Rows = Table.Create(
        Column.Of("x", [1.0, 2, 3, 4, 5, 6]), Column.Of("y", [1.0, 3, 2, 5, 4, 7]), Column.Of("c", ["a", "b", "a", "b", "b", "b"]));

    static readonly Metric Bias = Metric.Of("bias", (truth, prediction) => prediction.ToArray().Average() - truth.ToArray().Average(), higherIsBetter: false);

    [Fact]
    public void A_lambda_is_a_figure_of_a_report_with_its_interval()
    {
        var model = new MeanRegressor().Fit(Rows.Drop("c").Slice(0, 3), "y");

        var report = model.Evaluate(Rows.Drop("c"), new EvaluateOptions { Metrics = [Bias, Metric.Named("rmse"), Bias] });

        Assert.Equal(["rmse", "mae", "r2", "bias"], report.Scores.Select(score => score.Name));
        Oracle.Near(2 - (22 / 6.0), report["bias"], 1e-15);
        Assert.NotNull(report.Scores[3].Interval);
        Assert.False(Bias.HigherIsBetter);
        Assert.Equal("bias", $"{Bias}");
    }

    [Fact]
    public void Lambdas_of_decisions_and_probabilities_see_places_of_classes()
    {
        var model = new PriorClassifier().Fit(Rows.Drop("y"), "c");
        var called = Metric.OfClasses("called_b", (_, prediction) => prediction.Count(1));
        var sure = Metric.OfProbabilities("sure", (truth, probabilities, classes) => probabilities[1] + truth.Length + classes);

        var report = model.Evaluate(Rows, new EvaluateOptions { Metrics = [called, sure], Intervals = IntervalMethod.None });

        Assert.Equal(6, report["called_b"]);
        Oracle.Near(8 + (4 / 6.0), report["sure"], 1e-15);
        Assert.All(report.Scores, score => Assert.Null(score.Interval));
    }

    [Fact]
    public void Cross_validation_has_more_figures_where_they_are_asked_for()
    {
        var validation = CrossValidation.Run(new MeanRegressor(), Rows.Drop("c"), "y", new CrossValidationOptions { Folds = 2, Metrics = [Bias, Metric.Named("max_error")] });

        Assert.Equal(["rmse", "mae", "r2", "bias", "max_error"], validation.Scores.Select(score => score.Name));
    }

    [Fact]
    public void Every_named_metric_judges_its_kind_of_model()
    {
        var classifier = new PriorClassifier().Fit(Rows.Drop("y"), "c").Judge(Rows);
        var regressor = new MeanRegressor().Fit(Rows.Drop("c"), "y").Judge(Rows);

        Assert.Equal(Metric.Names.Distinct(), Metric.Names);
        Assert.All(Metric.Names.Select(Metric.Named), metric =>
            Assert.NotEqual(double.PositiveInfinity, metric.Judge(metric.Answerers == "classifiers" ? classifier : regressor)));
    }

    [Fact]
    public void Directions_are_right()
    {
        var right = new JudgedClasses([0, 1, 1, 2, 0, 2], [0, 1, 1, 2, 0, 2], [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1], 3);
        var wrong = new JudgedClasses([0, 1, 1, 2, 0, 2], [2, 0, 0, 1, 1, 0], [0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0], 3);
        var near = new JudgedNumbers([1, 2, 3, 4], [1.1, 2, 3.1, 4]);
        var far = new JudgedNumbers([1, 2, 3, 4], [4, 2.5, 1, 1]);

        Assert.All(Metric.Names.Select(Metric.Named).Where(metric => metric.Name is not "top_3_accuracy"), metric =>
        {
            var (good, bad) = metric.Answerers == "classifiers" ? (metric.Judge(right), metric.Judge(wrong)) : (metric.Judge(near), metric.Judge(far));
            Assert.Equal(metric.HigherIsBetter, good > bad);
            Assert.NotEqual(good, bad);
        });
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Metric.Named("roc_acu"));

        Assert.Equal($"There is no metric 'roc_acu'. Did you mean 'roc_auc'? There are: {string.Join(", ", Metric.Names)}. (Parameter 'name')", error.Message);
    }

    [Fact]
    public void A_metric_of_another_kind_of_model_is_refused()
    {
        var model = new PriorClassifier().Fit(Rows.Drop("y"), "c");
        var clusters = new KMeans { Clusters = 2 }.Fit(Rows.Select("x", "y"));

        var error = Assert.Throws<ArgumentException>(() => model.Evaluate(Rows, new EvaluateOptions { Metrics = [Bias] }));
        var ofClusters = Assert.Throws<ArgumentException>(() => clusters.Evaluate(Rows, new EvaluateOptions { Metrics = [Bias] }));
        var judged = Assert.Throws<ArgumentException>(() => clusters.Judge(Rows));

        Assert.StartsWith("The metric 'bias' judges regressors, this is one of the classifiers. Metrics of these: accuracy, zero_one_loss,", error.Message, StringComparison.Ordinal);
        Assert.Equal("The metric 'bias' judges regressors, this is one of the clusterers. Metrics of these: none.", ofClusters.Message);
        Assert.Equal("KMeans has no target, so that its answers cannot be held against the truth; metrics and comparison are for classifiers and regressors.", judged.Message);
    }

    [Fact]
    public void A_blank_name_is_refused() =>
        Assert.Equal("The name of a metric must not be blank. (Parameter 'name')", Assert.Throws<ArgumentException>(() => Metric.Of(" ", (_, _) => 0)).Message);

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        var few = Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluateOptions { Resamples = 199 });
        var method = Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluateOptions { Intervals = (IntervalMethod)7 });

        Assert.Equal("Resamples must be between 200 and 100000. (Parameter 'Resamples')\nActual value was 199.", few.Message.ReplaceLineEndings("\n"));
        Assert.Equal("Intervals must be one of Percentile, Bca, None. (Parameter 'Intervals')\nActual value was 7.", method.Message.ReplaceLineEndings("\n"));
    }
}
