using Dapper;

namespace Cambium.Tracking.Tests.Care;

public sealed class GarbageTests : CareFixture
{
    [Fact]
    public void Search_says_what_would_go_and_changes_nothing()
    {
        var run = Run(Experiment("e"));
        Run(Experiment("other"));
        Store.Runs.DeleteRun(run.Id);
        var files = Files();

        var garbage = Find();

        Assert.Equal(new GarbageItem(run.Id, "r", 1, Now, new GarbageFiles($"1/{run.Id}", 1, 4)), Assert.Single(garbage.Runs));
        Assert.Equal(new GarbageRecords(1, 1, 1, 0), garbage.Records);
        Assert.Empty(garbage.Kept);
        Assert.Equal(files, Files());
        Assert.Equal(2, Rows("runs"));
    }

    [Fact]
    public void Deleted_run_goes_with_all_that_is_its_own()
    {
        var experiment = Experiment("e");
        var gone = Run(experiment);
        var stays = Run(experiment);
        Store.Runs.LogInputs(gone.Id, [new DatasetInput(new DatasetRecord("d", "1", "local", "{}", null, null), [new("k", "v")])], ["m-1"]);
        Store.Runs.LogOutputs(gone.Id, [new ModelOutput("m-2", 1)]);
        Store.Runs.DeleteRun(gone.Id);

        var removed = Remove();

        Assert.Equal(new GarbageRemoved { Runs = 1, Files = 1, Bytes = 4 }, removed);
        Assert.Throws<TrackingException>(() => Store.Runs.GetRun(gone.Id));
        Assert.Equal([$"1/{stays.Id}/artifacts/model/MLmodel"], Files());
        Assert.Equal((1, 1, 1, 1), (Rows("runs"), Rows("parameters"), Rows("latest_metrics"), Rows("metric_batches")));
        Assert.All(["dataset_inputs", "dataset_input_tags", "run_model_inputs", "run_model_outputs", "metric_chunks"], table => Assert.Equal(0, Rows(table)));
        Assert.False(Directory.Exists(Path.Combine(StorePath, "artifacts", "1", gone.Id)));
        Assert.True(Find().IsEmpty);
    }

    [Fact]
    public void What_was_deleted_of_late_is_left_alone()
    {
        var experiment = Experiment("e");
        var (old, young) = (Run(experiment), Run(experiment));
        Store.Runs.DeleteRun(old.Id);
        Clock.Advance(TimeSpan.FromDays(30));
        Store.Runs.DeleteRun(young.Id);

        Assert.Equal([old.Id], Find(Everything with { OlderThan = TimeSpan.FromDays(30) }).Runs.Select(run => run.Id));
        Assert.Empty(Find(Everything with { OlderThan = TimeSpan.FromDays(31) }).Runs);
    }

    [Fact]
    public void Only_what_is_named_goes()
    {
        var (first, second) = (Experiment("first"), Experiment("second"));
        var runs = new[] { Run(first), Run(first), Run(second) };
        foreach (var run in runs)
        {
            Store.Runs.DeleteRun(run.Id);
        }

        Put($"{first}/{new string('a', 32)}/artifacts/f", "x");

        Assert.Equal(new[] { runs[0].Id, runs[1].Id }.Order(StringComparer.Ordinal), Find(Everything with { ExperimentId = first }).Runs.Select(run => run.Id).Order(StringComparer.Ordinal));
        Assert.Equal([runs[2].Id], Find(Everything with { RunIds = [runs[2].Id] }).Runs.Select(run => run.Id));
        Assert.Empty(Find(Everything with { RunIds = [runs[2].Id] }).Orphans);
    }

    [Fact]
    public void Run_that_is_not_deleted_or_not_there_cannot_be_named()
    {
        var run = Run(0);

        var active = Assert.Throws<TrackingException>(() => Find(Everything with { RunIds = [run.Id] }));
        var unknown = Assert.Throws<TrackingException>(() => Find(Everything with { RunIds = ["abc"] }));

        Assert.Equal((TrackingErrorCode.InvalidState, $"Run {run.Id} is not marked deleted, and only such runs are removed. Delete it first."), (active.Code, active.Message));
        Assert.Equal((TrackingErrorCode.ResourceDoesNotExist, "There is no run 'abc'. Give the whole id of a run that is marked deleted."), (unknown.Code, unknown.Message));
    }

