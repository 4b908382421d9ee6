using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>Everything about one run.</summary>
public partial class RunPage
{
    /// <summary>Versions of registered models that are named on the page.</summary>
    const int MostVersions = 20;

    RunInfo _run = null!; // set before the first rendering
    RunEvidence _evidence = null!; // set before the first rendering
    SearchBoard? _board;
    RunPipeline? _pipeline;
    IReadOnlyList<Crumb> _crumbs = [];
    IReadOnlyList<VersionRecord> _versions = [];
    IReadOnlyList<LoggedModelRecord> _models = [];
    IReadOnlyList<DatasetInput> _datasets = [];
    bool _isDeleted;
    IReadOnlyList<(string Title, ChartSpec Chart)> _curves = [];
    IReadOnlyList<(string Title, ChartSpec Chart)> _fitted = [];
    IReadOnlyList<(string Id, string Title)> _sections = [];

    /// <summary>The run's id, or the beginning of it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    bool MayWrite => Callers.Get().Rights.OnExperiment(_run.ExperimentId) >= Role.Editor && !_isDeleted;

    bool MayManage => Callers.Get().Rights.OnExperiment(_run.ExperimentId) >= Role.Manager;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _run = Tracker.FindRun(Id);
        _evidence = RunEvidence.Of(Tracker, _run.Id);
        // The same figures by the same rows are drawn once.
        _curves = _evidence.LearningCurve is null ? LearningCurves.Of(Tracker, [(RunDisplay.Name(_run), _run)]) : [];
        var score = _run.Tags.GetValueOrDefault("curve.score");
        _fitted = [.. _evidence.LearningCurve is { } learning ? CurveCharts.Of(learning, score) : [], .. _evidence.ValidationCurve is { } validation ? CurveCharts.Of(validation, score) : []];
        _versions = Tracker.Store.Models.SearchVersions(new SearchRequest { Filter = $"run_id = '{_run.Id}'", OrderBy = ["name", "version_number DESC"], MaxResults = MostVersions }).Items;
        var record = Tracker.Store.Runs.GetRun(_run.Id);
        _isDeleted = record.IsDeleted;
        _datasets = record.Datasets;
        _models = Tracker.Store.LoggedModels.SearchLoggedModels(
            new LoggedModelSearch([record.ExperimentId], [], [], new SearchRequest { Filter = $"source_run_id = '{_run.Id}'", MaxResults = MostVersions })).Items;
        var experiment = Tracker.Store.Experiments.GetExperiment(_run.ExperimentId);
        _board = SearchBoard.Of(Tracker, _run, _evidence.Artifacts, Time.GetUtcNow());
        _pipeline = RunPipeline.Of(Tracker, _run.Id, _evidence.Artifacts);
        _crumbs = [new("Experiments", "/"), new(experiment.Name, $"/experiments/{experiment.Id}"), .. ParentCrumb(), new(RunDisplay.Name(_run))];
        _sections =
        [
            .. Section(_board is not null, "trials", _board?.IsSearch == true ? "Trials" : "Nested runs"),
            .. Section(_board?.Best is not null, "search", "Search"),
            .. Section(_evidence.Report is not null, "evaluation", "Evaluation"),
            .. Section(_pipeline is not null, "pipeline", "Pipeline"),
            .. Section(_evidence.Explanation is { Importances.Count: > 0 }, "explanation", "Explanation"),
            .. Section(_evidence.Groups is not null, "groups", "Groups"),
            .. Section(_fitted.Count > 0, "fits", FitsTitle),
            .. Section(_curves.Count > 0, "curves", "Learning curves"),
            .. Section(_run.Metrics.Count > 0, "metrics", "Metrics"),
            .. Section(_run.Parameters.Count > 0, "parameters", "Parameters"),
            .. Section(_evidence.Profile is not null, "data", "Data"),
            .. Section(_datasets.Count > 0, "datasets", "Datasets"),
            .. Section(_models.Count > 0, "models", "Models"),
            .. Section(_evidence.Artifacts.Count > 0, "artifacts", "Artifacts"),
            .. Section(_run.Tags.Count > 0, "tags", "Tags"),
        ];
    }

    static (string Id, string Title)[] Section(bool isThere, string id, string title) => isThere ? [(id, title)] : [];

    string FitsTitle => _evidence.ValidationCurve is null ? "Learning curve" : "Validation curve";

    /// <summary>The run that this one is nested in; none where it is gone, or not for this reader.</summary>
    Crumb[] ParentCrumb()
    {
        if (!_run.Tags.TryGetValue(Tracker.ParentTag, out var parent) || parent == _run.Id)
        {
            return [];
        }

        try
        {
            var found = Tracker.FindRun(parent);
            return [new Crumb(RunDisplay.Name(found), $"/runs/{found.Id}")];
        }
        catch (TrackingException)
        {
            return [];
        }
    }

    static string Short(string hash) => hash.Length > 10 ? hash[..10] : hash;

    static (string Name, string Title, ChartSpec Spec)[] CurvesOf(ClassificationReport report) =>
    [
        ("roc", "ROC curve", EvaluationCharts.Roc([("Model", report)])),
        ("pr", "Precision-recall curve", EvaluationCharts.PrecisionRecall([("Model", report)])),
        ("calibration", "Calibration", EvaluationCharts.Calibration([("Model", report)])),
    ];
}
