namespace Cambium.Server;

/// <summary>What the model answers to a row that you change.</summary>
public partial class WhatIfPage
{
    RunEvidence? _evidence;

    /// <inheritdoc/>
    protected override void Read() => _evidence = Subject.Run is null ? null : RunEvidence.Of(Tracker, Subject.Run.Id);
}
