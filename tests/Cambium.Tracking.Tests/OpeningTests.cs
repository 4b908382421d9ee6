using System.Diagnostics;

namespace Cambium.Tracking.Tests;

public sealed class OpeningTests : IDisposable
{
    readonly StoreFolder _folder = new();

    string Database => _folder.File("cambium.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Store_opens_again_with_what_was_written()
    {
        string id;
        using (var tracker = Tracker.Open(_folder.Path))
        {
            using var run = tracker.Start("mortgages", "trees");
            run.Log("auc", 0.9);
            run.Complete();
            id = run.Id;
        }

        using var again = Tracker.Open(_folder.Path);

        Assert.Equal(_folder.Path, again.Place);
        Assert.Equal([new("auc", 0.9)], again.FindRun(id).Metrics);
        Assert.Equal(["artifacts", "cambium.db", "cambium.db-shm", "cambium.db-wal", "unfinished"],
            Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Missing_folder_is_made()
    {
        using var tracker = Tracker.Open(_folder.File("a/b"));

        Assert.Empty(tracker.Experiments());
        Assert.Empty(tracker.Runs(1));
    }

    [Fact]
    public void Store_of_a_newer_program_is_refused_with_both_versions()
    {
        Tracker.Open(_folder.Path).Dispose();
        Sqlite.Scalar(Database, "PRAGMA user_version = 99");

        var refused = Assert.Throws<TrackingException>(() => Tracker.Open(_folder.Path));

        Assert.Equal(
            $"{Database} has version 99, but this Cambium reads versions up to {Migrations.Latest}. It was written by a newer Cambium; update this one.",
            refused.Message);
    }

    [Theory]
    [InlineData("CREATE TABLE cats (name TEXT)")]
    [InlineData("PRAGMA application_id = 7")]
    public void Database_of_another_program_is_refused_and_left_alone(string statement)
    {
        Sqlite.Scalar(Database, statement);

        Assert.Equal(
            $"{Database} is not a store: it is another program's SQLite database. Open another folder.",
            Assert.Throws<TrackingException>(() => Tracker.Open(_folder.Path)).Message);
        Assert.Equal(0L, Sqlite.Scalar(Database, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'runs'"));
    }

    [Fact]
    public void File_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("this is a letter, not a database. ", 200));
        File.WriteAllText(Database, text);

        Assert.Equal(
            $"{Database} is not a store: it is no SQLite database. Open another folder, or move the file away to begin a new store.",
            Assert.Throws<TrackingException>(() => Tracker.Open(_folder.Path)).Message);
        Assert.Equal(text, File.ReadAllText(Database));
    }

    [Fact]
    public void Damaged_store_is_refused_naming_the_file()
    {
        WriteRuns(50);
        Sqlite.Scalar(Database, "PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = File.ReadAllBytes(Database);
        Array.Fill(bytes, (byte)0xEE, 4096, bytes.Length - 4096);
        File.WriteAllBytes(Database, bytes);

        var refused = Assert.Throws<TrackingException>(() =>
        {
            using var tracker = Tracker.Open(_folder.Path);
            tracker.Runs(1);
        });

        Assert.StartsWith($"{Database} is damaged (", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"Restore it from a copy, or recover what is left with: sqlite3 '{Database}' .recover", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_store_is_refused_naming_the_file()
    {
        WriteRuns(50);
        Sqlite.Scalar(Database, "PRAGMA wal_checkpoint(TRUNCATE)");
        using (var file = File.OpenWrite(Database))
        {
            file.SetLength(file.Length / 2);
        }

        var refused = Assert.Throws<TrackingException>(() =>
        {
            using var tracker = Tracker.Open(_folder.Path);
            tracker.Runs(1);
        });

        Assert.StartsWith($"{Database} is damaged (", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(_folder.File("file"), "x");

        Assert.ThrowsAny<IOException>(() => Tracker.Open(_folder.File("file")));
    }

    [Fact]
    public void Database_that_is_a_folder_is_refused()
    {
        Directory.CreateDirectory(Database);

        Assert.StartsWith($"{Database} cannot be used: ", Assert.Throws<IOException>(() => Tracker.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Blank_folder_is_refused() => Assert.Throws<ArgumentException>(() => Tracker.Open(" "));

    [Fact]
    public void Transaction_that_fails_leaves_nothing_behind()
    {
        using var database = SqliteDatabase.Open(Database);
        var store = new SqlRunStore(database, TimeProvider.System);
        var run = store.CreateRun(new NewRun(0, "r", "", 0, null, []));
        store.Log(run.Id, new RunBatch { Parameters = [new("b", "1")] });

        Assert.Throws<TrackingException>(() => store.Log(run.Id, new RunBatch
        {
            Parameters = [new("a", "1"), new("b", "2")],
            Metrics = [new("m", 1, 0, 0)],
            Tags = [new("t", "1")],
        }));

        var after = store.GetRun(run.Id);
        Assert.Equal([new("b", "1")], after.Parameters);
        Assert.Empty(after.Metrics);
        Assert.Equal(["mlflow.runName"], after.Tags.Select(tag => tag.Key));
    }

    [Fact]
    public void What_belongs_to_no_run_is_refused()
    {
        using var database = SqliteDatabase.Open(Database);
        var store = new SqlRunStore(database, TimeProvider.System);

        Assert.Equal(
            "Run with id=nobody not found",
            Assert.Throws<TrackingException>(() => store.Log("nobody", new RunBatch { Tags = [new("a", "1")] })).Message);
    }

    [Fact]
    public void Store_that_another_process_keeps_locked_is_refused_after_a_while()
    {
        using var database = SqliteDatabase.Open(Database, waitSeconds: 1);
        using var other = SqliteDatabase.Open(Database);
        var store = new SqlRunStore(database, TimeProvider.System);

        var refused = other.Write(_ => Assert.Throws<TrackingException>(() => store.NoteAlive("nobody")));

        Assert.Equal($"{Database} was locked by another process for 1 seconds. Find the process that hangs, end it, and try again.", refused.Message);
    }

    [Fact]
    public void Writers_that_wait_together_for_another_process_are_told_after_one_wait()
    {
        using var database = SqliteDatabase.Open(Database, waitSeconds: 1);
        using var other = SqliteDatabase.Open(Database);
        var store = new SqlRunStore(database, TimeProvider.System);

        var told = other.Write(_ =>
        {
            var waiting = Stopwatch.StartNew();
            var writers = Enumerable.Range(0, 8).Select(_ => new Thread(() => Assert.Throws<TrackingException>(() => store.NoteAlive("nobody")))).ToList();
            writers.ForEach(writer => writer.Start());
            writers.ForEach(writer => writer.Join());
            return waiting.Elapsed;
        });

        // Two groups: the first writer, and those that came meanwhile. One after the other would be eight seconds.
        Assert.True(told < TimeSpan.FromSeconds(6), $"The last was told after {told}.");
    }

    [Fact]
    public void Store_is_closed_while_another_process_keeps_it_locked()
    {
        using var other = SqliteDatabase.Open(Database);
        var database = SqliteDatabase.Open(Database, waitSeconds: 1);

        other.Write(_ =>
        {
            database.Dispose();
            return 0;
        });

        Assert.Throws<ObjectDisposedException>(() => database.Write(_ => 0));
    }

    void WriteRuns(int count)
    {
        using var tracker = Tracker.Open(_folder.Path);
        for (var i = 0; i < count; i++)
        {
            using var run = tracker.Start("e", $"run {i}");
            run.Log("auc", i);
            run.Tag("note", new string('x', 200));
        }
    }
}
