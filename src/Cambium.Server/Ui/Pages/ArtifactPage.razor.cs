using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>The files that a run keeps, and one of them as far as a page can show it.</summary>
public partial class ArtifactPage
{
    RunInfo _run = null!; // set before the first rendering
    ArtifactPreview? _preview;
    string? _elsewhere;
    IReadOnlyList<ArtifactInfo> _artifacts = [];
    IReadOnlyList<Crumb> _crumbs = [];

    /// <summary>The run's id, or the beginning of it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    /// <summary>The file's or a folder's place below the run's artifact folder; null: the run's artifact folder itself.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _run = Tracker.FindRun(Id);
        try
        {
            _artifacts = Tracker.Artifacts(_run.Id);
        }
        catch (TrackingException exception) when (exception.Code == TrackingErrorCode.NotImplemented)
        {
            // They lie where this server does not read; the page tells where.
            _elsewhere = exception.Message;
        }

        var isFolder = _elsewhere is not null || string.IsNullOrEmpty(Path) || _artifacts.Any(file => file.Path.StartsWith($"{Path.TrimEnd('/')}/", StringComparison.Ordinal));
        if (!isFolder)
        {
            using var stream = Tracker.OpenArtifact(_run.Id, Path!); // a folder where it is null
            _preview = ArtifactPreview.Of(Path!, stream);
        }

        var experiment = Tracker.Store.Experiments.GetExperiment(_run.ExperimentId);
        _crumbs =
        [
            new("Experiments", "/"),
            new(experiment.Name, $"/experiments/{experiment.Id}"),
            new(RunDisplay.Name(_run), $"/runs/{_run.Id}#artifacts"),
            new(string.IsNullOrEmpty(Path) ? "Artifacts" : Path),
        ];
    }
}
