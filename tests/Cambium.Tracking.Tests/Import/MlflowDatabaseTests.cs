namespace Cambium.Tracking.Tests.Import;

public sealed class MlflowDatabaseTests : ImportFixture
{
    [Fact]
    public void All_of_a_database_of_version_3_is_there()
    {
        WriteWhole();

        var report = Import(DatabasePath, Path.Combine(Source, "mlartifacts"));

        var experiment = Store.Experiments.FindExperiment("mortgages")!; // asserted by what follows
        Assert.Equal((5, 1000, 2000, false, "mlflow-artifacts:/5"), (experiment.Id, experiment.Created, experiment.Updated, experiment.IsDeleted, experiment.ArtifactLocation));
        Assert.Equal([new("team", "risk")], experiment.Tags);
        var run = Store.Runs.GetRun(RunId);
        Assert.Equal(("trees", "ada", RunStatus.Finished, 1100, 1900L, 5), (run.Name, run.UserId, run.Status, run.Started, run.Ended, run.ExperimentId));
        Assert.Equal($"mlflow-artifacts:/5/{RunId}/artifacts", run.ArtifactUri);
        Assert.Equal([new("depth", "3"), new("long", new string('x', 7000))], run.Parameters);
        Assert.Equal([new("cambium.imported_from", DatabasePath), new("mlflow.runName", "trees"), new("note", "good")], run.Tags);
        Assert.Equal([new("auc", double.NaN, 1500, 2), new("loss", 0.25, 1400, 3)], run.Metrics);
        Assert.Equal([(1200L, 1L, 1.0), (1300L, 2L, 0.5), (1400L, 3L, 0.25)], Store.Runs.MetricHistory(RunId, "loss", null, null).Items.Select(point => (point.Time, point.Step, point.Value)));
        var input = Assert.Single(run.Datasets);
        Assert.Equal(new DatasetRecord("train", "d1", "local", "{\"uri\":\"x\"}", "{}", null), input.Dataset);
        Assert.Equal([new("mlflow.data.context", "training")], input.Tags);
        Assert.Equal([new ModelOutput(ModelId, 4)], run.ModelOutputs);
        Assert.Equal("plot", TextOf($"5/{RunId}/artifacts/plots/roc.txt"));
        var deleted = Store.Runs.GetRun(OtherRunId);
        Assert.Equal((true, RunStatus.Failed, 0), (deleted.IsDeleted, deleted.Status, deleted.ExperimentId));
        Assert.Equal(["Version 2 of 'credit' was deleted there."], report.Notes);
        Assert.Equal((1, 1, 0), report.Of(ImportKind.Experiments));
        Assert.Equal((4, 0, 0), report.Of(ImportKind.Points));
    }

    [Fact]
    public void Registry_and_logged_models_are_there_and_lead_to_the_copied_files()
    {
        WriteWhole();

        Import(DatabasePath);

        var logged = Store.LoggedModels.GetLoggedModel(ModelId);
        Assert.Equal(("net", "agent", RunId, LoggedModelStatus.Ready, 5), (logged.Name, logged.ModelType, logged.SourceRunId, logged.Status, logged.ExperimentId));
        Assert.Equal([new("width", "7")], logged.Parameters);
        Assert.Equal([new("kind", "deep")], logged.Tags);
        Assert.Equal([(RunId, "auc", 0.9, "train")], logged.Metrics.Select(metric => (metric.RunId, metric.Point.Key, metric.Point.Value, metric.Point.DatasetName!)));
        Assert.Equal("weights", TextOf($"5/models/{ModelId}/artifacts/weights"));
        var model = Store.Models.GetModel("credit");
        Assert.Equal(("scores", 3000, 4000), (model.Description, model.Created, model.Updated));
        Assert.Equal([new("owner", "risk")], model.Tags);
        Assert.Equal([new("champion", 3)], model.Aliases);
        var first = Store.Models.GetVersion("credit", 1);
        Assert.Equal(($"mlflow-artifacts:/5/{RunId}/artifacts/model", "Archived", "first", 3100, 3200), (first.DownloadUri, first.Stage, first.Description, first.Created, first.Updated));
        var third = Store.Models.GetVersion("credit", 3);
        Assert.Equal(($"models:/{ModelId}", $"mlflow-artifacts:/5/models/{ModelId}/artifacts", RunId), (third.Source, third.DownloadUri, third.RunId));
        Assert.Equal([new("stage", "final")], third.Tags);
        Assert.Equal(4, Store.Models.CreateVersion("credit", new NewVersion("s3://b/x", null, null, null, null, [])).Version);
        Store.Runs.DeleteRun(RunId);
        Assert.Equal([new GarbageKept("run", RunId, "version 1 of 'credit' points at it")], Find().Kept);
    }

