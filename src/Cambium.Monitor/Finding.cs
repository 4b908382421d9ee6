namespace Cambium.Monitor;

/// <summary>One change of one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">What has changed.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Value">How large it is: for <see cref="FindingKind.Distribution"/> the population stability index, for the kinds about shares the share among the new rows, in [0, 1]; else NaN.</param>
/// <param name="Sentence">What was found and what it was before, for people.</param>
public sealed record Finding(string Column, FindingKind Kind, Severity Severity, double Value, string Sentence)
{
    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
