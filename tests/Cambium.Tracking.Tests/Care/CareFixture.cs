using System.Text;
using Dapper;

namespace Cambium.Tracking.Tests.Care;

/// <summary>A store of a test's own with a clock that moves when told, and short words for filling it.</summary>
public abstract class CareFixture : IDisposable
{
    readonly IDisposable _place;

    protected CareFixture()
    {
        Folder = new StoreFolder();
        _place = Folder;
        StorePath = Folder.File("store");
        Store = TrackingStore.OpenFolder(StorePath, Clock);
    }

    protected CareFixture(StorePlace place)
    {
        _place = place;
        Folder = place.Folder;
        StorePath = Folder.Path;
        Store = place.Open(Clock);
    }

    internal StoreFolder Folder { get; }

    internal string StorePath { get; }

    internal SteppedClock Clock { get; } = new();

    internal TrackingStore Store { get; }

    internal ISqlDatabase Database => StoreCare.DatabaseOf(Store);

    internal long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose()
    {
        Store.Dispose();
        _place.Dispose();
    }

    internal static GarbageScope Everything { get; } = new(TimeSpan.Zero, null, []);

    internal Garbage Find(GarbageScope? scope = null) => StoreCare.FindGarbage(Store, scope ?? Everything, Clock);

    internal GarbageRemoved Remove(GarbageScope? scope = null) => StoreCare.Remove(Store, Find(scope), Clock, TestContext.Current.CancellationToken);

    internal long Experiment(string name, params KeyValuePair<string, string>[] tags) => Store.Experiments.CreateExperiment(name, null, tags);

    /// <summary>A run with a metric, a parameter and a file of 4 bytes.</summary>
    internal RunRecord Run(long experiment, params KeyValuePair<string, string>[] tags)
    {
        var run = Store.Runs.CreateRun(new NewRun(experiment, "r", "", Now, null, tags));
        Store.Runs.Log(run.Id, new RunBatch { Metrics = [new("loss", 0.5, Now, 1)], Parameters = [new("depth", "3")] });
        Put($"{ArtifactUri.PathOf(run.ArtifactUri)}/model/MLmodel", "four");
        return run;
    }

    internal void End(RunRecord run) => Store.Runs.UpdateRun(run.Id, new RunChange(RunStatus.Finished, Now, null));

    internal LoggedModelRecord Model(long experiment, string? run = null)
    {
        var model = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(experiment, "net", null, run, [new("width", "7")], []));
        Put($"{ArtifactUri.PathOf(model.ArtifactUri)}/weights", "weights!");
        return Store.LoggedModels.FinalizeLoggedModel(model.Id, LoggedModelStatus.Ready);
    }

    internal void Put(string path, string text) => Store.Artifacts.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    internal int Rows(string table) => Database.Read(connection => connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM {table}"));

    internal List<string> Files() => [.. Store.Artifacts.ListAll("").Select(file => file.Path)];
}
