namespace Cambium.Tracking.Tests;

/// <summary>Models with versions, and people who ask for and approve that an alias is moved.</summary>
public abstract class AliasGateFixture(StorePlace place) : RegistryFixture(place)
{
    private protected static readonly RegistryActor Ada = new("ada", "It wins");
    private protected static readonly RegistryActor Bob = new("bob", "I looked at the report");
    private protected static readonly RegistryActor Eve = new("eve", null);

    private protected IAliasGates Gates => Store.Gates;

    protected void AddStored(string name, int versions)
    {
        Models.CreateModel(name, null, []);
        for (var i = 0; i < versions; i++)
        {
            Models.CreateVersion(name, From("mlflow-artifacts:/0/run/artifacts/model"));
        }
    }

    /// <summary>A model with one version, whose run and logged model measured something.</summary>
    protected void AddMeasured(string name, double auc)
    {
        var logged = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(0, null, null, null, [], [])).Id;
        var run = Store.Runs.CreateRun(new NewRun(0, null, "", 0, null, [])).Id;
        Store.Runs.Log(run, new RunBatch
        {
            Metrics =
            [
                new("roc_auc", auc, 1, 0), new("broken", double.NaN, 1, 0), new("only_model", 0.3, 1, 0) { ModelId = logged },
            ],
            Parameters = [new("depth", "3")],
            Tags = [new("team", "risk"), new("both", "run")],
        });
        Store.Runs.Log(run, new RunBatch { Metrics = [new("only_model", 0.5, 2, 1) { ModelId = logged }] });
        Models.CreateModel(name, null, []);
        Models.CreateVersion(name, From($"models:/{logged}", new KeyValuePair<string, string>("both", "version")) with { RunId = run, ModelId = logged });
    }

    protected void LogMetric(string name, double auc) =>
        Store.Runs.Log(Models.GetVersion(name, 1).RunId!, new RunBatch { Metrics = [new("roc_auc", auc, 2, 1)] });
}
