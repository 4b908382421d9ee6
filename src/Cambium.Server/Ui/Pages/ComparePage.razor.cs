using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Runs side by side: /runs/compare?ids=A,B,C, or the ids one by one.</summary>
public partial class ComparePage
{
    /// <summary>Colours of lines before they come again.</summary>
    const int SeriesColours = 8;

    /// <summary>Metrics to choose from for curves.</summary>
    const int MostCurves = 200;

    readonly List<string> _problems = [];
    readonly Dictionary<string, Report> _reports = [];
    IReadOnlyList<(string Name, RunInfo Run)> _runs = [];
    IReadOnlyList<Crumb> _crumbs = [];
    IReadOnlyList<string> _metrics = [];
    IReadOnlyList<string> _curves = [];
    CompareView _view = null!; // set before the first rendering
    IReadOnlyList<(string Name, bool Differs)> _parameters = [];
    IReadOnlyList<(string Name, string Title, ChartSpec Spec)> _charts = [];
    int _differing;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var runs = Find();
        _runs = RunDisplay.Distinct(runs);
        _metrics = [.. Figure.Telling(runs.SelectMany(run => run.Metrics.Keys).ToHashSet())];
        _parameters =
        [
            .. runs.SelectMany(run => run.Parameters.Keys).Distinct()
                .Select(name => (Name: name, Differs: runs.Select(run => run.Parameters.GetValueOrDefault(name)).Distinct().Skip(1).Any()))
                .OrderByDescending(parameter => parameter.Differs)
                .ThenBy(parameter => parameter.Name != "recipe")
                .ThenBy(parameter => parameter.Name, StringComparer.Ordinal),
        ];
        _differing = _parameters.Count(parameter => parameter.Differs);
        _charts = Charts();
        _curves = [.. Figure.InOrder(runs.SelectMany(run => run.Metrics.Keys).Distinct()).OrderBy(name => name.StartsWith("cv/", StringComparison.Ordinal)).Take(MostCurves)];
        _view = CompareView.Read(Query, _runs, [.. _parameters.Where(parameter => parameter.Differs).Select(parameter => parameter.Name)], WithHistory);
        var experiments = runs.Select(run => run.ExperimentId).Distinct().Take(1).Select(Tracker.Store.Experiments.GetExperiment);
        _crumbs =
        [
            new("Experiments", "/"),
            .. experiments.Select(experiment => new Crumb(experiment.Name, $"/experiments/{experiment.Id}")),
            new("Compare"),
        ];
    }

    static string Invariant(double value) => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    string UrlOf(bool onlyDifferences) =>
        $"/runs/compare?ids={string.Join(',', _runs.Select(pair => pair.Run.Id))}{(onlyDifferences ? "&diff=1" : "")}";

    /// <summary>The first few metrics that have more than one step, which is what a curve needs.</summary>
    IEnumerable<string> WithHistory()
    {
        string[] ids = [.. _runs.Select(pair => pair.Run.Id)];
        return _curves.Where(metric => Tracker.Store.Runs.SampleMetric(ids, metric, null, 2).Select(sample => sample.Point.Step).Distinct().Skip(1).Any());
    }

    List<RunInfo> Find()
    {
        var ids = Query["ids"].OfType<string>()
            .SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct().ToArray();
        if (ids.Length > ServerLimits.ComparedRuns)
        {
            _problems.Add($"{ids.Length} runs were chosen; the first {ServerLimits.ComparedRuns} are shown.");
        }

        return [.. ids.Take(ServerLimits.ComparedRuns).Select(Tracker.FindRun).DistinctBy(run => run.Id)];
    }

    (string Name, string Title, ChartSpec Spec)[] Charts()
    {
        var judged = new List<(string Name, ClassificationReport Report)>();
        foreach (var (name, run) in _runs)
        {
            var evidence = RunEvidence.Of(Tracker, run.Id);
            _problems.AddRange(evidence.Problems.Select(problem => $"{name}: {problem}"));
            if (evidence.Report is { } report)
            {
                _reports[run.Id] = report;
            }

            judged.Add((name, evidence.Report as ClassificationReport ?? NoCurves));
        }

        (string Name, string Title, ChartSpec Spec)[] charts =
        [
            ("roc", "ROC curves", EvaluationCharts.Roc(judged)),
            ("pr", "Precision-recall curves", EvaluationCharts.PrecisionRecall(judged)),
        ];
        return [.. charts.Where(chart => !chart.Spec.IsEmpty)];
    }

    /// <summary>Keeps a run's place, and with it its colour, in charts that it has no line in.</summary>
    static readonly ClassificationReport NoCurves = new()
    {
        Rows = 0, Scores = [], Classes = [], Confusion = [], Roc = [], PrecisionRecall = [], Calibration = [],
    };
}
