using Cambium.Tracking;

namespace Cambium.Cli.Tests;

/// <summary>cambium gc.</summary>
public sealed class GcTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Without_yes_it_only_says_what_would_go()
    {
        var run = AddDeletedRun("shown");

        var shown = (await workshop.RunAsync("gc", "--store", "shown")).Done();
        var document = (await workshop.RunAsync("gc", "--store", "shown", "--json")).Done().Json;

        Assert.Matches(@"runs marked deleted +1 +1 +4 B", shown.Out);
        Assert.Matches(@"With them 0 metrics, 0 parameters, \d tags? and 0 inputs\.", shown.Out);
        Assert.EndsWith("Nothing was changed. Give --yes to do it.\n", shown.Out, StringComparison.Ordinal);
        Assert.Null(document["removed"]);
        Assert.Equal(run, (string)Assert.Single(document["runs"]!.AsArray())!["id"]!);
        using var tracker = Tracker.Open(Path.Combine(workshop.Folder, "shown"));
        Assert.True(tracker.Store.Runs.GetRun(run).IsDeleted);
    }

    [Fact]
    public async Task With_yes_it_goes()
    {
        AddDeletedRun("emptied");

        var done = (await workshop.RunAsync("gc", "--store", "emptied", "--yes")).Done();
        var again = (await workshop.RunAsync("gc", "--store", "emptied", "--yes")).Done();

        Assert.Matches(@"  removing  1 file, 4 B  ", done.Out);
        Assert.Equal("There is nothing to remove.\n", again.Out);
    }

    [Fact]
    public async Task What_is_named_wrongly_is_refused()
    {
        AddDeletedRun("named");

        (await workshop.RunAsync("gc", "--store", "named", "--experiment", "nope")).Refused(1, "cambium gc: There is no experiment 'nope'. Give its name; those marked deleted count too.");
        (await workshop.RunAsync("gc", "--store", "named", "--run", "abc")).Refused(1, "cambium gc: There is no run 'abc'. Give the whole id of a run that is marked deleted.");
    }

    [Fact]
    public async Task Two_at_once_are_refused()
    {
        AddDeletedRun("held");
        var folder = Path.Combine(workshop.Folder, "held");
        using var held = CareLock.Take(folder);

        (await workshop.RunAsync("gc", "--store", "held", "--yes")).Refused(
            1, $"cambium gc: A gc, backup or import is at work on {folder}, and only one may be. Wait until it has ended, and try again.");
    }

    [Fact]
    public async Task Compact_writes_the_file_anew()
    {
        AddDeletedRun("compacted");

        var done = (await workshop.RunAsync("gc", "--store", "compacted", "--compact", "--yes")).Done();

        Assert.Matches(@"The database file is \d.* shorter\.\n$", done.Out);
    }

    string AddDeletedRun(string store)
    {
        using var tracker = Tracker.Open(Path.Combine(workshop.Folder, store));
        var run = tracker.Store.Runs.CreateRun(new NewRun(0, "r", "", 0, null, []));
        tracker.Store.Artifacts.Write($"0/{run.Id}/artifacts/f", stream => stream.Write("four"u8));
        tracker.Store.Runs.DeleteRun(run.Id);
        return run.Id;
    }
}
