namespace Cambium.Tracking;

/// <summary>What is to be written into the audit log; the log adds number, time and hash.</summary>
/// <param name="Actor">Who: a user's name, "token:NAME", "os:NAME" at the command line, "local" while there are no users.</param>
/// <param name="Action">What was done, such as "user.disable".</param>
/// <param name="Subject">To what, such as "user:ann" or "experiment:7".</param>
/// <param name="Outcome">"done", "refused" or "failed"; "begun" before what no transaction holds, such as the removal of files.</param>
/// <param name="Details">What else is worth knowing; never a password or token.</param>
sealed record AuditDraft(string Actor, string Action, string Subject, string Outcome, string Details = "")
{
    internal const string Begun = "begun";
    internal const string Done = "done";
    internal const string Refused = "refused";
    internal const string Failed = "failed";
}
