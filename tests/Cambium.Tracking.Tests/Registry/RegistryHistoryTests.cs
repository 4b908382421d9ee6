using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking.Tests;

public abstract class RegistryHistoryTests(StorePlace place) : RegistryFixture(place)
{
    IRegistryHistory History => Store.ModelHistory;

    IModelRegistry Ada => Models.ActingAs(new RegistryActor("ada", "It wins on the holdout"));

    [Fact]
    public void Each_change_stands_with_who_what_when_why_from_and_to()
    {
        Ada.CreateModel("m", "d", [new("k", "1")]);
        Ada.CreateVersion("m", From("s3://b/1"));
        Ada.CreateVersion("m", From("s3://b/2"));
        var moved = Tick();
        Ada.SetAlias("m", "champion", 1);
        Ada.SetAlias("m", "champion", 2);
        Ada.DescribeModel("m", "e");
        Ada.SetModelTag("m", "k", "2");
        Ada.DeleteModelTag("m", "k");
        Ada.DescribeVersion("m", 1, "first");
        Ada.SetVersionTag("m", 1, "t", "x");
        Ada.DeleteVersionTag("m", 1, "t");
        Ada.MoveToStage("m", 1, "staging", false);
        Ada.MoveToStage("m", 2, "Staging", true);
        Ada.DeleteAlias("m", "champion");
        Ada.SetAlias("m", "old", 1);
        Ada.DeleteVersion("m", 1);
        Ada.RenameModel("m", "n");
        Ada.DeleteModel("n");

        var events = History.Events(new HistoryQuery("m")).Items.Reverse().ToList();

        Assert.Equal(
            [
                "ModelCreated    > ", "VersionCreated 1   > s3://b/1", "VersionCreated 2   > s3://b/2",
                "AliasSet 1 champion  > 1", "AliasSet 2 champion 1 > 2", "ModelDescribed   d > e", "ModelTagSet  k 1 > 2", "ModelTagDeleted  k 2 > ",
                "VersionDescribed 1   > first", "VersionTagSet 1 t  > x", "VersionTagDeleted 1 t x > ",
                "StageMoved 1  None > Staging", "StageMoved 1  Staging > Archived", "StageMoved 2  None > Staging",
                "AliasDeleted 2 champion 2 > ", "AliasSet 1 old  > 1", "AliasDeleted 1 old 1 > ", "VersionDeleted 1   > ",
                "ModelRenamed   m > n", "ModelDeleted    > ",
            ],
            events.Select(e => $"{e.Change} {e.Version} {e.Key} {e.From} > {e.To}"));
        Assert.All(events, e => Assert.Equal(("ada", "It wins on the holdout"), (e.User, e.Reason)));
        Assert.Equal((moved, "m"), (events[3].Time, events[3].Model));
        Assert.Equal("n", events[^1].Model);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2500, 3)]
    [InlineData(1_000_000, 2)]
    public void Page_of_much_text_ends_before_and_goes_on_with_its_token(long most, int pages)
    {
        AddModel("m", 0);
        for (var i = 1; i < 6; i++)
        {
            Models.SetModelTag("m", $"k{i}", new string('x', 1000));
        }

        var history = new SqlRegistryHistory(Database) { MostCharacters = most };
        var (keys, read, token) = (new List<string?>(), 0, default(string));
        do
        {
            var page = history.Events(new HistoryQuery("m") { MaxResults = 4, PageToken = token });
            keys.AddRange(page.Items.Select(e => e.Key));
            read++;
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(["k5", "k4", "k3", "k2", "k1", null], keys);
        Assert.Equal(pages, read);
    }

    [Fact]
    public void What_changes_nothing_is_no_event()
    {
        AddModel("m", 1);
        Models.SetAlias("m", "a", 1);
        Models.SetModelTag("m", "k", "1");
        Models.SetVersionTag("m", 1, "k", "1");
        var before = History.Events(new HistoryQuery("m")).Items.Count;

        Models.SetAlias("m", "a", 1);
        Models.SetModelTag("m", "k", "1");
        Models.SetVersionTag("m", 1, "k", "1");
        Models.DeleteAlias("m", "b");
        Models.DeleteModelTag("m", "l");
        Models.DeleteVersionTag("m", 1, "l");
        Models.DescribeModel("m", null);
        Models.DescribeVersion("m", 1, null);
        Models.MoveToStage("m", 1, "None", false);
        Models.RenameModel("m", "m");
        Assert.Throws<TrackingException>(() => Models.SetAlias("m", "a", 2));

        Assert.Equal(before, History.Events(new HistoryQuery("m")).Items.Count);
    }

    [Fact]
    public void A_change_that_nobody_signs_has_an_empty_user()
    {
        AddModel("m", 0);

        Assert.Equal(("", null), History.Events(new HistoryQuery("m")).Items.Single() switch { var e => (e.User, e.Reason) });
        Refused(TrackingErrorCode.InvalidParameterValue, "'reason' exceeds the maximum length of 5000 characters", () => Models.ActingAs(new("ada", new string('r', 5001))));
        Refused(TrackingErrorCode.InvalidParameterValue, "'user' exceeds the maximum length of 255 characters", () => Models.ActingAs(new(new string('u', 256), null)));
    }

    [Fact]
    public void Pages_tell_the_last_first_and_each_once()
    {
        AddModel("m", 9);

        var first = History.Events(new HistoryQuery("m") { MaxResults = 4 });
        Models.SetAlias("m", "late", 1);
        var second = History.Events(new HistoryQuery("m") { MaxResults = 4, PageToken = first.NextToken });
        var third = History.Events(new HistoryQuery("m") { MaxResults = 4, PageToken = second.NextToken });

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1, null], first.Items.Concat(second.Items).Concat(third.Items).Select(e => e.Version));
        Assert.Null(third.NextToken);
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "Invalid page token, could not base64-decode",
            () => History.Events(new HistoryQuery("m") { PageToken = "!" }));
    }

    [Fact]
    public void One_alias_or_version_can_be_asked_for()
    {
        AddModel("m", 2);
        Models.SetAlias("m", "a", 1);
        Models.SetAlias("m", "b", 2);
        Models.SetAlias("m", "a", 2);
        Models.SetModelTag("m", "a", "no alias");

        Assert.Equal(["2", "1"], History.Events(new HistoryQuery("m") { Alias = "a" }).Items.Select(e => e.To));
        Assert.Equal(
            [RegistryChange.AliasSet, RegistryChange.VersionCreated], History.Events(new HistoryQuery("m") { Version = 1 }).Items.Select(e => e.Change));
    }

    [Fact]
    public void What_was_live_is_known_for_any_instant()
    {
        var start = Now;
        AddModel("m", 2);
        Models.MoveToStage("m", 1, "Production", false);
        var one = Tick();
        Models.SetAlias("m", "champion", 1);
        var two = Tick();
        Models.SetAlias("m", "champion", 2);
        Models.MoveToStage("m", 2, "Production", true);
        Tick();
        Models.RenameModel("m", "n");
        var four = Tick();
        Models.DeleteVersion("n", 2);

        Assert.Empty(History.At("m", start).Aliases);
        Assert.Equal(new() { [1] = "Production", [2] = "None" }, History.At("m", start).Stages.ToDictionary());
        Assert.Equal(new() { ["champion"] = 1 }, History.At("m", one).Aliases.ToDictionary());
        Assert.Equal(new() { ["champion"] = 1 }, History.At("m", two - 1).Aliases.ToDictionary());
        Assert.Equal(new() { ["champion"] = 2 }, History.At("m", two).Aliases.ToDictionary());
        Assert.Equal(new() { [1] = "Archived", [2] = "Production" }, History.At("m", two).Stages.ToDictionary());
        Assert.Equal(new() { ["champion"] = 2 }, History.At("n", four - 1).Aliases.ToDictionary());
        Assert.Empty(History.At("n", four).Aliases);
        Assert.Equal([1], History.At("n", four).Stages.Keys);
        Refused(
            TrackingErrorCode.ResourceDoesNotExist,
            $"There was no Registered Model with name=m at {Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}",
            () => History.At("m", four));
        Refused(
            TrackingErrorCode.ResourceDoesNotExist, "There was no Registered Model with name=m at 1970-01-01T00:00:00.000Z", () => History.At("m", 0));
        Refused(TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=never not found", () => History.At("never", four));
    }

    [Fact]
    public void A_name_that_another_model_bore_before_is_told_apart_by_time()
    {
        AddModel("m", 1);
        Models.SetAlias("m", "champion", 1);
        var first = Now;
        Tick();
        Models.DeleteModel("m");
        var between = Now;
        Tick();
        AddModel("m", 3);
        Models.SetAlias("m", "champion", 3);

        Assert.Equal(1, History.At("m", first).Aliases["champion"]);
        Assert.Throws<TrackingException>(() => History.At("m", between));
        Assert.Equal(3, History.At("m", Now).Aliases["champion"]);
    }

    [Fact]
    public void The_model_that_has_a_name_now_is_told_apart_from_those_before()
    {
        AddModel("m", 1);
        Models.SetAlias("m", "champion", 1);
        var first = Now;
        Models.DeleteModel("m");
        Tick();
        AddModel("n", 2);
        Models.SetAlias("n", "champion", 2);
        var named = Now;
        Tick();
        Models.RenameModel("n", "m");

        Assert.Equal(2, Assert.Single(History.AliasPeriods("m", onlyPresent: true)).Version);
        Assert.Equal(2, History.AliasPeriods("m").Count);
        Assert.DoesNotContain(History.Events(new HistoryQuery("m") { OnlyPresent = true }).Items, e => e.Change == RegistryChange.ModelDeleted);
        Assert.Equal(("n", 2), History.At("m", named, onlyPresent: true) switch { var moment => (moment.Model, moment.Aliases["champion"]) });
        Refused(
            TrackingErrorCode.ResourceDoesNotExist,
            $"There was no Registered Model with name=m at {DateTimeOffset.FromUnixTimeMilliseconds(first):yyyy-MM-ddTHH:mm:ss.fffZ}",
            () => History.At("m", first, onlyPresent: true));
        Refused(TrackingErrorCode.ResourceDoesNotExist, "Registered Model with name=n not found", () => History.AliasPeriods("n", onlyPresent: true));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "9223372036854775807 is no instant that a calendar has. Give milliseconds since 1970-01-01 UTC.",
            () => History.At("m", long.MaxValue));
    }

    [Fact]
    public void Periods_tell_how_long_an_alias_pointed_where_and_what_ended_it()
    {
        AddModel("m", 3);
        Models.SetAlias("m", "champion", 1);
        Models.SetAlias("m", "b", 3);
        Models.SetAlias("m", "champion", 2);
        Models.DeleteVersion("m", 2);
        Models.SetAlias("m", "champion", 3);
        Models.DeleteModel("m");

        Assert.Equal(
            ["champion 3 ModelDeleted", "champion 2 AliasDeleted", "b 3 ModelDeleted", "champion 1 AliasSet"],
            History.AliasPeriods("m").Select(period => $"{period.Alias} {period.Version} {period.Ended?.Change}"));
    }

    [Fact]
    public void Replaying_the_history_gives_what_the_registry_holds()
    {
        var random = new Random(20261122);
        AddModel("m", 3);
        for (var i = 0; i < 300; i++)
        {
            Change(random);
            if (i % 20 == 0)
            {
                var model = Models.GetModel("m");
                var moment = History.At("m", Now);
                Assert.Equal(model.Aliases.ToDictionary(), moment.Aliases.ToDictionary());
                Assert.Equal(
                    Models.SearchVersions(new SearchRequest()).Items.ToDictionary(version => version.Version, version => version.Stage), moment.Stages.ToDictionary());
                Assert.Equal(model.Aliases.Count, History.AliasPeriods("m").Count(period => period.Ended is null));
            }
        }
    }

    [Fact]
    public void Nobody_changes_or_deletes_what_happened()
    {
        AddModel("m", 1);

        foreach (var sql in new[] { "UPDATE registry_events SET user_id = 'eve'", "DELETE FROM registry_events" })
        {
            var e = Assert.Throws<IOException>(() => Database.Write(connection => connection.Execute(sql)));
            Assert.Contains("The history of the registry is ", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, History.Events(new HistoryQuery("m")).Items.Count);
    }

    void Change(Random random)
    {
        var versions = Models.SearchVersions(new SearchRequest()).Items.Select(version => version.Version).ToList();
        var version = versions[random.Next(versions.Count)];
        var alias = $"a{random.Next(4)}";
        switch (random.Next(8))
        {
            case 0:
                Models.CreateVersion("m", From("s3://b/p"));
                break;
            case 1 when versions.Count > 1:
                Models.DeleteVersion("m", version);
                break;
            case 2 or 3:
                Models.MoveToStage("m", version, random.Next(2) == 0 ? "Staging" : "Production", random.Next(2) == 0);
                break;
            case 4:
                Models.DeleteAlias("m", alias);
                break;
            default:
                Models.SetAlias("m", alias, version);
                break;
        }
    }

    public sealed class OnPostgres(PostgresServer server) : RegistryHistoryTests(new PostgresPlace(server));

    public sealed class OnSqlite() : RegistryHistoryTests(new SqlitePlace())
    {
        [Fact]
        public void The_history_of_an_earlier_store_begins_with_what_was_there()
        {
            using var folder = new StoreFolder();
            WriteEarlierStore(folder.File("cambium.db"));

            using var store = TrackingStore.OpenFolder(folder.Path, Clock);

            var events = store.ModelHistory.Events(new HistoryQuery("m")).Items;
            Assert.Equal(
                [RegistryChange.AliasSet, RegistryChange.StageMoved, RegistryChange.VersionCreated, RegistryChange.VersionCreated, RegistryChange.ModelCreated],
                events.Select(e => e.Change));
            Assert.All(events, e => Assert.Equal("There when the history began", e.Reason));
            var moment = store.ModelHistory.At("m", long.MaxValue / 2_000_000);
            Assert.Equal(2, moment.Aliases["champion"]);
            Assert.Equal(new() { [1] = "None", [2] = "Production" }, moment.Stages.ToDictionary());
        }

        static void WriteEarlierStore(string file)
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            foreach (var name in new[] { "sqlite/0001_runs_and_registry.sql", "sqlite/0002_mlflow.sql" })
            {
                using var stream = typeof(Tracker).Assembly.GetManifestResourceStream(name)!;
                using var reader = new StreamReader(stream);
                connection.Execute(reader.ReadToEnd());
            }

            connection.Execute(
                $"""
                PRAGMA journal_mode = WAL; PRAGMA application_id = {0x434D424D}; PRAGMA user_version = 2;
                INSERT INTO registered_models (id, name, created, updated, last_version) VALUES (7, 'm', 600, 600, 2);
                INSERT INTO model_versions (model_id, version, created, updated, stage, source, download_uri)
                VALUES (7, 1, 700, 700, 'None', 's', 's'), (7, 2, 800, 800, 'Production', 's', 's');
                INSERT INTO model_aliases VALUES (7, 'champion', 2);
                """);
        }
    }
}
