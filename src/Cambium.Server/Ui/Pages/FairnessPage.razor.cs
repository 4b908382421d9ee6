namespace Cambium.Server;

/// <summary>How a model treats groups of rows.</summary>
public partial class FairnessPage
{
    RunEvidence? _evidence;

    /// <inheritdoc/>
    protected override void Read() => _evidence = Subject.Run is null ? null : RunEvidence.Of(Tracker, Subject.Run.Id);
}
