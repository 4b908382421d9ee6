namespace Cambium.Tracking.Tests.Import;

public sealed class MlflowFolderTests : ImportFixture
{
    const string Mortgages = "123456789012345678";

    [Fact]
    public void All_of_a_folder_of_files_is_there()
    {
        WriteWhole();

        var report = Import();

        Assert.Empty(report.Notes);
        var experiment = Store.Experiments.GetExperiment(123456789012345678);
        Assert.Equal(("mortgages", 1000, 2000, false), (experiment.Name, experiment.Created, experiment.Updated, experiment.IsDeleted));
        Assert.Equal([new("team", "risk")], experiment.Tags);
        var run = Store.Runs.GetRun(RunId);
        Assert.Equal(("trees", "ada", RunStatus.Finished, 1100, 1900L), (run.Name, run.UserId, run.Status, run.Started, run.Ended));
        Assert.Equal([new("depth", "3"), new("text", "two\nlines")], run.Parameters);
        Assert.Equal([new("cambium.imported_from", Source), new("mlflow.runName", "trees"), new("mlflow.user", "ada")], run.Tags);
        Assert.Equal([(1200L, 1L, 1.0), (1300L, 2L, 0.5), (1400L, 3L, 0.25)], Store.Runs.MetricHistory(RunId, "val/loss", null, null).Items.Select(point => (point.Time, point.Step, point.Value)));
        Assert.Equal([double.NaN, double.MaxValue, -double.MaxValue, 4], Store.Runs.MetricHistory(RunId, "odd", null, null).Items.Select(point => point.Value));
        Assert.Equal(new DatasetRecord("train", "d1", "local", "{\"uri\": \"x\"}", "{\"a\": 1}", null), Assert.Single(run.Datasets).Dataset);
        Assert.Equal([new("mlflow.data.context", "training")], run.Datasets[0].Tags);
        Assert.Equal(["m-read"], run.ModelInputs);
        Assert.Equal([new ModelOutput(ModelId, 4)], run.ModelOutputs);
        Assert.Equal("plot", TextOf($"{Mortgages}/{RunId}/artifacts/plots/roc.txt"));
        Assert.True(Store.Experiments.FindExperiment("gone")!.IsDeleted);
    }

    [Fact]
    public void Models_of_a_folder_are_there()
    {
        WriteWhole();

        Import(Folder.Path + "/mlflow/");

        var logged = Store.LoggedModels.GetLoggedModel(ModelId);
        Assert.Equal(("net", RunId, LoggedModelStatus.Ready), (logged.Name, logged.SourceRunId, logged.Status));
        Assert.Equal([(RunId, 0.9, "train", "d1")], logged.Metrics.Select(metric => (metric.RunId, metric.Point.Value, metric.Point.DatasetName!, metric.Point.DatasetDigest!)));
        Assert.Equal("weights", TextOf($"{Mortgages}/models/{ModelId}/artifacts/weights"));
        var version = Store.Models.GetVersionByAlias("credit", "champion");
        Assert.Equal((2, "Production", $"mlflow-artifacts:/{Mortgages}/{RunId}/artifacts/model"), (version.Version, version.Stage, version.DownloadUri));
        Assert.Equal([new("stage", "final")], version.Tags);
        Assert.Equal(("scores", 3000), (Store.Models.GetModel("credit").Description, Store.Models.GetModel("credit").Created));
    }

    [Fact]
    public void Second_import_of_a_folder_adds_nothing_twice()
    {
        WriteWhole();
        Import();
        var tables = new[] { "experiments", "runs", "parameters", "tags", "metric_chunks", "metric_batches", "datasets", "logged_models", "model_versions" };
        var before = tables.Select(Rows).ToList();

        var report = Import();

        Assert.Equal(before, tables.Select(Rows));
        Assert.All(report.Counts.Values, count => Assert.Equal(0, count.Added));
    }

    [Fact]
    public void Stopped_import_leaves_whole_runs_and_another_goes_on()
    {
        WriteExperiment("1", "many");
        for (var i = 0; i < 20; i++)
        {
            var id = $"{i:x32}";
            WriteRun("1", id, $"file:mlruns/1/{id}/artifacts");
            Write($"1/{id}/metrics/m", "1 2 3\n2 3 4\n");
            Write($"1/{id}/artifacts/f", "file");
        }

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => new MlflowImport(Store, Clock).Run(Source, null, stop.Token, share => StopAfter(stop, share)));
        var runs = Store.Runs.SearchRuns(new RunSearch([1], LifecycleView.All, new SearchRequest())).Items;
        Assert.All(runs, run => Assert.Equal((1, 2), (run.Metrics.Count, Store.Runs.MetricHistory(run.Id, "m", null, null).Items.Count)));
        Assert.All(runs, run => Assert.Single(Store.Artifacts.ListAll(ArtifactUri.PathOf(run.ArtifactUri)!)));
        Assert.InRange(runs.Count, 9, 11);

        var report = Import();

