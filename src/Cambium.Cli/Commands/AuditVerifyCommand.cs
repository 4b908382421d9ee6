using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Checks that nobody changed the audit log.</summary>
sealed class AuditVerifyCommand : ToolCommand
{
    readonly Option<string?> _head = new("--head") { HelpName = "N:HASH", Description = "A head that was noted before: then a cut of the end is found too, and a log written anew." };
    readonly Option<string> _store = ToolOptions.Store();

    internal AuditVerifyCommand()
        : base(
            "verify",
            "Check the audit log's chain of hashes; status 1 where an entry was changed, moved, put in or taken away.",
            "cambium audit verify",
            "cambium audit verify --json")
    {
        Options.Add(_head);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var noted = invocation.Value(_head) is { } text ? AuditHead.Parse(text) : null;
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var verdict = PeopleArgument.Of(tracker).Audit.Verify(noted);
        if (verdict.Problem is { } problem)
        {
            throw CommandException.Failed($"{problem} Compare with a backup of the store, and find out who could write it.");
        }

        invocation.Terminal.Line($"The audit log is whole: {Figure.Count(verdict.Head.Number)} {(verdict.Head.Number == 1 ? "entry" : "entries")}. Its head, to be noted elsewhere for the next time:");
        invocation.Terminal.Unwrapped($"  {verdict.Head}");
        invocation.Terminal.Document(new { Whole = true, Entries = verdict.Head.Number, Head = verdict.Head.ToString() });
        return Task.FromResult(ExitStatus.Done);
    }
}
