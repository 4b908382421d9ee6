using System.CommandLine;
using System.CommandLine.Parsing;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Removes for good what is marked deleted.</summary>
sealed class GcCommand : ToolCommand
{
    /// <summary>More than a screen of them tells nothing; --json lists all.</summary>
    const int Shown = 10;

    readonly Option<bool> _yes = new("--yes") { Description = "Remove it. Without this, gc only says what would go." };
    readonly Option<bool> _compact = new("--compact") { Description = "With --yes: write the database file anew too, without what is free in it. Stop the server before." };
    readonly Option<TimeSpan> _olderThan = new("--older-than")
    {
        HelpName = "AGE",
        Description = "Only what was marked deleted at least so long ago, such as 30d or 12h. Default: 0d.",
        DefaultValueFactory = _ => TimeSpan.Zero,
        CustomParser = ParseAge,
    };

    readonly Option<string?> _experiment = new("--experiment") { HelpName = "NAME", Description = "Only this experiment and what is in it." };
    readonly Option<string[]> _runs = new("--run") { HelpName = "ID", Description = "Only this run; may be given again.", DefaultValueFactory = _ => [] };
    readonly Option<string> _store = ToolOptions.Store();
    readonly Option<string?> _artifacts = ToolOptions.Artifacts();

    internal GcCommand()
        : base("gc", "Remove for good what is marked deleted, and files that belong to nothing.", "cambium gc", "cambium gc --older-than 30d --yes")
    {
        Options.Add(_yes);
        Options.Add(_compact);
        Options.Add(_olderThan);
        Options.Add(_experiment);
        Options.Add(_runs);
        Options.Add(_store);
        Options.Add(_artifacts);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!, artifacts: invocation.Value(_artifacts)); // has a default
        var store = tracker.Store;
        var isMeant = invocation.Value(_yes);
        using var held = isMeant ? CareLock.Take(store) : null;
        var scope = new GarbageScope(invocation.Value(_olderThan), ExperimentOf(store, invocation.Value(_experiment)), invocation.Value(_runs) ?? []);
        var garbage = StoreCare.FindGarbage(store, scope, TimeProvider.System);
        Show(invocation.Terminal, garbage, isMeant);
        GarbageRemoved? removed = null;
        if (isMeant && !garbage.IsEmpty)
        {
            removed = Watch.OverShare(
                invocation.Terminal,
                "removing",
                report => StoreCare.Remove(store, garbage, TimeProvider.System, invocation.CancellationToken, report),
                done => $"{Figure.Count(done.Files)} {(done.Files == 1 ? "file" : "files")}, {Figure.Bytes(done.Bytes)}"
                    + (done.Spared > 0 ? $"; {done.Spared} restored or registered meanwhile and kept" : ""));
        }

        if (isMeant && invocation.Value(_compact))
        {
            invocation.Terminal.Line($"The database file is {Figure.Bytes(StoreCare.Compact(store))} shorter.");
        }
        else if (removed is { LeftInFile: > 0 and var left })
        {
            invocation.Terminal.Line($"{Figure.Bytes(left)} of the database file are free and will be filled again. To give them back to the disk, stop the server and run 'cambium gc --compact --yes' once.");
        }