        Assert.Equal((20 - runs.Count, runs.Count, 0), report.Of(ImportKind.Runs));
        Assert.Equal(20, Files().Count);
    }

    [Fact]
    public void Damaged_lines_and_files_are_named_and_the_rest_is_there()
    {
        WriteExperiment("1", "e");
        WriteRun("1", RunId, "");
        Write($"1/{RunId}/metrics/m", "1 2 3\nx y z\n\n5 6\n" + new string('9', 5_000_000) + "\n7 8 9");
        Write($"1/{RunId}/params/p", new string('x', 2_000_000));
        Write($"1/{OtherRunId}/meta.yaml", "a: [1, 2");
        Write("2/meta.yaml", "- no\n- mapping");

        var report = Import();

        Assert.Equal([(1L, 3L, 2.0), (5L, 0L, 6.0), (7L, 9L, 8.0)], Store.Runs.MetricHistory(RunId, "m", null, null).Items.Select(point => (point.Time, point.Step, point.Value)));
        Assert.Equal((2, 1, 1, 1), (report.Of(ImportKind.Points).Skipped, report.Of(ImportKind.Parameters).Skipped, report.Of(ImportKind.Runs).Skipped, report.Of(ImportKind.Experiments).Skipped));
        Assert.Contains($"{Path.Combine(Source, "1", RunId, "metrics", "m")}, line 2: 'time value step' was expected.", report.Notes);
        Assert.Contains($"{Path.Combine(Source, "1", RunId, "params", "p")} has 2000000 bytes, but a value has at most 1048576.", report.Notes);
        Assert.Contains($"{Path.Combine(Source, "2", "meta.yaml")} is not read: it holds no mapping.", report.Notes);
    }

    [Fact]
    public async Task Pipe_in_the_place_of_a_description_is_not_waited_for()
    {
        var stop = TestContext.Current.CancellationToken;
        WriteExperiment("1", "e");
        WriteRun("1", RunId, "");
        var place = Path.Combine(Directory.CreateDirectory(Path.Combine(Source, "1", OtherRunId)).FullName, "meta.yaml");
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [place]))
        {
            await pipe.WaitForExitAsync(stop);
        }

        var report = await Task.Run(() => Import(), stop).WaitAsync(TimeSpan.FromSeconds(10), stop);

        Assert.Equal([$"{place} is not read: it is empty."], report.Notes);
        Assert.Equal((1, 0, 1), report.Of(ImportKind.Runs));
    }

    [Fact]
    public void Traces_of_a_folder_are_named_as_left_out()
    {
        WriteExperiment("1", "e");
        Write("1/traces/tr-1/trace_info.yaml", "request_id: tr-1");

        Assert.Equal(["There are traces too, which are not imported."], Import().Notes);
    }

    [Fact]
    public void Links_are_not_followed()
    {
        var outside = Directory.CreateDirectory(Folder.File("outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "meta.yaml"), "name: stolen\nexperiment_id: 9");
        File.WriteAllText(Path.Combine(outside, "secret"), "secret");
        WriteExperiment("1", "e");
        WriteRun("1", RunId, "");
        Directory.CreateSymbolicLink(Path.Combine(Source, "9"), outside);
        Directory.CreateSymbolicLink(Path.Combine(Source, "1", RunId, "params"), outside);
        Directory.CreateDirectory(Path.Combine(Source, "1", RunId, "tags"));
        File.CreateSymbolicLink(Path.Combine(Source, "1", RunId, "tags", "stolen"), Path.Combine(outside, "secret"));
        Directory.CreateDirectory(Path.Combine(Source, "1", OtherRunId));
        File.CreateSymbolicLink(Path.Combine(Source, "1", OtherRunId, "meta.yaml"), Path.Combine(outside, "meta.yaml"));

        Import();

        Assert.Null(Store.Experiments.FindExperiment("stolen"));
        Assert.Empty(Store.Runs.GetRun(RunId).Parameters);
        Assert.DoesNotContain(Store.Runs.GetRun(RunId).Tags, tag => tag.Key == "stolen");
        Assert.Equal(1, Rows("runs"));
    }

    [Theory]
    [InlineData("a: &x [1]\nb: *x", "it uses anchors or aliases")]
    [InlineData("a: *x", "it uses anchors or aliases")]
    [InlineData("? [a]\n: b", "a key in it is no text")]
    [InlineData("", "it is empty")]
    [InlineData("just text", "it holds no mapping")]
    public void Yaml_that_is_not_MLflows_is_refused(string text, string how)
    {
        var refused = Assert.Throws<TrackingException>(() => BoundedYaml.Parse(text, "meta.yaml"));

        Assert.Equal($"meta.yaml is not read: {how}.", refused.Message);
    }

    [Fact]
    public void Yaml_bombs_are_refused_at_once()
    {
        var laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 20).Select(letter => $"{(char)letter}: &{(char)letter} [*{(char)(letter - 1)},*{(char)(letter - 1)}]\n"));
        var deep = "a: " + new string('[', 200_000);
        var wide = "a: [" + string.Join(',', Enumerable.Repeat("1", 100_000)) + "]";
        Write("long.yaml", new string('#', 5_000_000));

        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("m is not read: it uses anchors or aliases.", Assert.Throws<TrackingException>(() => BoundedYaml.Parse(laughs, "m")).Message);
        Assert.Equal("m is not read: it is more than 12 levels deep.", Assert.Throws<TrackingException>(() => BoundedYaml.Parse(deep, "m")).Message);
        Assert.Equal("m is not read: it holds more than 20000 values.", Assert.Throws<TrackingException>(() => BoundedYaml.Parse(wide, "m")).Message);
        var path = Path.Combine(Source, "long.yaml");
        Assert.Equal($"{path} is not read: it has 5000000 bytes, but at most 4194304 are read.", Assert.Throws<TrackingException>(() => BoundedYaml.Read(path)).Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    static void StopAfter(CancellationTokenSource stop, double share)
    {
        if (share >= 0.5)
        {
            stop.Cancel();
        }
    }

    void WriteExperiment(string id, string name) => Write(
        $"{id}/meta.yaml",
        $"artifact_location: file://{Source}/{id}\ncreation_time: 1000\nexperiment_id: '{id}'\nlast_update_time: 2000\nlifecycle_stage: active\nname: {name}\n");

    void WriteRun(string experiment, string id, string uri) => Write(
        $"{experiment}/{id}/meta.yaml",
        $"""
        artifact_uri: {uri}
        end_time: 1900
        entry_point_name: ''
        experiment_id: '{experiment}'
        lifecycle_stage: active
        run_id: {id}
        run_name: trees
        run_uuid: {id}
        source_name: ''
        source_type: 4
        source_version: ''
        start_time: 1100
        status: 3
        tags: []
        user_id: ada

        """);

    void WriteWhole()
    {
        WriteExperiment("0", "Default");
        WriteExperiment(Mortgages, "mortgages");
        WriteExperiment(".trash/77", "gone");
        Write($"{Mortgages}/tags/team", "risk");
        WriteRun(Mortgages, RunId, $"file://{Source}/{Mortgages}/{RunId}/artifacts");
        Write($"{Mortgages}/{RunId}/params/depth", "3");
        Write($"{Mortgages}/{RunId}/params/text", "two\nlines");
        Write($"{Mortgages}/{RunId}/tags/mlflow.user", "ada");
        Write($"{Mortgages}/{RunId}/tags/mlflow.runName", "trees");
        Write($"{Mortgages}/{RunId}/metrics/val/loss", "1200 1.0 1\n1300 0.5 2\n1400 0.25 3\n1400 0.25 3\n");
        Write($"{Mortgages}/{RunId}/metrics/odd", "1 nan 0\n2 inf 0\n3 -inf 0\n4 4 0\n");
        Write($"{Mortgages}/{RunId}/artifacts/plots/roc.txt", "plot");
        Write($"{Mortgages}/{RunId}/artifacts/model/MLmodel", "model");
        Write($"{Mortgages}/datasets/abc/meta.yaml", "digest: d1\nname: train\nprofile: null\nschema: '{\"a\": 1}'\nsource: '{\"uri\": \"x\"}'\nsource_type: local\n");
        Write(
            $"{Mortgages}/{RunId}/inputs/in/meta.yaml",
            $"destination_id: {RunId}\ndestination_type: 5\nsource_id: abc\nsource_type: 1\ntags:\n  mlflow.data.context: training\n");
        Write($"{Mortgages}/{RunId}/inputs/read/meta.yaml", $"destination_id: m-read\ndestination_type: 3\nsource_id: {RunId}\nsource_type: 1\ntags: {{}}\n");
        Write($"{Mortgages}/{RunId}/outputs/{ModelId}/meta.yaml", $"destination_id: {ModelId}\ndestination_type: MODEL_OUTPUT\nsource_id: {RunId}\nsource_type: RUN_OUTPUT\nstep: 4\ntags: {{}}\n");
        Write(
            $"{Mortgages}/models/{ModelId}/meta.yaml",
            $"artifact_location: file://{Source}/{Mortgages}/models/{ModelId}/artifacts\ncreation_timestamp: 1500\nexperiment_id: '{Mortgages}'\nlast_updated_timestamp: 1600\n"
            + $"lifecycle_stage: active\nmodel_id: {ModelId}\nmodel_type: null\nname: net\nsource_run_id: {RunId}\nstatus: 2\n");
        Write($"{Mortgages}/models/{ModelId}/metrics/auc", $"1500 0.9 2 {RunId} train d1\n");
        Write($"{Mortgages}/models/{ModelId}/artifacts/weights", "weights");
        Write("models/credit/meta.yaml", "aliases: {}\ncreation_timestamp: 3000\ndescription: scores\nlast_updated_timestamp: 4000\nname: credit\n");
        Write("models/credit/aliases/champion", "2");
        Write("models/credit/version-2/meta.yaml", $"aliases: []\ncreation_timestamp: 3100\ncurrent_stage: Production\ndescription: ''\nlast_updated_timestamp: 3200\nname: credit\n"
            + $"run_id: {RunId}\nrun_link: ''\nsource: file://{Source}/{Mortgages}/{RunId}/artifacts/model\nstatus: READY\nstorage_location: null\nversion: 2\n");
        Write("models/credit/version-2/tags/stage", "final");
    }
}
