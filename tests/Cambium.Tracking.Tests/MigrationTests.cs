using Dapper;
using Microsoft.Data.Sqlite;

namespace Cambium.Tracking.Tests;

/// <summary>Stores of earlier versions are brought to this one, and nothing of them is lost.</summary>
public sealed class MigrationTests : IDisposable
{
    const string RunId = "0123456789abcdef0123456789abcdef";

    readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Store_of_the_first_version_keeps_what_it_holds()
    {
        WriteFirstVersion();

        using var tracker = Tracker.Open(_folder.Path);

        var experiment = Assert.Single(tracker.Experiments());
        Assert.Equal((1, "mortgages", 1), (experiment.Id, experiment.Name, experiment.RunCount));
        var run = Assert.Single(tracker.Runs(1));
        Assert.Equal((RunId, "trees", RunStatus.Finished), (run.Id, run.Name, run.Status));
        Assert.Equal((1000, 2000), (run.Started.ToUnixTimeMilliseconds(), run.Ended!.Value.ToUnixTimeMilliseconds()));
        Assert.Equal([new("depth", "3")], run.Parameters);
        Assert.Equal([new("note", "good")], run.Tags);
        Assert.Equal(["auc", "loss"], run.Metrics.Keys);
        Assert.Equal(double.NaN, run.Metrics["auc"]);
        Assert.Equal(1 / 2001.0, run.Metrics["loss"]);
    }

    [Fact]
    public void Points_of_the_first_version_are_all_there()
    {
        WriteFirstVersion();

        using var tracker = Tracker.Open(_folder.Path);

        var losses = tracker.MetricHistory(RunId, "loss");
        Assert.Equal(Enumerable.Range(0, 2001).Select(step => ((long)step, 1 / (step + 1.0))), losses.Select(point => (point.Step, point.Value)));
        Assert.Equal([double.NaN], tracker.MetricHistory(RunId, "auc").Select(point => point.Value));
    }

    [Fact]
    public void Models_of_the_first_version_are_found_where_they_lie()
    {
        WriteFirstVersion();
        Directory.CreateDirectory(_folder.File($"artifacts/1/{RunId}/model"));
        File.WriteAllText(_folder.File($"artifacts/1/{RunId}/model/MLmodel"), "");

        using var tracker = Tracker.Open(_folder.Path);

        var version = tracker.FindVersion("mortgages@champion");
        Assert.Equal((2, RunId), (version.Version, version.RunId));
        Assert.Equal(_folder.File($"artifacts/1/{RunId}/model"), tracker.FetchModel(version));
        Assert.Equal("model/MLmodel", Assert.Single(tracker.Artifacts(RunId)).Path);
        Assert.Equal(4, tracker.Register("mortgages", RunId).Version);
    }

    [Fact]
    public void New_store_has_the_default_experiment_of_other_clients()
    {
        using var tracker = Tracker.Open(_folder.Path);

        Assert.Equal((0, "Default"), (tracker.Store.Experiments.GetExperiment(0).Id, tracker.Store.Experiments.FindExperiment("Default")!.Name));
        Assert.Empty(tracker.Experiments());
    }

    [Fact]
    public void Default_experiment_is_made_only_where_there_is_none()
    {
        WriteFirstVersion();

        using var tracker = Tracker.Open(_folder.Path);

        Assert.Null(tracker.Store.Experiments.FindExperiment("Default"));
    }

    /// <summary>A store as the first version wrote it: one run with 2,001 points of one metric and NaN of another, three versions of a model of which the last was deleted.</summary>
    void WriteFirstVersion()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("cambium.db")};Pooling=False");
        connection.Open();
        using var stream = typeof(Tracker).Assembly.GetManifestResourceStream("sqlite/0001_runs_and_registry.sql")!;
        using var reader = new StreamReader(stream);
        connection.Execute(reader.ReadToEnd());
        connection.Execute(
            $"""
            PRAGMA journal_mode = WAL; PRAGMA application_id = {0x434D424D}; PRAGMA user_version = 1;
            INSERT INTO experiments (name, created) VALUES ('mortgages', 500);
            INSERT INTO runs VALUES ('{RunId}', 1, 'trees', 'FINISHED', 1000, 2000, 2000, 'here', 1, 1);
            INSERT INTO parameters VALUES ('{RunId}', 'depth', '3');
            INSERT INTO tags VALUES ('{RunId}', 'note', 'good');
            INSERT INTO metrics VALUES (1, '{RunId}', 'loss', 2000, 3000, 1 / 2001.0, 0), (2, '{RunId}', 'auc', 0, 1500, 0, 1);
            INSERT INTO metric_points
            WITH RECURSIVE steps (step) AS (SELECT 0 UNION ALL SELECT step + 1 FROM steps WHERE step < 2000)
            SELECT 1, step, 1000 + step, 1 / (step + 1.0), 0 FROM steps;
            INSERT INTO metric_points VALUES (2, 0, 1500, 0, 1);
            INSERT INTO registered_models VALUES (1, 'mortgages', 600, 3);
            INSERT INTO model_versions VALUES (1, 1, 700, '{RunId}'), (1, 2, 800, '{RunId}');
            INSERT INTO model_aliases VALUES (1, 'champion', 2);
            """);
    }
}
