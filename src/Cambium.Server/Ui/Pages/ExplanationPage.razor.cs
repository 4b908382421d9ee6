namespace Cambium.Server;

/// <summary>Why a model answers as it does: what its answers rest on, column by column and row by row.</summary>
public partial class ExplanationPage
{
    RunEvidence? _evidence;

    /// <inheritdoc/>
    protected override void Read() => _evidence = Subject.Run is null ? null : RunEvidence.Of(Tracker, Subject.Run.Id);
}
