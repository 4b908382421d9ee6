using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The slices of rows on which a model does worst.</summary>
public partial class SlicesPage
{
    WeakSpotFindings? _found;

    /// <inheritdoc/>
    protected override void Read() => _found = Files?.Read(RunArtifacts.Slices, static (from, run) => from.ReadSlices(run));
}
