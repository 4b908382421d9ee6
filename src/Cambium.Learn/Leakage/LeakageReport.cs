using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a look for leaks has found.</summary>
/// <param name="Findings">The severe ones first, then in the table's order.</param>
public sealed record LeakageReport(EquatableArray<LeakageFinding> Findings)
{
    /// <summary>Whether anything severe was found, so that scores cannot be trusted.</summary>
    public bool IsSevere => Findings.Any(finding => finding.Severity == LeakageSeverity.Severe);

    /// <summary>A line for each finding.</summary>
    public override string ToString() =>
        Findings.Count == 0 ? "No leak was found." : string.Join('\n', Findings.Select(finding => $"{finding.Severity}: {finding.Message}"));

    internal static LeakageReport Of(IEnumerable<LeakageFinding> findings) => new(findings.OrderByDescending(finding => finding.Severity).ToEquatableArray());
}