    [Fact]
    public void Second_import_adds_nothing_twice()
    {
        WriteWhole();
        Import(DatabasePath);
        var tables = new[] { "experiments", "runs", "parameters", "tags", "metric_batches", "metric_chunks", "datasets", "dataset_inputs", "logged_models", "registered_models", "model_versions", "model_aliases" };
        var before = tables.Select(Rows).ToList();
        var files = Files();

        var report = Import(DatabasePath);

        Assert.Equal(before, tables.Select(Rows));
        Assert.Equal(files, Files());
        Assert.All(report.Counts.Values, count => Assert.Equal(0, count.Added));
        Assert.Equal((0, 2, 0), report.Of(ImportKind.Runs));
        Assert.Equal((0, 2, 1), report.Of(ImportKind.Versions));
    }

    [Fact]
    public void Logged_model_that_is_there_keeps_its_files()
    {
        WriteWhole();
        Import(DatabasePath);
        Write($"mlartifacts/5/models/{ModelId}/artifacts/weights", "other weights");
        Write($"mlartifacts/5/models/{ModelId}/artifacts/more", "more");

        var report = Import(DatabasePath);

        Assert.Equal("weights", TextOf($"5/models/{ModelId}/artifacts/weights"));
        Assert.DoesNotContain($"5/models/{ModelId}/artifacts/more", Files());
        Assert.Equal((0, 1, 0), report.Of(ImportKind.LoggedModels));
        Assert.Equal($"mlflow-artifacts:/5/models/{ModelId}/artifacts", Store.Models.GetVersion("credit", 3).DownloadUri);
    }

    [Fact]
    public void Version_leads_to_where_a_logged_model_that_was_there_has_its_files()
    {
        WriteWhole();
        var own = Model(Experiment("own"));
        using (var database = new MlflowDatabaseFile(DatabasePath, ""))
        {
            database.Execute($"UPDATE logged_models SET model_id = '{own.Id}'; UPDATE model_versions SET source = 'models:/{own.Id}', storage_location = 'mlflow-artifacts:/5/models/{own.Id}/artifacts' WHERE version = 3");
        }

        Write($"mlartifacts/5/models/{own.Id}/artifacts/weights", "other weights");
        Import(DatabasePath);

        Assert.Equal(own.ArtifactUri, Store.Models.GetVersion("credit", 3).DownloadUri);
        Assert.DoesNotContain($"5/models/{own.Id}/artifacts/weights", Files());
    }

