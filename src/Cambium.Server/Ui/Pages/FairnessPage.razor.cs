using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>How a model treats groups of rows.</summary>
public partial class FairnessPage
{
    FairnessEvidence? _fairness;

    /// <inheritdoc/>
    protected override void Read() =>
        _fairness = Files?.Read(RunArtifacts.Fairness, static (from, run) => from.ReadFairness(run))
            ?? (Files?.Read(RunArtifacts.Groups, static (from, run) => from.ReadGroups(run)) is { } groups ? new FairnessEvidence { Groups = groups } : null);
}