    [Fact]
    public void What_a_registered_version_points_at_stays_and_is_named()
    {
        var experiment = Experiment("e");
        var byId = Run(experiment);
        var byUri = Run(experiment);
        var model = Model(experiment);
        Store.Models.CreateModel("m", null, []);
        Store.Models.CreateVersion("m", new NewVersion("s3://elsewhere/x", byId.Id, null, null, null, []));
        Store.Models.CreateVersion("m", new NewVersion($"{byUri.ArtifactUri}/model", null, null, null, null, []));
        Store.Models.CreateVersion("m", new NewVersion($"models:/{model.Id}", null, null, null, null, []));
        Store.LoggedModels.DeleteLoggedModel(model.Id);
        Store.Experiments.DeleteExperiment(experiment);
        var files = Files();

        var garbage = Find();
        var removed = Remove();

        Assert.True(garbage.IsEmpty);
        Assert.Equal(
            new[]
            {
                new GarbageKept("run", byId.Id, "version 1 of 'm' points at it"),
                new GarbageKept("run", byUri.Id, "version 2 of 'm' points at it"),
                new GarbageKept("model", model.Id, "version 3 of 'm' points at it"),
                new GarbageKept("experiment", "1", "it holds runs or models that stay"),
            }.OrderBy(kept => kept.Id, StringComparer.Ordinal),
            garbage.Kept.OrderBy(kept => kept.Id, StringComparer.Ordinal));
        Assert.Equal(new GarbageRemoved(), removed);
        Assert.Equal(files, Files());
    }

    [Fact]
    public void What_is_registered_or_restored_between_search_and_removal_stays()
    {
        var experiment = Experiment("e");
        var (registered, restored, gone) = (Run(experiment), Run(experiment), Run(experiment));
        foreach (var run in new[] { registered, restored, gone })
        {
            Store.Runs.DeleteRun(run.Id);
        }

        var garbage = Find();
        Store.Models.CreateModel("m", null, []);
        Store.Models.CreateVersion("m", new NewVersion($"{registered.ArtifactUri}/model", null, null, null, null, []));
        Store.Runs.RestoreRun(restored.Id);
        var removed = StoreCare.Remove(Store, garbage, Clock, TestContext.Current.CancellationToken);

        Assert.Equal(new GarbageRemoved { Runs = 1, Files = 1, Bytes = 4, Spared = 2 }, removed);
        Assert.Equal(
            new[] { registered, restored }.Select(run => $"1/{run.Id}/artifacts/model/MLmodel").Order(StringComparer.Ordinal),
            Files());
    }

