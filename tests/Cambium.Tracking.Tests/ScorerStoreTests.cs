namespace Cambium.Tracking.Tests;

public abstract class ScorerStoreTests(StorePlace place) : IDisposable
{
    readonly TrackingStore _store = place.Open(TimeProvider.System);

    IScorerStore Scorers => _store.Scorers!; // the store is this program's own

    public void Dispose()
    {
        _store.Dispose();
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Versions_are_counted_for_each_scorer_of_each_experiment()
    {
        var other = _store.Experiments.CreateExperiment("other", null, []);
        foreach (var (experiment, name) in new[] { (0L, "b"), (0, "a"), (0, "b"), (other, "b") })
        {
            Scorers.RegisterScorer(experiment, name, $"{experiment} {name}");
        }

        Assert.Equal([("a", 1), ("b", 2)], Scorers.ListScorers(0).Select(scorer => (scorer.Name, scorer.Version)));
        Assert.Equal([("b", 1)], Scorers.ListScorers(other).Select(scorer => (scorer.Name, scorer.Version)));
        Assert.Single(Scorers.ListScorerVersions(0, "b").Select(scorer => scorer.Id).Distinct());
        Assert.NotEqual(Scorers.GetScorer(0, "b", null).Id, Scorers.GetScorer(other, "b", null).Id);
        Assert.Throws<TrackingException>(() => Scorers.GetScorer(0, "B", null));
    }

    [Fact]
    public void Writers_that_come_together_get_a_number_each()
    {
        var versions = new long[8][];
        var threads = versions.Select((_, index) => new Thread(() => versions[index] = [.. Enumerable.Range(0, 10).Select(_ => Scorers.RegisterScorer(0, "s", "x").Version)])).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(Enumerable.Range(1, 80).Select(number => (long)number), versions.SelectMany(numbers => numbers).Order());
    }

    [Fact]
    public void A_number_is_not_given_again_while_the_scorer_is_there()
    {
        Scorers.RegisterScorer(0, "s", "1");
        Scorers.RegisterScorer(0, "s", "2");

        Scorers.DeleteScorer(0, "s", 2);
        Assert.Equal(3, Scorers.RegisterScorer(0, "s", "3").Version);
        Scorers.DeleteScorer(0, "s", null);

        Assert.Empty(Scorers.ListScorers(0));
        Assert.Equal(1, Scorers.RegisterScorer(0, "s", "1").Version);
        var refusal = Assert.Throws<TrackingException>(() => Scorers.DeleteScorer(0, "s", 2));
        Assert.Equal((TrackingErrorCode.ResourceDoesNotExist, "Scorer with name 's' and version 2 not found for experiment 0."), (refusal.Code, refusal.Message));
    }

    public sealed class OnSqlite() : ScorerStoreTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : ScorerStoreTests(new PostgresPlace(server));
}
