using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server.Tests;

/// <summary>A store with two experiments, a run and a model in each, and a second view of it as somebody else sees it.</summary>
sealed class GuardedRoom : IDisposable
{
    internal const string Model = "fraud";
    internal const string OtherModel = "churn";

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-guard-").FullName;
    readonly HttpContextAccessor _request = new() { HttpContext = new DefaultHttpContext() };

    internal GuardedRoom()
    {
        Store = PeopledServer.OpenStore(_folder, Time);
        People.Users.Add("os:test", "root", "correct horse battery", Role.Admin);
        (Experiment, Run, LoggedModel) = Fill("first", Model);
        (OtherExperiment, OtherRun, OtherLoggedModel) = Fill("second", OtherModel);
        Store.Traces!.StartTrace(Trace("old")); // an own store keeps traces
        Store.Traces.PutAssessment("old", new TraceAssessment("a-0", "{}"));
        Store.Scorers!.RegisterScorer(Experiment, "old", "{}"); // an own store keeps scorers
        Store.CallFrom(new RequestSurroundings(_request, new ServerOptions()));
        Refusals = new RefusalLog(People, Time);
        Guarded = GuardedStores.Over(Store, new Access(new CurrentCaller(_request), People, Store, Refusals));
    }

    internal SteppedTime Time { get; } = new();

    internal RefusalLog Refusals { get; }

    internal TrackingStore Store { get; }

    internal TrackingStore Guarded { get; }

    internal PeopleStores People => Store.People!; // an own store keeps people

    internal long Experiment { get; }

    internal string Run { get; }

    internal string LoggedModel { get; }

    internal long OtherExperiment { get; }

    internal string OtherRun { get; }

    internal string OtherLoggedModel { get; }

    /// <summary>A trace of the first experiment.</summary>
    internal TraceRecord Trace(string id) => new() { Id = id, ExperimentId = Experiment, Started = 1, State = "OK", Tags = [new("k", "v")] };

    /// <summary>From now on somebody asks who has a role where no grant speaks, and others on the first experiment and model.</summary>
    internal GuardedRoom As(Role role, Role? onFirst = null)
    {
        var grant = onFirst is { } given ? given : role;
        var rights = new AccessRights(
            role == Role.Admin,
            role,
            new Dictionary<long, Role> { [Experiment] = grant },
            new Dictionary<long, Role> { [People.Grants.ModelId(Model) ?? -1] = grant });
        CurrentCaller.Set(_request.HttpContext!, new Caller("ann", rights) { IsSignedIn = true }); // set above
        return this;
    }

    /// <summary>From now on a user of the store asks.</summary>
    internal GuardedRoom AsUser(string name)
    {
        var principal = People.Principals.OfUser(People.Users.Get(name).Id)!; // not disabled
        CurrentCaller.Set(_request.HttpContext!, new Caller(principal.Name, principal.Rights) { UserId = principal.UserId, IsSignedIn = true }); // set above
        return this;
    }

    public void Dispose()
    {
        Refusals.Dispose();
        Store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    (long Experiment, string Run, string LoggedModel) Fill(string name, string model)
    {
        var experiment = Store.Experiments.CreateExperiment(name, null, []);
        var run = Store.Runs.CreateRun(new NewRun(experiment, "one", "", 0, null, [])).Id;
        Store.Runs.Log(run, new RunBatch { Metrics = [new MetricValue("loss", 1, 0, 0)], Tags = [new("stage", "test")] });
        Store.Artifacts.Write($"{experiment}/{run}/artifacts/a.txt", stream => stream.WriteByte(1));
        var logged = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(experiment, "m", null, run, [], [new("k", "v")])).Id;
        Store.Models.CreateModel(model, null, [new("k", "v")]);
        Store.Models.CreateVersion(model, new NewVersion($"mlflow-artifacts:/{experiment}/{run}/artifacts/model", run, null, null, null, [new("k", "v")]));
        Store.Models.SetAlias(model, "champion", 1);
        Store.Experiments.SetExperimentTag(experiment, "k", "v");
        return (experiment, run, logged);
    }
}
