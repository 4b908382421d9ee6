using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>A page of what is known of one model: that of a run, or a version of a registered one.</summary>
public abstract class EvidencePage : PageComponent
{
    /// <summary>Largest file that is read; what a run keeps for these pages is bounded to some 2 MB.</summary>
    const long MostBytes = 8L << 20;

    /// <summary>What holds the runs and models.</summary>
    [Inject]
    public required Tracker Tracker { get; set; }

    /// <summary>The run's id, or the beginning of it; null where the address names a version.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>The registered model's name; null where the address names a run.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The number of its version.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>The run or version.</summary>
    public EvidenceSubject Subject { get; private set; } = null!; // set before the first rendering

    /// <summary>The run's files; null where no run made the version.</summary>
    private protected EvidenceReader? Files { get; private set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Subject = Id is null ? EvidenceSubject.OfVersion(Tracker, $"{Name}/{Version}") : EvidenceSubject.OfRun(Tracker, Id);
        Files = Subject.Run is { } run ? new EvidenceReader(Tracker, run.Id, MostBytes) : null;
        Read();
    }

    /// <summary>Reads what the page shows.</summary>
    protected abstract void Read();
}
