using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Registered models: /models?filter=TEXT shows those that pass a filter, or whose names hold the text; /models?page=2 later ones.</summary>
public partial class ModelsPage
{
    /// <summary>Each asks for the run of the version that answers requests.</summary>
    const int PerPage = 50;

    const int MostText = 1000;

    IReadOnlyList<Row> _rows = [];
    IReadOnlyList<string> _tags = [];
    string _text = "";
    string? _problem;
    bool _hasMore;
    int _page;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var text = Query["filter"].ToString().Trim();
        _text = text.Length > MostText ? text[..MostText] : text;
        _page = int.TryParse(Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1;
        try
        {
            var found = Tracker.Store.Models.SearchModels(new SearchRequest
            {
                Filter = RunFilter.Of(_text, "name"),
                MaxResults = PerPage,
                PageToken = _page == 1 ? null : PageToken.Encode((_page - 1L) * PerPage),
            });
            _hasMore = found.NextToken is not null;
            _rows = [.. found.Items.Select(RowOf)];
            _tags = [.. found.Items.SelectMany(model => model.Tags).Select(tag => tag.Key).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.InvalidParameterValue)
        {
            _problem = e.Message;
        }
    }

    string UrlOf(int page) => string.Create(CultureInfo.InvariantCulture, $"/models?page={page}{(_text.Length > 0 ? $"&filter={Uri.EscapeDataString(_text)}" : "")}");

    Row RowOf(ModelRecord model)
    {
        var newest = model.LatestVersions.MaxBy(version => version.Version);
        var champion = model.Aliases.Where(alias => alias.Key == "champion").Select(alias => (int?)alias.Value).FirstOrDefault();

        // Where champion has a gate, the newest version does not stand in for it.
        var served = champion ?? (newest is not null && Tracker.Store.Gates.Policies(model.Name).Any(gate => gate.Alias == "champion") ? null : newest?.Version);
        var runId = served is { } version ? Tracker.Store.Models.GetVersion(model.Name, version).RunId : null;
        var run = runId is not null && Tracker.Store.Runs.RunIdsBeginning(runId) is [var id, ..] && id == runId ? Tracker.Store.Runs.GetRun(id) : null;
        var metric = run is null ? null : Figure.MainOf(run.Metrics.Select(one => one.Key));
        return new Row(model, served, newest, metric, run?.Metrics.FirstOrDefault(one => one.Key == metric).Value ?? double.NaN);
    }

    sealed record Row(ModelRecord Model, int? Served, VersionRecord? Newest, string? Metric, double Value);
}
