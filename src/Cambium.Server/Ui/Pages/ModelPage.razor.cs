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

    /// <summary>Levels of a category that are listed.</summary>
    const int MostLevels = 12;

    /// <summary>Versions in the table.</summary>
    const int MostVersions = 200;

    /// <summary>Events of the history that are shown.</summary>
    const int MostEvents = 100;

    /// <summary>Longest description file that is shown.</summary>
    const int MostMLmodelBytes = 64 * 1024;

    ModelRecord _record = null!; // set before the first rendering
    VersionRecord? _shown;
    RunInfo? _run;
    IReadOnlyList<(VersionRecord Version, RunInfo? Run)> _versions = [];
    IReadOnlyList<AliasPeriod> _periods = [];
    IReadOnlyList<RegistryEvent> _events = [];
    IReadOnlyList<DatasetInput> _datasets = [];
    IReadOnlyList<string> _metrics = [];
    Report? _report;
    Profile? _profile;
    Model? _loaded;
    string? _problem;
    IReadOnlyList<string> _notes = [];
    string? _unanswered;
    string? _mlmodel;
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

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var model = Tracker.FindModel(Name);
        var registry = Tracker.Store.Models;
        _record = registry.GetModel(model.Name);
        _versions = [.. model.Versions.Take(MostVersions).Select(version => (registry.GetVersion(model.Name, version.Version), Tracker.RunOf(version)))];
        _metrics = [.. Figure.Telling(_versions.SelectMany(pair => pair.Run?.Metrics.Keys ?? []).ToHashSet()).Take(MostMetrics)];
        _periods = Tracker.Store.ModelHistory.AliasPeriods(model.Name);
        _events = Tracker.Store.ModelHistory.Events(new HistoryQuery(model.Name) { MaxResults = MostEvents }).Items;
        if (model.Versions.Count > 0 || Version is not null)
        {
            Show(model);
        }
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
        _datasets = _run is null ? [] : Tracker.Store.Runs.GetRun(_run.Id).Datasets;
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
            _curl = ExampleRow.Curl(Origin, _reference, ExampleRow.Of(_loaded.Input, _profile));
        }
        catch (Exception exception) when (exception is IOException or ModelFormatException or TrackingException)
        {
            _problem = $"This version cannot be loaded, and answers no requests: {exception.Message}";
            _mlmodel = MLmodelOf(version);
        }
    }

    /// <summary>What a model that another library saved says of itself; null where it says nothing.</summary>
    string? MLmodelOf(ModelVersion version)
    {
        try
        {
            var file = new FileInfo(System.IO.Path.Combine(Tracker.FetchModel(version), "MLmodel"));
            return file is { Exists: true, Length: <= MostMLmodelBytes } ? File.ReadAllText(file.FullName) : null;
        }
        catch (Exception exception) when (exception is IOException or TrackingException)
        {
            // The problem is told already.
            return null;
        }
    }

    static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);

    static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    string UrlOf(int version) => string.Create(CultureInfo.InvariantCulture, $"/models/{Uri.EscapeDataString(_record.Name)}/{version}");

    /// <summary>What happened, in words.</summary>
    static string TextOf(RegistryEvent one) => one.Change switch
    {
        RegistryChange.ModelCreated => "The model was made",
        RegistryChange.ModelRenamed => $"Renamed from {one.From}",
        RegistryChange.ModelDescribed => "Its description changed",
        RegistryChange.ModelDeleted => "The model was deleted",
        RegistryChange.ModelTagSet => $"Tag {one.Key} set to “{one.To}”",
        RegistryChange.ModelTagDeleted => $"Tag {one.Key} taken away",
        RegistryChange.VersionCreated => $"Version {one.Version} added",
        RegistryChange.VersionDescribed => $"Description of version {one.Version} changed",
        RegistryChange.VersionDeleted => $"Version {one.Version} deleted",
        RegistryChange.VersionTagSet => $"Tag {one.Key} of version {one.Version} set to “{one.To}”",
        RegistryChange.VersionTagDeleted => $"Tag {one.Key} of version {one.Version} taken away",
        RegistryChange.StageMoved => $"Version {one.Version} went from {one.From} to {one.To}",
        RegistryChange.AliasSet => one.From is null ? $"{one.Key} points at version {one.To}" : $"{one.Key} moved from version {one.From} to {one.To}",
        RegistryChange.AliasDeleted => $"{one.Key} taken away from version {one.Version}",
        _ => one.Change.ToString(),
    };

    /// <summary>The levels of a category, or the range of the numbers that the model learned from.</summary>
    string ValuesOf(Field field)
    {
        if (field.Levels.Count > 0)
        {
            var more = field.Levels.Count > MostLevels ? $" and {field.Levels.Count - MostLevels} more" : "";
            return string.Join(", ", field.Levels.Take(MostLevels)) + more;
        }

        var isNumber = field.Type is ColumnType.Float64 or ColumnType.Int64;
        return isNumber && _profile?.Columns.FirstOrDefault(column => column.Name == field.Name) is { Quantiles.Count: 5 } column
            ? $"{Numbers.Significant(column.Quantiles[0])} … {Numbers.Significant(column.Quantiles[4])}"
            : "";
    }
}
