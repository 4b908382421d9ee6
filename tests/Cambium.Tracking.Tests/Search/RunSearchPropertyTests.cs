using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

/// <summary>Searches of random runs find what a plain look through all of them finds, in the same order.</summary>
public abstract class RunSearchPropertyTests(StorePlace place)
{
    static readonly double[] Numbers = [-1, 0, 0.5, 1, double.NaN];
    static readonly string[] Texts = ["", "a", "A", "ab", "b%", "_", "10", "9"];
    static readonly string[] NumberComparators = ["=", "!=", "<", "<=", ">", ">="];
    static readonly string[] TextComparators = ["=", "!=", "LIKE", "ILIKE"];

    [Fact]
    public void Search_finds_what_a_plain_look_finds()
    {
        using var stores = new SearchStores(place);
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261122, 5),
            Prop.ForAll(Runs.ToArbitrary(), Searches.ArrayOf(12).ToArbitrary(), (runs, searches) =>
            {
                var experiment = stores.Experiments.CreateExperiment(Guid.NewGuid().ToString(), null, []);
                var ids = runs.ToDictionary(run => stores.AddRun("run", run.Started, run.Batch(), experiment));
                foreach (var search in searches)
                {
                    var filter = string.Join(" AND ", search.Clauses.Select(clause => clause.Text));
                    var orders = search.Orders.DistinctBy(order => order.Key).ToArray();
                    var request = new SearchRequest { Filter = filter, OrderBy = [.. orders.Select(order => order.Text)] };
                    var found = stores.Runs.SearchRuns(new RunSearch([experiment], LifecycleView.Active, request));

                    Assert.Equal(Plain(ids, search.Clauses, orders), found.Items.Select(run => run.Id));
                }
            }));
    }

    static Gen<RandomRun[]> Runs =>
        (from started in Gen.Choose(0, 3)
         from metric in Gen.Elements(Numbers.Select(number => (double?)number).Append(null))
         from parameter in Gen.Elements(Texts.Append(null))
         from tag in Gen.Elements(Texts.Append(null))
         select new RandomRun(started, metric, parameter, tag)).ArrayOf(15);

    static Gen<(Clause[] Clauses, Order[] Orders)> Searches =>
        from clauses in Gen.Choose(0, 2).SelectMany(count => Clauses.ArrayOf(count))
        from orders in Gen.Choose(0, 3).SelectMany(count => Orders.ArrayOf(count))
        select (clauses, orders);

    static Gen<Clause> Clauses => Gen.OneOf(
        from comparator in Gen.Elements(NumberComparators)
        from value in Gen.Elements(Numbers[..4])
        from ofTime in Gen.Elements(true, false, false)
        select ofTime
            ? new Clause($"start_time {comparator} {value}", run => Holds(run.Started, comparator, value))
            : new Clause($"metrics.m {comparator} {value}", run => run.Metric is { } metric && Holds(metric, comparator, value)),
        from comparator in Gen.Elements(TextComparators)
        from value in Gen.Elements(Texts)
        from ofTag in Gen.Elements(true, false)
        select ofTag
            ? new Clause($"tags.t {comparator} '{value}'", run => run.Tag is { } tag && Holds(tag, comparator, value))
            : new Clause($"params.p {comparator} '{value}'", run => run.Parameter is { } parameter && Holds(parameter, comparator, value)));

    static Gen<Order> Orders =>
        from key in Gen.Elements("metrics.m", "params.p", "tags.t", "start_time")
        from isAscending in ArbMap.Default.GeneratorFor<bool>()
        select new Order(key, isAscending);

    static bool Holds(double value, string comparator, double other) => comparator switch
    {
        "=" => value == other,
        "!=" => value != other,
        "<" => value < other,
        "<=" => value <= other,
        ">" => value > other,
        _ => value >= other,
    };

    static bool Holds(string value, string comparator, string other) => comparator switch
    {
        "=" => value == other,
        "!=" => value != other,
        "LIKE" => LikePattern.Matches(value, other, ignoresCase: false),
        _ => LikePattern.Matches(value.ToUpperInvariant(), other.ToUpperInvariant(), ignoresCase: false),
    };

    static IEnumerable<string> Plain(Dictionary<string, RandomRun> runs, Clause[] clauses, Order[] orders)
    {
        var found = runs.Where(run => clauses.All(clause => clause.Holds(run.Value))).OrderBy(_ => 0);
        foreach (var order in orders)
        {
            found = order.Key switch
            {
                "metrics.m" => Then(found.ThenBy(run => run.Value.Metric switch { null => 2, double.NaN => 1, _ => 0 }), order, run => run.Value.Metric is double.NaN ? 0 : run.Value.Metric ?? 0),
                "params.p" => Then(found.ThenBy(run => run.Value.Parameter is null), order, run => run.Value.Parameter, StringComparer.Ordinal),
                "tags.t" => Then(found.ThenBy(run => run.Value.Tag is null), order, run => run.Value.Tag, StringComparer.Ordinal),
                _ => Then(found, order, run => run.Value.Started),
            };
        }

        return found.ThenByDescending(run => run.Value.Started).ThenBy(run => run.Key, StringComparer.Ordinal).Select(run => run.Key);
    }

    static IOrderedEnumerable<KeyValuePair<string, RandomRun>> Then<T>(
        IOrderedEnumerable<KeyValuePair<string, RandomRun>> runs, Order order, Func<KeyValuePair<string, RandomRun>, T> key, IComparer<T>? comparer = null) =>
        order.Ascending ? runs.ThenBy(key, comparer) : runs.ThenByDescending(key, comparer);

    public sealed class OnSqlite() : RunSearchPropertyTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : RunSearchPropertyTests(new PostgresPlace(server));

    public sealed record RandomRun(int Started, double? Metric, string? Parameter, string? Tag)
    {
        internal RunBatch Batch() => new()
        {
            Metrics = Metric is { } value ? [new MetricValue("m", 7, 0, 0), new MetricValue("m", value, 0, 1)] : [],
            Parameters = Parameter is null ? [] : [new("p", Parameter)],
            Tags = Tag is null ? [] : [new("t", Tag)],
        };
    }

    public sealed record Clause(string Text, Func<RandomRun, bool> Holds);

    public sealed record Order(string Key, bool Ascending)
    {
        internal string Text => $"{Key} {(Ascending ? "ASC" : "DESC")}";
    }
}