    [Fact]
    public void Source_that_is_damaged_amid_a_run_is_named_and_the_store_is_not()
    {
        AddRun("");
        using (var database = new MlflowDatabaseFile(DatabasePath, ""))
        {
            database.Execute(
                $"""
                WITH RECURSIVE points(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM points WHERE n < 20000)
                INSERT INTO metrics SELECT 'loss', 1.0 / n, n, '{RunId}', n, 0 FROM points
                """);
        }

        using (var file = new FileStream(DatabasePath, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write(Enumerable.Repeat((byte)0xFF, (int)(file.Length - file.Position)).ToArray());
        }

        var refused = Assert.Throws<TrackingException>(() => Import(DatabasePath));

        Assert.Equal(
            $"{DatabasePath} cannot be read to its end: SQLite Error 11: 'database disk image is malformed'. What was imported before stays.",
            refused.Message);
        Assert.Equal(TrackingErrorCode.InvalidParameterValue, refused.Code);
        Assert.True(Store.Runs.GetRun(RunId).IsDeleted);
        Assert.Empty(Store.Runs.SearchRuns(new RunSearch([5], LifecycleView.Active, new SearchRequest())).Items);
    }

    [Fact]
    public void Ids_that_are_taken_are_mapped_and_named_each_time_the_same()
    {
        for (var i = 0; i < 5; i++)
        {
            Experiment($"own {i}");
        }

        var own = Store.Runs.CreateRun(new NewRun(1, "own", "", 0, null, []));
        using (var database = new MlflowDatabaseFile(DatabasePath))
        {
            database.Execute(
                $"""
                INSERT INTO experiments VALUES (5, 'theirs', './mlruns/5', 'active', 1, 1), (9223372036854775807, 'last', '', 'active', 1, 1);
                INSERT INTO runs (run_uuid, name, status, start_time, lifecycle_stage, artifact_uri, experiment_id) VALUES ('{own.Id}', 'theirs', 'FINISHED', 1, 'active', 'mlruns/5/{own.Id}/artifacts', 5);
                """);
        }

        Write($"mlruns/5/{own.Id}/artifacts/f", "x");
        var report = Import(DatabasePath);
        var again = Import(DatabasePath);

        var theirs = Assert.Single(Store.Runs.SearchRuns(new RunSearch([6], LifecycleView.All, new SearchRequest())).Items);
        Assert.Equal(
            [
                "Experiment 'theirs' has the id 6 here; there it is 5.",
                "Experiment 'last' has the id 7 here; there it is 9223372036854775807.",
                $"Run {own.Id} has the id {theirs.Id} here, since its own is taken.",
            ],
            report.Notes);
        Assert.NotEqual(own.Id, theirs.Id);
        Assert.Equal((0, 1, 0), again.Of(ImportKind.Runs));
        Assert.Equal("x", TextOf($"6/{theirs.Id}/artifacts/f"));
        Assert.Equal("own", Store.Runs.GetRun(own.Id).Name);
        Assert.Equal(8, Experiment("next"));
    }

    [Fact]
    public void Database_of_version_1_lacks_most_and_is_read()
    {
        using (var database = new MlflowDatabaseFile(DatabasePath, MlflowDatabaseFile.Version1))
        {
            database.Execute(
                $"""
                INSERT INTO experiments VALUES (0, 'Default', './mlruns/0', 'active'), (1, 'old', './mlruns/1', 'deleted');
                INSERT INTO runs VALUES ('{RunId}', '', 'LOCAL', 'x.py', '', 'ada', 'FINISHED', 10, 20, '', 'active', './mlruns/1/{RunId}/artifacts', 1);
                INSERT INTO tags VALUES ('mlflow.runName', 'veteran', '{RunId}');
                INSERT INTO metrics VALUES ('loss', 0.5, 15, '{RunId}'), ('loss', 0.25, 16, '{RunId}');
                """);
        }

        var report = Import(DatabasePath);

        Assert.Empty(report.Notes);
        Assert.True(Store.Experiments.GetExperiment(1).IsDeleted);
        Assert.Equal("veteran", Store.Runs.GetRun(RunId).Name);
        Assert.Equal([0.5, 0.25], Store.Runs.MetricHistory(RunId, "loss", null, null).Items.Select(point => point.Value));
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("file:///etc/%2e%2e/etc")]
    [InlineData("../../../../../../../../../../etc")]
    [InlineData("file:link")]
    [InlineData(".")]
    public void Files_outside_the_source_are_left_out_and_named(string uri)
    {
        Directory.CreateSymbolicLink(Path.Combine(Source, "link"), "/etc");
        AddRun(uri);

        var report = Import(DatabasePath);

        Assert.Empty(Files());
        var place = uri == "." ? Source : uri == "file:link" ? Path.Combine(Source, "link") : "/etc";
        Assert.Equal(
            [$"Run {RunId}: its artifacts lie at {place}, which is no folder of its own in {Source}; they are left out. If they are its own, name their folder with --artifacts."],
            report.Notes);
        Assert.Equal($"mlflow-artifacts:/0/{RunId}/artifacts", Store.Runs.GetRun(RunId).ArtifactUri);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/../../etc")]
    [InlineData("mlflow-artifacts:/a//b")]
    [InlineData("mlflow-artifacts:/a\\b")]
    public void Paths_that_climb_are_refused(string uri)
    {
        AddRun(uri);

        var report = Import(DatabasePath);

        Assert.Equal([$"Run {RunId}: its artifacts are said to lie at '{uri}', which is no path below a folder of artifacts; they are left out."], report.Notes);
        Assert.Empty(Files());
    }

    [Fact]
    public void Links_and_pipes_among_the_files_are_not_read()
    {
        AddRun($"mlruns/0/{RunId}/artifacts");
        Write($"mlruns/0/{RunId}/artifacts/good", "x");
        File.CreateSymbolicLink(Path.Combine(Source, $"mlruns/0/{RunId}/artifacts/passwd"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(Source, $"mlruns/0/{RunId}/artifacts/etc"), "/etc");
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(Source, $"mlruns/0/{RunId}/artifacts/pipe")]))
        {
            pipe.WaitForExit();
        }

        var report = Import(DatabasePath);

        Assert.Equal([$"0/{RunId}/artifacts/good", $"0/{RunId}/artifacts/pipe"], Files());
        Assert.Equal("", TextOf($"0/{RunId}/artifacts/pipe"));
        Assert.Equal(
            [$"Run {RunId}: 2 links below {Path.Combine(Source, "mlruns/0", RunId, "artifacts")} were not followed. Replace them by what they point at, and import again."],
            report.Notes);
    }

