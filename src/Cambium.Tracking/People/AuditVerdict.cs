namespace Cambium.Tracking;

/// <summary>What became of checking the audit log.</summary>
/// <param name="Head">The last entry; as far as the log is whole.</param>
/// <param name="Problem">The first thing that is wrong, with the number of the entry; null where nothing is.</param>
sealed record AuditVerdict(AuditHead Head, string? Problem)
{
    internal bool IsWhole => Problem is null;
}
