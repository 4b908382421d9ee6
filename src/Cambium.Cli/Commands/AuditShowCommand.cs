using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Shows the audit log.</summary>
sealed class AuditShowCommand : ToolCommand
{
    readonly Option<int> _limit = NumberOption.Whole("--limit", "N", 30, 1, 1_000_000, "The most entries to show. Default: 30.");
    readonly Option<int> _before = NumberOption.Whole("--before", "N", int.MaxValue, 1, int.MaxValue, "Only entries before this number. Default: the last ones.");
    readonly Option<string> _store = ToolOptions.Store();

    internal AuditShowCommand()
        : base("show", "Show who did what, the last first.", "cambium audit show", "cambium audit show --limit 1000 --json")
    {
        Options.Add(_limit);
        Options.Add(_before);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var before = invocation.Value(_before);
        var entries = PeopleArgument.Of(tracker).Audit.Read(before == int.MaxValue ? null : before, invocation.Value(_limit));
        if (entries.Count == 0)
        {
            invocation.Terminal.Line($"Nothing is in the audit log yet.");
        }
        else
        {
            var table = Plain.Table();
            table.AddColumn(Plain.Right("no.")).AddColumn(Plain.Left("time (UTC)")).AddColumn(Plain.Left("who")).AddColumn(Plain.Left("what")).AddColumn(Plain.Left("to"));
            table.AddColumn(Plain.Left("outcome")).AddColumn(Plain.Left("details"));
            foreach (var entry in entries)
            {
                Plain.AddRow(table, Figure.Count(entry.Number), PeopleArgument.Moment(entry.Time), entry.Actor, entry.Action, entry.Subject, entry.Outcome, entry.Details);
            }

            invocation.Terminal.Show(table);
        }

        invocation.Terminal.Document(new { Store = tracker.Place, Entries = entries.Select(Document) });
        return Task.FromResult(ExitStatus.Done);
    }

    static object Document(AuditEntry entry) => new
    {
        entry.Number,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(entry.Time),
        entry.Actor,
        entry.Action,
        entry.Subject,
        entry.Outcome,
        entry.Details,
        entry.Hash,
    };
}
