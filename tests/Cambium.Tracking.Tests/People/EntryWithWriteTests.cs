using Dapper;

namespace Cambium.Tracking.Tests;

/// <summary>Entries of the audit log that are written with an act, on each of the databases.</summary>
public abstract class EntryWithWriteTests : IDisposable
{
    readonly StorePlace _place;
    readonly TrackingStore _one;
    readonly TrackingStore _two;

    protected EntryWithWriteTests(StorePlace place)
    {
        _place = place;
        _one = place.Open(TimeProvider.System);
        _two = place.Open(TimeProvider.System);
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Many_writers_of_two_servers_leave_a_whole_chain_with_one_entry_an_act()
    {
        const int Writers = 8, Acts = 10;
        foreach (var store in new[] { _one, _two })
        {
            store.CallFrom(new Bringing(store));
        }

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                var store = writer % 2 == 0 ? _one : _two;
                for (var act = 0; act < Acts; act++)
                {
                    // The first writes in turn, the second beside others.
                    store.Experiments.CreateExperiment($"{writer}-{act}", null, []);
                    store.Runs.CreateRun(new NewRun(0, $"{writer}-{act}", "", 0, null, []));
                    Assert.Throws<TrackingException>(() => store.Experiments.CreateExperiment($"{writer}-{act}", null, []));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Equal(new AuditVerdict(_one.People!.Audit.Head(), null), _two.People!.Audit.Verify()); // own stores keep people
        Assert.Equal(2L * Writers * Acts, _one.People.Audit.Head().Number);
    }

    [Fact]
    public void Entry_that_cannot_be_written_takes_its_act_with_it()
    {
        _one.CallFrom(new Bringing(_one));
        StoreCare.DatabaseOf(_two).Write(connection => connection.Execute("ALTER TABLE audit_entries RENAME TO audit_elsewhere"));

        Assert.Throws<IOException>(() => _one.Experiments.CreateExperiment("lost", null, []));
        Assert.Throws<IOException>(() => _one.Runs.CreateRun(new NewRun(0, "lost", "", 0, null, [])));

        StoreCare.DatabaseOf(_two).Write(connection => connection.Execute("ALTER TABLE audit_elsewhere RENAME TO audit_entries"));
        Assert.Null(_two.Experiments.FindExperiment("lost"));
        Assert.Equal(0, _two.Runs.CountRuns(new RunSearch([0], LifecycleView.All, new SearchRequest())));
        _one.Experiments.CreateExperiment("lost", null, []);
        Assert.Equal(1, _two.People!.Audit.Head().Number); // an own store keeps people
    }

    /// <summary>Every write is an act.</summary>
    sealed class Bringing(TrackingStore store) : CallSurroundings
    {
        internal override EntryWithWrite EntryOfWrite() => new(store.People!.Audit, _ => new AuditDraft("ann", "act", "store", AuditDraft.Done)); // an own store keeps people
    }

    public sealed class OnSqlite() : EntryWithWriteTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : EntryWithWriteTests(new PostgresPlace(server));
}