        invocation.Terminal.Document(Document(garbage, removed));
        return Task.FromResult(ExitStatus.Done);
    }

    static long? ExperimentOf(TrackingStore store, string? name)
    {
        if (name is null)
        {
            return null;
        }

        return store.Experiments.FindExperiment(name)?.Id ?? throw CommandException.Failed($"There is no experiment '{name}'. Give its name; those marked deleted count too.");
    }

    static void Show(Terminal terminal, Garbage garbage, bool isMeant)
    {
        foreach (var warning in garbage.Warnings)
        {
            terminal.Line($"[yellow]{warning}[/]");
        }

        foreach (var group in garbage.Kept.GroupBy(kept => kept.Kind))
        {
            foreach (var kept in group.Take(Shown))
            {
                terminal.Line($"Kept: {kept.Kind} {kept.Id}, since {kept.Reason}.");
            }

            More(terminal, group.Count());
        }

        if (garbage.IsEmpty)
        {
            terminal.Line($"There is nothing to remove.");
            return;
        }

        var table = Plain.Table();
        table.AddColumn(Plain.Left(isMeant ? "to be removed" : "would be removed"));
        table.AddColumn(Plain.Right("count"));
        table.AddColumn(Plain.Right("files"));
        table.AddColumn(Plain.Right("size"));
        Row("runs marked deleted", garbage.Runs.Select(run => run.Files));
        Row("logged models marked deleted", garbage.Models.Select(model => model.Files));
        Row("experiments marked deleted", garbage.Experiments.Select(experiment => experiment.Files));
        Row("folders of what is gone", garbage.Orphans);
        Row("unfinished uploads", garbage.Unfinished.Select(file => new GarbageFiles(file.Path, 1, file.Size)));
        terminal.Show(table);
        var records = garbage.Records;
        terminal.Line($"With them {Figure.Count(records.Metrics, "metric")}, {Figure.Count(records.Parameters, "parameter")}, {Figure.Count(records.Tags, "tag")} and {Figure.Count(records.Inputs, "input")}.");
        if (garbage.Expired.Count > 0)
        {
            terminal.Line($"{(isMeant ? "To be marked" : "Would be marked")} deleted by the tag {RetentionRules.Tag} of their experiments: {Figure.Count(garbage.Expired.Count, "run")}.");
            foreach (var run in garbage.Expired.Take(Shown))
            {
                terminal.Line($"  {run.Id}  {run.Name}  ended {Figure.Moment(DateTimeOffset.FromUnixTimeMilliseconds(run.Since))}");
            }

            More(terminal, garbage.Expired.Count);
        }

        if (!isMeant)
        {
            terminal.Line($"Nothing was changed. Give --yes to do it.");
        }

        void Row(string what, IEnumerable<GarbageFiles?> files)
        {
            var all = files.ToList();
            if (all.Count > 0)
            {
                Plain.AddRow(table, what, Figure.Count(all.Count), Figure.Count(all.Sum(one => one?.Count ?? 0)), Figure.Bytes(all.Sum(one => one?.Bytes ?? 0)));
            }
        }
    }

    static void More(Terminal terminal, int count)
    {
        if (count > Shown)
        {
            terminal.Line($"  and {count - Shown} more; --json lists all.");
        }
    }

    static object Document(Garbage garbage, GarbageRemoved? removed) => new
    {
        Removed = removed is null ? null : new { removed.Runs, removed.Models, removed.Experiments, removed.Files, removed.Bytes, removed.Unfinished, removed.Expired, removed.Spared },
        Runs = garbage.Runs.Select(Item),
        LoggedModels = garbage.Models.Select(Item),
        Experiments = garbage.Experiments.Select(Item),
        Orphans = garbage.Orphans.Select(folder => new { folder.Path, Files = folder.Count, folder.Bytes }),
        Unfinished = garbage.Unfinished.Select(file => new { file.Path, Bytes = file.Size }),
        Expired = garbage.Expired.Select(Item),
        Kept = garbage.Kept.Select(kept => new { kept.Kind, kept.Id, kept.Reason }),
        Records = new { garbage.Records.Metrics, garbage.Records.Parameters, garbage.Records.Tags, garbage.Records.Inputs },
        garbage.Warnings,
    };

    static object Item(GarbageItem item) => new { item.Id, item.Name, Files = item.Files?.Count ?? 0, Bytes = item.Files?.Bytes ?? 0 };

    static TimeSpan ParseAge(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (Age.Parse(text) is { } age)
        {
            return age;
        }

        result.AddError($"--older-than takes a span such as 30d, 12h or 2w, not '{text}'.");
        return TimeSpan.Zero;
    }
}
