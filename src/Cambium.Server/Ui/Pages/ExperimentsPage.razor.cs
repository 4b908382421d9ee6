using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>All experiments: /?state=deleted shows deleted ones, /?filter=NAME those whose name holds a text, /?page=2 later ones.</summary>
public partial class ExperimentsPage
{
    /// <summary>Each asks for its best and its last run.</summary>
    const int PerPage = 50;

    const int MostText = 200;

    IReadOnlyList<Row> _rows = [];
    string _text = "";
    string? _refused;
    bool _isDeleted;
    bool _hasMore;
    int _page;

    bool MayCreate => Callers.Get().Rights.Default >= Role.Editor;

    bool IsPlain => _text.Length == 0 && !_isDeleted && _page == 1;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _isDeleted = Query["state"] == "deleted";
        var text = Query["filter"].ToString().Trim();
        _text = text.Length > MostText ? text[..MostText] : text;
        _page = int.TryParse(Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1;
        var store = Tracker.Store;
        var counts = store.Experiments.CountRuns();
        try
        {
            var found = store.Experiments.SearchExperiments(_isDeleted ? LifecycleView.Deleted : LifecycleView.Active, new SearchRequest
            {
                Filter = RunFilter.Of(_text, "name"),
                MaxResults = PerPage,
                PageToken = _page == 1 ? null : PageToken.Encode((_page - 1L) * PerPage),
            });
            _hasMore = found.NextToken is not null;
            _rows = [.. found.Items.Where(experiment => experiment.Id != 0 || counts.ContainsKey(0)).Select(experiment => RowOf(store.Runs, experiment, counts.GetValueOrDefault(experiment.Id)))];
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.InvalidParameterValue)
        {
            _refused = e.Message;
        }
    }

    string UrlOf(bool isDeleted, string text, int page)
    {
        string[] parts =
        [
            .. isDeleted ? ["state=deleted"] : Array.Empty<string>(),
            .. text.Length > 0 ? [$"filter={Uri.EscapeDataString(text)}"] : Array.Empty<string>(),
            .. page > 1 ? [string.Create(CultureInfo.InvariantCulture, $"page={page}")] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "/" : $"/?{string.Join('&', parts)}";
    }

    bool MayManage(ExperimentRecord experiment) => Callers.Get().Rights.OnExperiment(experiment.Id) >= Role.Manager;

    static Row RowOf(IRunStore runs, ExperimentRecord experiment, int count)
    {
        if (count == 0)
        {
            return new Row(experiment, 0, null, null, null);
        }

        var metric = Figure.MainOf(runs.KeysOf(experiment.Id).Metrics);
        var last = First(runs, experiment, "attributes.start_time DESC");
        var best = metric is null ? null : First(runs, experiment, $"metrics.{RunFilter.Quoted(metric)} {(Figure.Of(metric).Direction >= 0 ? "DESC" : "ASC")}");
        var value = best?.Metrics.FirstOrDefault(one => one.Key == metric).Value ?? double.NaN;
        return new Row(experiment, count, last, metric, double.IsFinite(value) && best!.Metrics.Any(one => one.Key == metric) ? (best, value) : null); // finite only where there is one
    }

    static RunRecord? First(IRunStore runs, ExperimentRecord experiment, string order) =>
        runs.SearchRuns(new RunSearch([experiment.Id], LifecycleView.Active, new SearchRequest { OrderBy = [order], MaxResults = 1 })).Items.FirstOrDefault();

    sealed record Row(ExperimentRecord Experiment, int Runs, RunRecord? Last, string? Metric, (RunRecord Run, double Value)? Best);
}
