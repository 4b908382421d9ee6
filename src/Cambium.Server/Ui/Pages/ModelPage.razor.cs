using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>A registered model and one of its versions: the one that the address names, else the one that answers requests.</summary>
public partial class ModelPage
{
    /// <summary>Figures in the table of versions.</summary>
    const int MostMetrics = 4;

    /// <summary>Versions in the table.</summary>
    const int MostVersions = 200;

    /// <summary>Events of the history that are shown.</summary>
    const int MostEvents = 50;

    /// <summary>Longest description file that is shown.</summary>
    const int MostFileBytes = 64 * 1024;

    ModelRecord _record = null!; // set before the first rendering
    VersionRecord? _shown;
    RunInfo? _run;
    IReadOnlyList<(VersionRecord Version, RunInfo? Run)> _versions = [];
    IReadOnlyList<GateStanding> _gates = [];
    IReadOnlyList<RequestStanding> _requests = [];
    IReadOnlyList<LiveAlias> _periods = [];
    IReadOnlyList<HistoryLine> _lines = [];
    IReadOnlyList<(string Name, string Digest)> _data = [];
    IReadOnlyList<string> _metrics = [];
    Report? _report;
    Profile? _profile;
    Model? _loaded;
    PipelineOutline? _outline;
    string? _problem;
    string? _alias;
    string? _older;
    PastMoment? _past;
    IReadOnlyList<string> _notes = [];
    string? _unanswered;
    string? _mlmodel;
    string? _readme;
    string _curl = "";
    string _reference = "";
    string _inferUrl = "";

    /// <summary>The model's name.</summary>
    [Parameter]
    [EditorRequired]
    public required string Name { get; set; }

    /// <summary>The number of a version; null: the one that answers requests.</summary>
    [Parameter]
    public string? Version { get; set; }

    bool NeedsToken => Access.Caller.IsSignedIn;

    string ModelUrl => $"/models/{Uri.EscapeDataString(_record.Name)}";

    string Here => Version is null || _shown is null ? ModelUrl : UrlOf(_shown.Version);

    bool MayWrite => Access.RoleOnModel(_record.Name) >= Role.Editor;

    bool MayManage => Access.RoleOnModel(_record.Name) >= Role.Manager;

    /// <summary>Who looks at the page; null where it is no person.</summary>
    string? User => Access.Caller.UserId is null ? null : Access.Caller.Name;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var model = Tracker.FindModel(Name);
        var registry = Tracker.Store.Models;
        _record = registry.GetModel(model.Name);
        _versions = [.. model.Versions.Take(MostVersions).Select(version => (registry.GetVersion(model.Name, version.Version), Tracker.RunOf(version)))];
        _metrics = [.. Figure.Telling(_versions.SelectMany(pair => pair.Run?.Metrics.Keys ?? []).ToHashSet()).Take(MostMetrics)];
        ReadHistory(Tracker.Store.ModelHistory);
        if (model.Versions.Count > 0 || Version is not null)
        {
            Show(model);
        }

        if (_shown is not null)
        {
            var requests = Tracker.Store.Gates.Requests(model.Name, openOnly: false);
            _gates = GateStanding.Of(Tracker.Store.Gates, _record, _shown.Version, requests);
            _requests = [.. requests.Select(RequestStanding.Of)];
        }
    }

    void ReadHistory(IRegistryHistory history)
    {
        _periods = [.. history.AliasPeriods(_record.Name).Select(LiveAlias.Of)];
        _past = PastMoment.Of(history, _record.Name, _periods, Query["at"].ToString());
        _alias = Query["alias"].ToString() is { Length: > 0 } alias ? alias : null;
        var before = Query["before"].ToString() is { Length: > 0 } token ? token : null;
        var events = history.Events(new HistoryQuery(_record.Name) { Alias = _alias, MaxResults = MostEvents, PageToken = before });
        _lines = [.. events.Items.Select(HistoryLine.Of)];
        _older = events.NextToken;
    }

    void Show(RegisteredModel model)
    {
        try
        {
            Show(Tracker.FindVersion(Version is null ? model.Name : $"{model.Name}/{Version}"), isAnswering: Version is null);
        }
        catch (TrackingException exception) when (Version is null && exception.Code == TrackingErrorCode.ResourceDoesNotExist)
        {
            // No version answers to the name alone, so the newest is shown as one among others.
            _unanswered = exception.Message;
            Show(model.Versions[0], isAnswering: false);
        }
    }

    void Show(ModelVersion version, bool isAnswering)
    {
        _shown = Tracker.Store.Models.GetVersion(version.Name, version.Version);
        _run = Tracker.RunOf(version);
        _data = DataOf(_run);
        var evidence = _run is null ? null : RunEvidence.Of(Tracker, _run.Id);
        _report = evidence?.Report;
        _profile = evidence?.Profile;
        _notes = evidence?.Problems ?? [];
        var name = Uri.EscapeDataString(version.Name);
        _reference = isAnswering ? version.Name : string.Create(CultureInfo.InvariantCulture, $"{version.Name}/{version.Version}");
        _inferUrl = isAnswering ? $"/v2/models/{name}/infer" : string.Create(CultureInfo.InvariantCulture, $"/v2/models/{name}/versions/{version.Version}/infer");
        try
        {
            _loaded = Models.Get(version).Model;
            _outline = PipelineOutline.Of(_loaded);
            _curl = ExampleRow.Curl(Origin, _reference, ExampleRow.Of(_loaded.Input, _profile), NeedsToken);
        }
        catch (Exception exception) when (exception is IOException or ModelFormatException or TrackingException)
        {
            _problem = $"This version cannot be loaded, and answers no requests: {exception.Message}";
            _mlmodel = FileOf(version, "MLmodel");
        }

        _readme = FileOf(version, "README.md");
    }

    /// <summary>What a saved model says of itself in a file of its folder; null where it says nothing.</summary>
    string? FileOf(ModelVersion version, string name)
    {
        try
        {
            var file = new FileInfo(System.IO.Path.Combine(Tracker.FetchModel(version), name));
            return file is { Exists: true, Length: <= MostFileBytes } ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or TrackingException)
        {
            // Why it cannot be read is told already, where the model is loaded.
            return null;
        }
    }

    static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);

    /// <summary>What the run read: its datasets with their digests, else the fingerprint that it noted.</summary>
    IReadOnlyList<(string Name, string Digest)> DataOf(RunInfo? run)
    {
        if (run is null)
        {
            return [];
        }

        var datasets = Tracker.Store.Runs.GetRun(run.Id).Datasets;
        return datasets.Count > 0 ? [.. datasets.Select(input => (input.Dataset.Name, input.Dataset.Digest))]
            : run.Tags.TryGetValue("data.fingerprint", out var fingerprint) ? [("", fingerprint)]
            : [];
    }

    string UrlOf(int version) => string.Create(CultureInfo.InvariantCulture, $"/models/{Uri.EscapeDataString(_record.Name)}/{version}");
}
