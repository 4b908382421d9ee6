using Cambium.Tracking;

namespace Cambium.Cli.Tests;

/// <summary>cambium backup and cambium restore.</summary>
public sealed class BackupTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Store_is_backed_up_and_restored()
    {
        string id;
        using (var tracker = Tracker.Open(Path.Combine(workshop.Folder, "store")))
        {
            id = tracker.Store.Runs.CreateRun(new NewRun(0, "r", "", 0, null, [])).Id;
        }

        var backup = (await workshop.RunAsync("backup", "copy", "--store", "store")).Done();
        var restored = (await workshop.RunAsync("restore", "copy", "--store", "back", "--json")).Done().Json;

        var copy = Path.Combine(workshop.Folder, "copy");
        Assert.Matches(@"^  copying  1 file, \d+\.\d kB  ", backup.Out);
        Assert.EndsWith($"{copy} is whole. Bring it back with:\n  cambium restore {copy} --store NEW-FOLDER\n", backup.Out, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(workshop.Folder, "back"), (string)restored["folder"]!);
        using var store = Tracker.Open(Path.Combine(workshop.Folder, "back"));
        Assert.Equal("r", store.FindRun(id).Name);
    }

    [Fact]
    public async Task Files_that_lie_elsewhere_are_backed_up_and_swept_where_they_are()
    {
        var (store, files) = (Path.Combine(workshop.Folder, "apart"), Path.Combine(workshop.Folder, "apart-files"));
        using (var tracker = Tracker.Open(store, files, TimeProvider.System))
        {
            using var run = tracker.Start("e", "r");
            workshop.WithFile("note.txt", "a few words");
            run.Artifact(Path.Combine(workshop.Folder, "note.txt"), "note.txt");
            run.Complete();
        }

        (await workshop.RunAsync("backup", "apart-copy", "--store", "apart", "--artifacts", "apart-files")).Done();
        var swept = (await workshop.RunAsync("gc", "--store", "apart", "--artifacts", "apart-files")).Done();

        Assert.Single(Directory.GetFiles(Path.Combine(workshop.Folder, "apart-copy"), "note.txt", SearchOption.AllDirectories));
        Assert.StartsWith("There is nothing to remove.", swept.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_the_way_is_named()
    {
        using (Tracker.Open(Path.Combine(workshop.Folder, "full")))
        {
        }

        var full = Path.Combine(workshop.Folder, "full");
        (await workshop.RunAsync("backup", "full", "--store", "full")).Refused(
            1, $"cambium backup: There is '{full}' already, and a backup never overwrites. Name a folder that is not there.");
        (await workshop.RunAsync("backup", "saved", "--store", "full")).Done();
        (await workshop.RunAsync("restore", "saved", "--store", "full")).Refused(
            1, $"cambium restore: '{full}' holds something already, and a restore never overwrites. Name a folder that is empty or not there.");
        (await workshop.RunAsync("restore", "nothing", "--store", "new")).Refused(
            1, $"cambium restore: {Path.Combine(workshop.Folder, "nothing")} is not a backup: it has no manifest.json. Name a folder that 'cambium backup' has made.");
    }
}