    [Fact]
    public void Traces_are_named_as_left_out()
    {
        AddRun("");
        Assert.Empty(Import(DatabasePath).Notes);
        using (var database = new MlflowDatabaseFile(DatabasePath, "CREATE TABLE trace_info (request_id VARCHAR(50) NOT NULL PRIMARY KEY, experiment_id INTEGER NOT NULL)"))
        {
            database.Execute("INSERT INTO trace_info VALUES ('tr-1', 0)");
        }

        Assert.Equal(["There are traces too, which are not imported."], Import(DatabasePath).Notes);
    }

    [Fact]
    public void Files_on_another_machine_stay_there()
    {
        AddRun($"s3://bucket/0/{RunId}/artifacts");

        Assert.Empty(Import(DatabasePath).Notes);
        Assert.Equal($"s3://bucket/0/{RunId}/artifacts", Store.Runs.GetRun(RunId).ArtifactUri);
    }

    [Fact]
    public void Keys_and_texts_that_cannot_be_kept_are_named()
    {
        AddRun("");
        using (var database = new MlflowDatabaseFile(DatabasePath, ""))
        {
            database.Execute(
                $"""
                INSERT INTO params VALUES ('../up', '1', '{RunId}'), ('nul', 'a' || char(0) || 'b', '{RunId}');
                INSERT INTO metrics VALUES ('m', 1, -5, '{RunId}', 0, 0), ('m', 9e999, 5, '{RunId}', 0, 0);
                INSERT INTO runs (run_uuid, name, experiment_id) VALUES ('../../x', 'climber', 0);
                """);
        }

        var report = Import(DatabasePath);

        Assert.Equal([new("nul", "a\uFFFDb")], Store.Runs.GetRun(RunId).Parameters);
        Assert.Equal([double.MaxValue], Store.Runs.MetricHistory(RunId, "m", null, null).Items.Select(point => point.Value));
        Assert.Equal((1, 1, 1), (report.Of(ImportKind.Parameters).Skipped, report.Of(ImportKind.Points).Skipped, report.Of(ImportKind.Runs).Skipped));
        Assert.Contains("Run '../../x' of experiment 'Default' has an id that cannot be kept.", report.Notes);
    }

    [Fact]
    public void What_is_no_database_of_MLflow_is_refused()
    {
        Write("text.db", "no database");
        using (new MlflowDatabaseFile(Path.Combine(Source, "other.db"), "CREATE TABLE t (x)"))
        {
        }

        var text = Assert.Throws<TrackingException>(() => Import(Path.Combine(Source, "text.db")));
        var other = Assert.Throws<TrackingException>(() => Import(Path.Combine(Source, "other.db")));
        var none = Assert.Throws<TrackingException>(() => Import());

        Assert.Equal($"{Path.Combine(Source, "text.db")} cannot be read as a database of MLflow's: SQLite Error 26: 'file is not a database'.", text.Message);
        Assert.Equal($"{Path.Combine(Source, "other.db")} is not a database of MLflow's: it lacks the tables experiments, runs and metrics. Name an mlflow.db, or a folder mlruns.", other.Message);
        Assert.Equal($"There is nothing of MLflow's at {Source}. Name an mlflow.db, or a folder mlruns with experiments that have a meta.yaml.", none.Message);
    }

    void AddRun(string uri)
    {
        using var database = new MlflowDatabaseFile(DatabasePath);
        database.Execute(
            $"""
            INSERT INTO experiments VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', 1, 1);
            INSERT INTO runs (run_uuid, name, status, start_time, lifecycle_stage, artifact_uri, experiment_id) VALUES ('{RunId}', 'r', 'RUNNING', 1, 'active', '{uri}', 0);
            """);
    }

