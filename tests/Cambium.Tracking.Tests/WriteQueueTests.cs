using Dapper;

namespace Cambium.Tracking.Tests;

public sealed class WriteQueueTests : IDisposable
{
    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writer_that_fails_among_others_is_told_alone_and_the_others_are_written_once()
    {
        using var database = SqliteDatabase.Open(_folder.File("cambium.db"));
        using var isTaken = new ManualResetEventSlim();
        using var mayGoOn = new ManualResetEventSlim();
        var failures = new Exception?[6];
        var threads = Enumerable.Range(0, failures.Length).Select(number => new Thread(() => failures[number] = Record.Exception(() => database.Write(connection =>
        {
            connection.Execute("INSERT INTO metric_keys (name) VALUES (@name)", new { name = $"writer {number}" });
            if (number == 0)
            {
                isTaken.Set();
                mayGoOn.Wait();
            }

            return number == 3 ? throw new TrackingException("Writer 3 changed its mind.") : number;
        })))).ToArray();

        threads[0].Start();
        isTaken.Wait(TestContext.Current.CancellationToken);
        Array.ForEach(threads[1..], thread => thread.Start());
        Assert.True(SpinWait.SpinUntil(() => threads[1..].All(thread => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)), TimeSpan.FromSeconds(20)));
        mayGoOn.Set();
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal("Writer 3 changed its mind.", Assert.IsType<TrackingException>(failures[3]).Message);
        Assert.All(failures.Where((_, number) => number != 3), Assert.Null);
        Assert.Equal(
            ["writer 0", "writer 1", "writer 2", "writer 4", "writer 5"],
            database.Read(connection => connection.Query<string>("SELECT name FROM metric_keys ORDER BY name").ToArray()));
    }
}
