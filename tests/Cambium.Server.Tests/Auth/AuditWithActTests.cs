using System.Text;
using Cambium.Tracking;
using Dapper;

namespace Cambium.Server.Tests;

public sealed class AuditWithActTests : IDisposable
{
    static readonly Dictionary<string, Action<GuardedRoom>> Acts = new()
    {
        ["experiment.create"] = room => room.Guarded.Experiments.CreateExperiment("third", null, [new("k", "v")]),
        ["experiment.rename"] = room => room.Guarded.Experiments.RenameExperiment(room.Experiment, "renamed"),
        ["experiment.delete"] = room => room.Guarded.Experiments.DeleteExperiment(room.Experiment),
        ["run.delete"] = room => room.Guarded.Runs.DeleteRun(room.Run),
        ["logged-model.delete"] = room => room.Guarded.LoggedModels.DeleteLoggedModel(room.LoggedModel),
        ["model.create"] = room => room.Guarded.Models.CreateModel("third", "d", [new("k", "v")]),
        ["model.rename"] = room => room.Guarded.Models.RenameModel(GuardedRoom.Model, "renamed"),
        ["model.delete"] = room => room.Guarded.Models.DeleteModel(GuardedRoom.Model),
        ["alias.set"] = room => room.Guarded.Models.SetAlias(GuardedRoom.Model, "shadow", 1),
        ["alias.delete"] = room => room.Guarded.Models.DeleteAlias(GuardedRoom.Model, "champion"),
        ["version.create"] = room => room.Guarded.Models.CreateVersion(GuardedRoom.Model, new NewVersion("s3://bucket/model", null, null, null, null, [])),
        ["version.delete"] = room => room.Guarded.Models.DeleteVersion(GuardedRoom.Model, 1),
        ["stage.move"] = room => room.Guarded.Models.MoveToStage(GuardedRoom.Model, 1, "Production", true),
        ["policy.set"] = room => room.Guarded.Gates.SetPolicy(GuardedRoom.Model, new AliasPolicy("next", [], 1), RegistryActor.Unknown),
        ["traces.delete"] = room => room.Guarded.Traces!.DeleteTraces(room.Experiment, ["old"]), // an own store keeps traces
        ["scorer.delete"] = room => room.Guarded.Scorers!.DeleteScorer(room.Experiment, "old", null), // an own store keeps scorers
        ["webhook.create"] = room => room.Guarded.Webhooks!.CreateWebhook( // an own store keeps webhooks
            new WebhookChange { Name = "w", Url = "https://example.org/", Events = [WebhookEvents.All[0]] }, new WebhookSettings()),
    };

    readonly GuardedRoom _room = new();

    public static IEnumerable<TheoryDataRow<string>> AllActs => Acts.Keys.Select(act => new TheoryDataRow<string>(act));

    public void Dispose() => _room.Dispose();

    [Theory]
    [MemberData(nameof(AllActs))]
    public void An_act_and_its_entry_are_written_both_or_neither(string act)
    {
        _room.As(Role.Admin);
        var before = Content();
        Execute("CREATE TRIGGER no_entry BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no entry'); END");

        Assert.Contains("no entry", Assert.Throws<IOException>(() => Acts[act](_room)).Message, StringComparison.Ordinal);

        Execute("DROP TRIGGER no_entry");
        Assert.Equal(before, Content());
        Acts[act](_room);
        Assert.NotEqual(before, Content());
        Assert.Equal(("ann", act, "done"), Last());
        Assert.True(_room.People.Audit.Verify().IsWhole);
    }

    [Fact]
    public void What_no_transaction_holds_is_in_the_log_before_it_is_begun()
    {
        _room.As(Role.Admin);
        Execute("CREATE TRIGGER no_entry BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no entry'); END");

        Assert.Throws<IOException>(() => _room.Guarded.Artifacts.Delete($"{_room.Experiment}/{_room.Run}/artifacts/a.txt"));

        Assert.NotEmpty(_room.Store.Artifacts.List($"{_room.Experiment}/{_room.Run}/artifacts"));
        Execute("DROP TRIGGER no_entry");
        _room.Guarded.Artifacts.Delete($"{_room.Experiment}/{_room.Run}/artifacts/a.txt");
        Assert.Equal(["done", "begun"], _room.People.Audit.Read(null, 2).Select(entry => entry.Outcome));
        Assert.Equal(("ann", "artifact.delete", "done"), Last());
    }

    [Fact]
    public void Whatever_fails_is_in_the_log_as_failed()
    {
        _room.As(Role.Admin);
        var access = new Access(new CurrentCaller(new Microsoft.AspNetCore.Http.HttpContextAccessor()), _room.People, _room.Store, _room.Refusals);

        Assert.Throws<OperationCanceledException>(() => access.DoOutside("artifact.delete", "artifact:x", () => throw new OperationCanceledException()));
        Assert.Equal(["failed", "begun"], _room.People.Audit.Read(null, 2).Select(entry => entry.Outcome));
    }

    [Fact]
    public void What_was_counted_is_entered_when_the_server_stops()
    {
        _room.As(Role.None);
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<TrackingException>(() => _room.Guarded.Experiments.GetExperiment(100 + i));
        }

        Assert.Equal("refused", Last().Outcome);
        _room.Refusals.Dispose();

        Assert.Equal(
            ["experiment:100 needs viewer", "several 2 more in the same minute"],
            _room.People.Audit.Read(null, 2).Reverse().Select(entry => $"{entry.Subject} {entry.Details}"));
    }

    (string Actor, string Action, string Outcome) Last()
    {
        var entry = _room.People.Audit.Read(null, 1)[0];
        return (entry.Actor, entry.Action, entry.Outcome);
    }

    /// <summary>All rows of all tables but those that tell the version of rights.</summary>
    string Content() => StoreCare.DatabaseOf(_room.Store).Read(connection =>
    {
        var text = new StringBuilder();
        foreach (var table in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").AsList())
        {
            foreach (var row in connection.Query($"SELECT * FROM {table}").Cast<IDictionary<string, object?>>())
            {
                text.Append(table).Append(": ").AppendJoin('|', row.Values).AppendLine();
            }
        }

        return text.ToString();
    });

    void Execute(string sql) => StoreCare.DatabaseOf(_room.Store).Write(connection => connection.Execute(sql));
}
