using Cambium.Learn;

namespace Cambium.Server;

/// <summary>How a model treats groups of rows.</summary>
public partial class FairnessPage
{
    RunEvidence? _evidence;
    FairnessEvidence? _fairness;

    /// <inheritdoc/>
    protected override void Read()
    {
        _evidence = Subject.Run is null ? null : RunEvidence.Of(Tracker, Subject.Run.Id);
        _fairness = _evidence?.Fairness ?? (_evidence?.Groups is { } groups ? new FairnessEvidence { Groups = groups } : null);
    }
}
