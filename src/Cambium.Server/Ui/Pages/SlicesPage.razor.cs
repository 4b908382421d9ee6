using Cambium.Learn;

namespace Cambium.Server;

/// <summary>The slices of rows on which a model does worst.</summary>
public partial class SlicesPage
{
    RunEvidence? _evidence;
    WeakSpotFindings? _found;

    /// <inheritdoc/>
    protected override void Read()
    {
        _evidence = Subject.Run is null ? null : RunEvidence.Of(Tracker, Subject.Run.Id);
        _found = _evidence?.Slices;
    }
}