    /// <summary>An active run with everything, a deleted one, a logged model, and a registered model whose second version was deleted.</summary>
    void WriteWhole()
    {
        using var database = new MlflowDatabaseFile(DatabasePath);
        database.Execute(
            $$"""
            INSERT INTO experiments VALUES (0, 'Default', 'mlflow-artifacts:/0', 'active', 900, 900), (5, 'mortgages', 'mlflow-artifacts:/5', 'active', 1000, 2000);
            INSERT INTO experiment_tags VALUES ('team', 'risk', 5);
            INSERT INTO runs VALUES ('{{RunId}}', 'trees', 'UNKNOWN', '', '', 'ada', 'FINISHED', 1100, 1900, '', 'active', 'mlflow-artifacts:/5/{{RunId}}/artifacts', 5, NULL),
                ('{{OtherRunId}}', 'gone', 'UNKNOWN', '', '', 'ada', 'FAILED', 1, 2, '', 'deleted', 'mlflow-artifacts:/0/{{OtherRunId}}/artifacts', 0, 1800);
            INSERT INTO tags VALUES ('note', 'good', '{{RunId}}'), ('mlflow.runName', 'trees', '{{RunId}}');
            INSERT INTO params VALUES ('depth', '3', '{{RunId}}'), ('long', '{{new string('x', 7000)}}', '{{RunId}}');
            INSERT INTO metrics VALUES ('loss', 1.0, 1200, '{{RunId}}', 1, 0), ('loss', 0.5, 1300, '{{RunId}}', 2, 0), ('loss', 0.25, 1400, '{{RunId}}', 3, 0), ('auc', 0, 1500, '{{RunId}}', 2, 1);
            INSERT INTO datasets VALUES ('ds', 5, 'train', 'd1', 'local', '{"uri":"x"}', '{}', NULL);
            INSERT INTO inputs VALUES ('in', 'DATASET', 'ds', 'RUN', '{{RunId}}', 0), ('out', 'RUN_OUTPUT', '{{RunId}}', 'MODEL_OUTPUT', '{{ModelId}}', 4);
            INSERT INTO input_tags VALUES ('in', 'mlflow.data.context', 'training');
            INSERT INTO logged_models VALUES ('{{ModelId}}', 5, 'net', 'mlflow-artifacts:/5/models/{{ModelId}}/artifacts', 1500, 1600, 2, 'active', 'agent', '{{RunId}}', NULL);
            INSERT INTO logged_model_metrics VALUES ('{{ModelId}}', 'auc', 1500, 2, 0.9, 5, '{{RunId}}', 'ds', 'train', 'd1');
            INSERT INTO logged_model_params VALUES ('{{ModelId}}', 5, 'width', '7');
            INSERT INTO logged_model_tags VALUES ('{{ModelId}}', 5, 'kind', 'deep');
            INSERT INTO registered_models VALUES ('credit', 3000, 4000, 'scores');
            INSERT INTO registered_model_tags VALUES ('owner', 'risk', 'credit');
            INSERT INTO registered_model_aliases VALUES ('champion', 3, 'credit');
            INSERT INTO model_versions VALUES
                ('credit', 1, 3100, 3200, 'first', NULL, 'Archived', 'mlflow-artifacts:/5/{{RunId}}/artifacts/model', '{{RunId}}', 'READY', NULL, NULL, NULL),
                ('credit', 2, 3100, 3200, NULL, NULL, 'Deleted_Internal', 'REDACTED-SOURCE-PATH', 'REDACTED-RUN-ID', 'READY', NULL, NULL, NULL),
                ('credit', 3, 3300, 3400, NULL, NULL, 'None', 'models:/{{ModelId}}', '{{RunId}}', 'READY', NULL, NULL, 'mlflow-artifacts:/5/models/{{ModelId}}/artifacts');
            INSERT INTO model_version_tags VALUES ('stage', 'final', 'credit', 3);
            """);
        Write($"mlartifacts/5/{RunId}/artifacts/plots/roc.txt", "plot");
        Write($"mlartifacts/5/{RunId}/artifacts/model/MLmodel", "model");
        Write($"mlartifacts/5/models/{ModelId}/artifacts/weights", "weights");
    }
}