    [Fact]
    public void Deleted_experiment_goes_with_its_models_and_folder()
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("k", "v"));
        Run(experiment);
        Model(experiment);
        Put($"{experiment}/notes.txt", "people put this here");
        Store.Experiments.DeleteExperiment(experiment);

        var removed = Remove();

        Assert.Equal((1, 1, 1), (removed.Runs, removed.Models, removed.Experiments));
        Assert.Empty(Files());
        Assert.Equal((0, 0, 0), (Rows("experiment_tags"), Rows("logged_models"), Rows("logged_model_parameters")));
        Assert.Null(Store.Experiments.FindExperiment("e"));
    }

    [Fact]
    public void Experiment_whose_run_was_restored_stays()
    {
        var experiment = Experiment("e");
        var run = Run(experiment);
        Store.Experiments.DeleteExperiment(experiment);
        Store.Runs.RestoreRun(run.Id);

        Assert.True(Find().IsEmpty);
        Assert.Equal([new GarbageKept("experiment", "1", "it holds runs or models that stay")], Find().Kept);
    }

    [Fact]
    public void Default_experiment_stays_whatever_it_is_marked()
    {
        Store.Experiments.DeleteExperiment(0);

        Remove();

        Assert.Equal("Default", Store.Experiments.GetExperiment(0).Name);
    }

    [Fact]
    public void Experiment_that_claims_the_whole_store_or_anothers_folder_takes_nothing_with_it()
    {
        var good = Run(Experiment("good"));
        foreach (var location in new[] { "mlflow-artifacts:/", "mlflow-artifacts:/1", $"mlflow-artifacts:/1/{good.Id}/artifacts", "mlflow-artifacts:/../..", "mlflow-artifacts:/x/../1" })
        {
            var claimed = Store.Experiments.CreateExperiment(location, location, []);
            Store.Experiments.DeleteExperiment(claimed);
        }

        var removed = Remove();

        Assert.Equal(5, removed.Experiments);
        Assert.Equal([$"1/{good.Id}/artifacts/model/MLmodel"], Files());
    }

    [Fact]
    public void Folders_of_what_is_gone_are_found_and_others_are_not()
    {
        var run = Run(Experiment("e"));
        var model = Model(1, run.Id);
        var (id, other) = (new string('a', 32), new string('b', 32));
        string[] abandoned = [$"1/{id}", $"1/models/m-{id}", "1/traces/tr-gone", "77"];
        foreach (var folder in abandoned)
        {
            Put($"{folder}/artifacts/f", "12345");
        }

        Put("mine/f", "x");
        Put("1/mine/f", "x");
        Put("1/models/mine/f", "x");
        Put("1/traces/mine/f", "x");
        Put("1/traces/tr-there/artifacts/traces.json", "x");
        Store.Traces!.StartTrace(new TraceRecord { Id = "tr-there", ExperimentId = 1, Started = 1, State = "OK" }); // an own store keeps traces
        Put($"1/{other}/artifacts/f", "x");
        Store.Models.CreateModel("m", null, []);
        Store.Models.CreateVersion("m", new NewVersion($"mlflow-artifacts:/1/{other}/artifacts", null, null, null, null, []));

        Assert.Equal(abandoned.Order(StringComparer.Ordinal).Select(path => new GarbageFiles(path, 1, 5)), Find().Orphans.OrderBy(folder => folder.Path, StringComparer.Ordinal));
        Assert.Equal((4, 0), (Remove().Files, Find().Orphans.Count));
        Assert.Equal(8, Files().Count);
        Assert.Contains(Files(), file => file.Contains(model.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_lie_elsewhere_are_left_and_named()
    {
        var experiment = Store.Experiments.CreateExperiment("e", "s3://bucket/e", []);
        var run = Store.Runs.CreateRun(new NewRun(experiment, "far", "", Now, null, []));
        Store.Runs.DeleteRun(run.Id);

        var garbage = Find();

        Assert.Equal([$"The files of 'far' ({run.Id}) lie at s3://bucket/e/{run.Id}/artifacts, outside this store; they are left there."], garbage.Warnings);
        Assert.Equal(1, Remove().Runs);
    }

    [Fact]
    public void Unfinished_uploads_that_nobody_writes_to_are_found()
    {
        var upload = Path.Combine(StorePath, "unfinished", "abc");
        var half = Path.Combine(StorePath, "artifacts", "1", new string('c', 32), "artifacts", $".model.{new string('d', 32)}.new");
        Directory.CreateDirectory(half);
        File.WriteAllText(Path.Combine(half, "weights"), "half");
        File.WriteAllText(upload, "ha");
        var started = Clock.GetUtcNow().UtcDateTime;
        File.SetLastWriteTimeUtc(upload, started);
        File.SetLastWriteTimeUtc(Path.Combine(half, "weights"), started);
        Directory.SetLastWriteTimeUtc(half, started);

        Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(Find().Unfinished);
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([new StoredFile(half, true, 4), new StoredFile(upload, false, 2)], Find().Unfinished);
        Assert.Equal(2, Remove().Unfinished);
        Assert.False(Path.Exists(upload) || Path.Exists(half));
    }

    [Fact]
    public void Sqlite_file_shrinks()
    {
        var run = Run(0);
        for (var batch = 0; batch < 40; batch++)
        {
            Store.Runs.Log(run.Id, new RunBatch { Metrics = [.. Enumerable.Range(0, 1000).Select(step => new MetricValue("m", step * 1.1, step, (batch * 1000) + step))] });
        }

        long Pages() => Database.Read(connection => connection.ExecuteScalar<long>("PRAGMA page_count"));
        var before = Pages();
        Store.Runs.DeleteRun(run.Id);

        Remove();

        Assert.True(Pages() < before / 2, $"{before} pages became {Pages()}.");
        Assert.Equal(0, Database.Read(connection => connection.ExecuteScalar<long>("PRAGMA freelist_count")));
        Assert.Equal("Default", Store.Experiments.GetExperiment(0).Name);
    }
}
