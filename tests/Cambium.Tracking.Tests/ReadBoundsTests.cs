using Dapper;

namespace Cambium.Tracking.Tests;

/// <summary>Reads that would go on for ever, on each of the databases.</summary>
public abstract class ReadBoundsTests : IDisposable
{
    const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT (i + 1) % 1000 FROM n) SELECT COUNT(*) FROM n";

    readonly StorePlace _place;
    readonly TrackingStore _store;
    readonly ISqlDatabase _database;
    readonly CancellationTokenSource _aborted = new();

    protected ReadBoundsTests(StorePlace place)
    {
        _place = place;
        _store = place.Open(TimeProvider.System);
        _database = StoreCare.DatabaseOf(_store);
    }

    public void Dispose()
    {
        _store.Dispose();
        _place.Dispose();
        _aborted.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void What_takes_too_long_is_stopped_and_the_connection_is_as_good_as_before()
    {
        _store.CallFrom(new Bounded(TimeSpan.FromMilliseconds(200), _aborted.Token));

        const string Advice = " Whoever runs the server can give more time with --read-seconds.";
        Assert.Equal("What was to be read took longer than 0.2 seconds and was stopped. Ask for less at a time." + Advice, Refusal(null));
        Assert.Equal(
            "The search of numbers took longer than 0.2 seconds and was stopped. Narrow it: search fewer experiments, compare with = in place of LIKE and ILIKE, "
                + "and put the comparisons of fewer keys into it." + Advice,
            Refusal(() => "The search of numbers"));
    }

    [Fact]
    public void What_nobody_waits_for_is_stopped()
    {
        _store.CallFrom(new Bounded(TimeSpan.FromMinutes(10), _aborted.Token));
        _aborted.CancelAfter(200);

        Assert.Equal("Nobody waits for what was read any more.", Assert.ThrowsAny<OperationCanceledException>(() => ReadEndlessly(null)).Message);

        _store.CallFrom(CallSurroundings.None);
        Assert.Equal(7, _database.Read(connection => connection.ExecuteScalar<int>("SELECT 7")));
    }

    [Fact]
    public void Many_reads_for_one_request_have_no_more_time_than_one()
    {
        _store.CallFrom(new OneRequest(TimeSpan.FromMilliseconds(400)));
        ReadFor(0);

        // What is done between reads does not count.
        Thread.Sleep(500);
        ReadFor(250);
        ReadFor(250);
        var refusal = Assert.Throws<TrackingException>(() => ReadFor(0));

        Assert.Equal(TrackingErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Equal(
            "What was to be read took longer than 0.4 seconds and was stopped. Ask for less at a time. Whoever runs the server can give more time with --read-seconds.", refusal.Message);
        _store.CallFrom(new OneRequest(TimeSpan.FromMilliseconds(400)));
        ReadFor(0);

        void ReadFor(int milliseconds) => _database.Read(_ =>
        {
            Thread.Sleep(milliseconds);
            return 0;
        });
    }

    [Fact]
    public void Search_that_takes_too_long_says_what_it_was()
    {
        var search = new SearchRequest { Filter = "tags.a LIKE '%b%'", OrderBy = ["metrics.m DESC"] };

        Assert.Equal("The search of runs in 2 experiments with the filter \"tags.a LIKE '%b%'\", ordered by metrics.m DESC,", SearchText.Of("runs", search, 2));
        Assert.Equal("The search of experiments without a filter", SearchText.Of("experiments", new SearchRequest()));
        Assert.Equal($"The search of traces in 1 experiment with the filter \"{new string('x', 300)}…\"", SearchText.Of("traces", new SearchRequest { Filter = new string('x', 5000) }, 1));
    }

    string Refusal(Func<string>? what)
    {
        var refusal = Assert.Throws<TrackingException>(() => ReadEndlessly(what));
        Assert.Equal(TrackingErrorCode.InvalidParameterValue, refusal.Code);
        Assert.Equal(7, _database.Read(connection => connection.ExecuteScalar<int>("SELECT 7")));
        return refusal.Message;
    }

    void ReadEndlessly(Func<string>? what) => _database.Read(connection => connection.ExecuteScalar<long>(Endless), what);

    sealed class OneRequest(TimeSpan limit) : CallSurroundings
    {
        readonly ReadTime _taken = new();

        internal override ReadBounds BoundsOfRead() => new(limit, CancellationToken.None, _taken);
    }

    sealed class Bounded(TimeSpan limit, CancellationToken aborted) : CallSurroundings
    {
        internal override ReadBounds BoundsOfRead() => new(limit, aborted);
    }

    public sealed class OnSqlite() : ReadBoundsTests(new SqlitePlace())
    {
        [Fact]
        public void Who_waits_too_long_for_a_connection_is_told_to_try_again()
        {
            using var busy = new CountdownEvent(Environment.ProcessorCount + 2);
            using var done = new ManualResetEventSlim();
            var readers = Enumerable.Range(0, busy.InitialCount).Select(_ => new Thread(() => _database.Read(_ =>
            {
                busy.Signal();
                done.Wait();
                return 0;
            }))).ToList();
            readers.ForEach(reader => reader.Start());
            busy.Wait(TestContext.Current.CancellationToken);
            _store.CallFrom(new Bounded(TimeSpan.FromMilliseconds(100), CancellationToken.None));

            var refusal = Assert.Throws<TrackingException>(() => _store.Experiments.CountRuns());

            Assert.Equal(TrackingErrorCode.TemporarilyUnavailable, refusal.Code);
            Assert.Equal("All connections that read the store were busy with other requests for 0.1 seconds. Try again.", refusal.Message);
            done.Set();
            readers.ForEach(reader => reader.Join());
        }

        [Fact]
        public void Page_of_runs_ends_before_the_answer_is_too_large_and_says_how_to_go_on()
        {
            var text = new string('x', 8000);
            for (var run = 0; run < 12; run++)
            {
                var id = _store.Runs.CreateRun(new NewRun(0, $"run {run}", "", run, null, [])).Id;

                // One alone is more than an answer should be.
                foreach (var batch in Enumerable.Range(0, run == 6 ? 5000 : 500).Chunk(100))
                {
                    _store.Runs.Log(id, new RunBatch { Tags = [.. batch.Select(i => KeyValuePair.Create($"t{i}", text))] });
                }
            }

            var (names, pages, token) = (new List<string>(), new List<int>(), default(string));
            do
            {
                var page = _store.Runs.SearchRuns(new RunSearch([0], LifecycleView.Active, new SearchRequest { MaxResults = 100, OrderBy = ["start_time"], PageToken = token }));
                names.AddRange(page.Items.Select(run => run.Name));
                pages.Add(page.Items.Count);
                token = page.NextToken;
            }
            while (token is not null);

            Assert.Equal(Enumerable.Range(0, 12).Select(run => $"run {run}"), names);
            Assert.Equal([6, 1, 5], pages);
        }
    }

    public sealed class OnPostgres(PostgresServer server) : ReadBoundsTests(new PostgresPlace(server));
}
