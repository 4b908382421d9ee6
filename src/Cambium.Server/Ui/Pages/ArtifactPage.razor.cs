using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>One file that a run keeps, as far as a page can show it.</summary>
public partial class ArtifactPage
{
    RunInfo _run = null!; // set before the first rendering
    ArtifactPreview _preview = null!; // set before the first rendering
    IReadOnlyList<Crumb> _crumbs = [];

    /// <summary>The run's id, or the beginning of it.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    /// <summary>The file's place below the run's artifact folder.</summary>
    [Parameter]
    [EditorRequired]
    public required string Path { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _run = Tracker.FindRun(Id);
        using var stream = Tracker.OpenArtifact(_run.Id, Path);
        _preview = ArtifactPreview.Of(Path, stream);
        var experiment = Tracker.Experiments().First(one => one.Id == _run.ExperimentId);
        _crumbs =
        [
            new("Experiments", "/"),
            new(experiment.Name, $"/experiments/{experiment.Id}"),
            new(RunDisplay.Name(_run), $"/runs/{_run.Id}#artifacts"),
            new(Path),
        ];
    }
}
