using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking.Tests;

public sealed class ResultTests : IDisposable
{
    static readonly Table Train = Table.Create(
        Column.Of("income", [10.0, 20, 30, 40, 50, 60, 70, 80]),
        Column.Of("region", ["e", "w", "e", "w", "e", "w", "e", "w"]),
        Column.Of("deny", ["yes", "no", "yes", "no", "yes", "yes", "no", "no"]));

    static readonly ClassifierPipeline Recipe = new OneHot().Then(new LogisticRegression());

    static readonly ClassifierModel Model = Recipe.Fit(Train, "deny");

    readonly StoreFolder _folder = new();
    readonly Tracker _tracker;
    readonly Run _run;

    public ResultTests()
    {
        _tracker = Tracker.Open(_folder.Path);
        _run = _tracker.Start("mortgages", "logistic");
    }

    public void Dispose()
    {
        _run.Dispose();
        _tracker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void One_line_logs_a_finished_piece_of_work()
    {
        var report = Model.Evaluate(Train);

        var info = _tracker.Log("mortgages", Recipe, Model, report);

        Assert.Equal((RunStatus.Finished, RecipeCatalog.KindOf(Recipe)), (info.Status, info.Name));
        Assert.Equal(report.Scores.Select(score => score.Name).Order(StringComparer.Ordinal), info.Metrics.Keys);
        Assert.Equal(RecipeCatalog.KindOf(Recipe), info.Parameters["recipe"]);
        Assert.Equal(["model/MLmodel", "model/model.json", "model/weights.safetensors", "report.json"], _tracker.Artifacts(info.Id).Select(artifact => artifact.Path));
    }

    [Fact]
    public void Recipe_becomes_parameters()
    {
        _run.Log(Recipe);
        _run.Log(Recipe);

        var settings = RecipeCatalog.Describe(Recipe);
        Assert.Equal(settings.Append(new("recipe", RecipeCatalog.KindOf(Recipe))).OrderBy(setting => setting.Key, StringComparer.Ordinal), _tracker.FindRun(_run.Id).Parameters);
        Assert.Throws<TrackingException>(() => _run.Log(new OneHot().Then(new LogisticRegression { L2 = 7 })));
    }

    [Fact]
    public void Report_becomes_metrics_and_reads_back_equal()
    {
        var report = Model.Evaluate(Train);

        _run.Log(report);

        Assert.Equal(report, _tracker.ReadReport(_run.Id));
        Assert.All(report.Scores, score => Assert.Equal(score.Value, _tracker.FindRun(_run.Id).Metrics[score.Name]));
    }

    [Fact]
    public void Cross_validation_becomes_steps_a_fold_and_summaries()
    {
        var validation = CrossValidation.Run(Recipe, Train, "deny", new CrossValidationOptions { Folds = 2 });

        _run.Log(validation);

        var history = _tracker.MetricHistory(_run.Id, "cv/log_loss");
        Assert.Equal(validation.Folds.Select((fold, i) => (i + 1L, fold["log_loss"])), history.Select(point => (point.Step, point.Value)));
        var summary = validation.Scores.Single(score => score.Name == "log_loss");
        var metrics = _tracker.FindRun(_run.Id).Metrics;
        Assert.Equal((summary.Mean, summary.StandardDeviation), (metrics["cv/log_loss_mean"], metrics["cv/log_loss_sd"]));
    }

    [Fact]
    public void Explanation_reads_back_equal()
    {
        var explanation = Model.Explain(Train);

        _run.Log(explanation);

        Assert.Equal(explanation, _tracker.ReadExplanation(_run.Id));
    }

    [Fact]
    public void Explanation_is_kept_on_a_run_that_has_ended_in_place_of_what_it_has()
    {
        var (before, after) = (Model.Explain(Train), Model.Explain(Train, new ExplainOptions { Seed = 5 }));
        _run.Log(before);
        _run.Complete();

        _tracker.LogTo(_run.Id, after);

        Assert.NotEqual(before, after);
        Assert.Equal(after, _tracker.ReadExplanation(_run.Id));
        Assert.Equal(RunStatus.Finished, _tracker.FindRun(_run.Id).Status);
        Assert.Throws<TrackingException>(() => _tracker.LogTo("0123456789abcdef0123456789abcdef", after));
    }

    [Fact]
    public void Explained_rows_and_curves_read_back_equal_and_may_be_kept_on_a_run_that_has_ended()
    {
        var (sample, curves) = (ExplainedSample.Of(Model, Train), AnswerCurves.Of(Model, Train, ["income", "region"]));
        var (later, others) = (ExplainedSample.Of(Model, Train, new ExplainedSampleOptions { Rows = 3 }), AnswerCurves.Of(Model, Train, ["income"]));
        Assert.Null(_tracker.ReadShap(_run.Id));
        Assert.Null(_tracker.ReadEffects(_run.Id));

        _run.Log(sample);
        _run.Log(curves);

        Assert.Equal((sample, curves), (_tracker.ReadShap(_run.Id), _tracker.ReadEffects(_run.Id)));
        _run.Complete();
        _tracker.LogTo(_run.Id, later);
        _tracker.LogTo(_run.Id, others);
        Assert.Equal((later, others), (_tracker.ReadShap(_run.Id), _tracker.ReadEffects(_run.Id)));
        Assert.Throws<TrackingException>(() => _run.Log(sample));
        Assert.Throws<TrackingException>(() => _tracker.LogTo("0123456789abcdef0123456789abcdef", later));
    }

    [Fact]
    public void Comparison_of_groups_reads_back_equal_also_with_rates_that_are_not_defined()
    {
        var comparison = Model.CompareGroups(Train, "region") with { TruePositiveRateDifference = double.NaN };

        _run.Log(comparison);

        Assert.Equal(comparison, _tracker.ReadGroups(_run.Id));
        var metrics = _tracker.FindRun(_run.Id).Metrics;
        Assert.Equal(comparison.SelectionRateDifference, metrics["groups/selection_rate_difference"]);
        Assert.Equal(comparison.SelectionRateRatio, metrics["groups/selection_rate_ratio"]);
        Assert.Equal(comparison.FalsePositiveRateDifference, metrics["groups/false_positive_rate_difference"]);
        Assert.Equal(double.NaN, metrics["groups/true_positive_rate_difference"]);
    }

    [Fact]
    public void Table_becomes_tags_and_a_profile_that_reads_back_equal()
    {
        _run.Log(Train);

        var tags = _tracker.FindRun(_run.Id).Tags;
        Assert.Equal((Train.Fingerprint(), "8", "3"), (tags["data.fingerprint"], tags["data.rows"], tags["data.columns"]));
        Assert.Equal(Profile.Of(Train), _tracker.ReadProfile(_run.Id));
    }

    [Fact]
    public void Model_is_saved_once_and_answers_as_before()
    {
        _run.Log(Model);

        var version = _tracker.Register("mortgages", _run.Id);
        var loaded = (ClassifierModel)Learn.Model.Load(_tracker.FetchModel(version));
        Assert.Equal(Model.PredictProbabilities(Train), loaded.PredictProbabilities(Train));
        Assert.Equal(
            $"There is '{_run.ExperimentId}/{_run.Id}/artifacts/model' already, and it never changes. Start another run.",
            Assert.Throws<TrackingException>(() => _run.Log(Model)).Message);
    }

    [Fact]
    public void What_a_run_did_not_log_reads_as_null()
    {
        Assert.Null(_tracker.ReadReport(_run.Id));
        Assert.Null(_tracker.ReadExplanation(_run.Id));
        Assert.Null(_tracker.ReadGroups(_run.Id));
        Assert.Null(_tracker.ReadProfile(_run.Id));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public void Document_that_was_changed_is_refused_naming_it(string text)
    {
        var file = _folder.File("changed.json");
        File.WriteAllText(file, text);
        foreach (var path in new[] { "report.json", "explanation.json", "groups.json", "profile.json" })
        {
            _run.Artifact(file, path);
        }

        AssertRefused("report.json", () => _tracker.ReadReport(_run.Id));
        AssertRefused("explanation.json", () => _tracker.ReadExplanation(_run.Id));
        AssertRefused("groups.json", () => _tracker.ReadGroups(_run.Id));
        AssertRefused("profile.json", () => _tracker.ReadProfile(_run.Id));
    }

    void AssertRefused(string path, Func<object?> read)
    {
        var message = Assert.Throws<TrackingException>(read).Message;
        Assert.StartsWith($"Artifact '{path}' of run {_run.Id} cannot be read: ", message, StringComparison.Ordinal);
        Assert.EndsWith(" The file was changed after it was logged.", message, StringComparison.Ordinal);
    }
}
