namespace Cambium.Tracking.Tests;

public abstract class ModelVersionSourceTests : RegistryFixture
{
    const string NeedsRun =
        "To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be "
        + "contained within the artifact directory of the run specified by the run_id.";

    const string NeedsModel =
        "To use a local path as a model version source, the model_id request parameter has to be specified and the local path has to be "
        + "contained within the artifact directory of the run specified by the model_id.";

    const string Climbs =
        "If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without "
        + "relative path references present. Please provide an absolute path.";

    protected ModelVersionSourceTests(StorePlace place)
        : base(place) => AddModel("m", 0);

    [Theory]
    [InlineData("s3://bucket/models/1")]
    [InlineData("mlflow-artifacts:/1/abc/artifacts/model")]
    [InlineData("https://host/a%20b?x=..y")]
    [InlineData("runs:/abc/model")]
    [InlineData("dbfs:/a/b..c")]
    public void A_source_elsewhere_is_taken_as_it_is(string source)
    {
        var made = Models.CreateVersion("m", From(source));

        Assert.Equal((source, source), (made.Source, made.DownloadUri));
    }

    [Theory]
    [InlineData("mlflow-artifacts://host:5000/1/abc")]
    [InlineData("mlflow-artifacts:1/abc")]
    [InlineData("MLflow-Artifacts:/1/abc")]
    [InlineData("mlflow-artifacts:///1//abc//")]
    [InlineData("http://127.0.0.1:5999/api/2.0/mlflow-artifacts/artifacts/1/abc")]
    [InlineData("HTTPS://host/below/API/2.0/mlflow-artifacts/artifacts//1/abc/")]
    public void A_source_in_this_store_is_kept_in_one_form(string source)
    {
        var made = Models.CreateVersion("m", From(source));

        Assert.Equal(("mlflow-artifacts:/1/abc", "mlflow-artifacts:/1/abc"), (made.Source, made.DownloadUri));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/1/run/artifacts/model2?x", "has a query")]
    [InlineData("mlflow-artifacts:/1/run/artifacts/model2#x", "has a fragment")]
    [InlineData("mlflow-artifacts:/1/run/artifacts%2Fmodel4", "has an escaped letter")]
    [InlineData("mlflow-artifacts:/1/run/a%%61", "has an escaped letter")]
    [InlineData("mlflow-artifacts:/1/run\\model", "has a backslash")]
    [InlineData("mlflow-artifacts:/1/run\n", "has a control character")]
    [InlineData("mlflow-artifacts:/1/./run", "has an empty segment, or one of dots")]
    [InlineData("mlflow-artifacts:/loose", "is no folder of a run or model")]
    [InlineData("mlflow-artifacts:/", "is no folder of a run or model")]
    [InlineData("mlflow-artifacts://host", "is no folder of a run or model")]
    [InlineData("http://host/api/2.0/mlflow-artifacts/artifacts/1/run?x=1", "has a query")]
    [InlineData("http://host/api/2.0/mlflow-artifacts/artifacts/1%2Frun", "has an escaped letter")]
    public void A_source_in_this_store_that_could_be_read_otherwise_is_refused(string source, string problem) => Refused(
        TrackingErrorCode.InvalidParameterValue,
        $"Invalid model version source: '{source}' {problem}. Name the folder of the files plainly, such as 'mlflow-artifacts:/1/RUN_ID/artifacts/model'.",
        () => Models.CreateVersion("m", From(source)));

    [Fact]
    public void A_source_of_a_run_lies_where_the_run_does()
    {
        var (run, root) = StoredRun();

        Assert.Equal(
            ($"runs:/{run}/model", $"{root}/model"),
            Models.CreateVersion("m", From($"runs:/{run}/model")) switch { var made => (made.Source, made.DownloadUri) });
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            $"Invalid model version source: '{root}/a%2Fb' has an escaped letter. Name the folder of the files plainly, such as 'mlflow-artifacts:/1/RUN_ID/artifacts/model'.",
            () => Models.CreateVersion("m", From($"runs:/{run}/a%2Fb")));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/../../etc/passwd")]
    [InlineData("mlflow-artifacts://host:1/..%2f..%2f")]
    [InlineData("mlflow-artifacts:/a/%252e%252e/%252e%252e/b")]
    [InlineData("http://host/api/2.0/mlflow-artifacts/artifacts/../../x")]
    [InlineData("http://host/a%00")]
    [InlineData("s3://bucket/a\\..\\b")]
    [InlineData("s3:/..")]
    public void A_source_that_climbs_is_refused(string source) =>
        Refused(TrackingErrorCode.InvalidParameterValue, $"Invalid model version source: '{source}'. {Climbs}", () => Models.CreateVersion("m", From(source)));

    [Theory]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("FILE:/etc")]
    [InlineData("file://host/etc")]
    [InlineData("relative/path")]
    [InlineData(" file:///etc")]
    [InlineData("%66ile:///etc")]
    [InlineData("..")]
    [InlineData("C:\\models")]
    public void A_local_path_needs_the_run_whose_artifacts_hold_it(string source) =>
        Refused(TrackingErrorCode.InvalidParameterValue, $"Invalid model version source: '{source}'. {NeedsRun}", () => Models.CreateVersion("m", From(source)));

    [Fact]
    public void A_local_path_below_the_artifacts_of_its_run_is_taken()
    {
        var (run, root) = LocalRun();

        foreach (var source in new[] { $"{root}/model", $"file://{root}/model", $"file:{root}/a%20b", root, $"{root}/x/../model" })
        {
            Assert.Equal(source, Models.CreateVersion("m", From(source) with { RunId = run }).DownloadUri);
        }
    }

    [Fact]
    public void A_local_path_that_leaves_the_artifacts_of_its_run_is_refused()
    {
        var (run, root) = LocalRun();
        Directory.CreateDirectory($"{root}/sub");
        Directory.CreateSymbolicLink($"{root}/sub/link", "/etc");
        Directory.CreateSymbolicLink($"{root}/loop", $"{root}/loop");

        foreach (var source in new[]
        {
            $"{root}/../other", $"{root}x/model", $"{root}/sub/link", $"{root}/sub/link/passwd", $"{root}/sub/link/../x", $"file://{root}/%2e%2e/other", $"{root}/loop/a", "/",
        })
        {
            Refused(
                TrackingErrorCode.InvalidParameterValue,
                $"Invalid model version source: '{source}'. {NeedsRun}",
                () => Models.CreateVersion("m", From(source) with { RunId = run }));
        }
    }

    [Fact]
    public void A_local_path_below_the_artifacts_of_its_logged_model_is_taken()
    {
        var experiment = Store.Experiments.CreateExperiment("local", Folder.File("local"), []);
        var model = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(experiment, "n", null, null, [], []));

        Assert.Equal(model.ArtifactUri, Models.CreateVersion("m", From(model.ArtifactUri) with { ModelId = model.Id }).DownloadUri);
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            $"Invalid model version source: '/etc'. {NeedsModel}",
            () => Models.CreateVersion("m", From("/etc") with { ModelId = model.Id }));
    }

    [Fact]
    public void A_run_that_is_to_vouch_for_a_path_must_be_there()
    {
        var (run, _) = StoredRun();

        Refused(TrackingErrorCode.ResourceDoesNotExist, "Run with id=nope not found", () => Models.CreateVersion("m", From("/a") with { RunId = "nope" }));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            $"Invalid model version source: '/a'. {NeedsRun}",
            () => Models.CreateVersion("m", From("/a") with { RunId = run }));
    }

    [Fact]
    public void A_prompt_has_no_source_to_speak_of_but_never_a_file()
    {
        var isPrompt = new KeyValuePair<string, string>("mlflow.prompt.is_prompt", "true");

        Assert.Equal("dummy-source", Models.CreateVersion("m", From("dummy-source", isPrompt)).Source);
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "Invalid prompt source: 'file:///etc/passwd'. Local source paths are not allowed for prompts.",
            () => Models.CreateVersion("m", From("file:///etc/passwd", isPrompt)));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "Invalid prompt source: '/etc'. Local source paths are not allowed for prompts.",
            () => Models.CreateVersion("m", From("/etc", isPrompt)));
    }

    [Fact]
    public void A_source_is_neither_empty_nor_long()
    {
        Refused(TrackingErrorCode.InvalidParameterValue, "Missing value for required parameter 'source'.", () => Models.CreateVersion("m", From("")));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "'source' exceeds the maximum length of 2048 characters",
            () => Models.CreateVersion("m", From("s3://" + new string('%', 2044))));
    }

    [Fact]
    public void A_logged_model_gives_its_files_and_its_run_and_notes_the_version()
    {
        var logged = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(0, "n", null, "run-1", [], []));

        var first = Models.CreateVersion("m", From($"models:/{logged.Id}") with { ModelId = logged.Id });
        var second = Models.CreateVersion("m", From($"models:/{logged.Id}") with { ModelId = logged.Id, RunId = "run-2" });

        Assert.Equal(($"models:/{logged.Id}", logged.ArtifactUri, "run-1", logged.Id), (first.Source, first.DownloadUri, first.RunId, first.ModelId));
        Assert.Equal("run-2", second.RunId);
        Assert.Equal(
            [new("mlflow.modelVersions", """[{"name":"m","version":1},{"name":"m","version":2}]""")],
            Store.LoggedModels.GetLoggedModel(logged.Id).Tags);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    public void A_list_of_versions_that_is_none_is_begun_anew(string text)
    {
        var logged = Store.LoggedModels.CreateLoggedModel(new NewLoggedModel(0, "n", null, null, [], [new("mlflow.modelVersions", text)]));

        Models.CreateVersion("m", From($"models:/{logged.Id}") with { ModelId = logged.Id });

        Assert.Equal("""[{"name":"m","version":1}]""", Store.LoggedModels.GetLoggedModel(logged.Id).Tags[0].Value);
    }

    [Theory]
    [InlineData("models:/other/1", "s3://b/1")]
    [InlineData("models:/other/latest", "s3://b/3")]
    [InlineData("models:/other/staging", "s3://b/2")]
    [InlineData("models:/other@champion", "s3://b/1")]
    public void Another_version_gives_its_files(string source, string place)
    {
        AddOther();

        Assert.Equal((source, place), Models.CreateVersion("m", From(source)) switch { var made => (made.Source, made.DownloadUri) });
    }

    [Theory]
    [InlineData("models:/m-0", "Logged model with ID 'm-0' not found.")]
    [InlineData("models:/none/1", "Model Version (name=none, version=1) not found")]
    [InlineData("models:/other/9", "Model Version (name=other, version=9) not found")]
    [InlineData("models:/other/Production", "Registered Model with name=other has no version Production")]
    public void A_model_that_is_not_there_gives_none(string source, string message)
    {
        AddOther();

        Refused(
            TrackingErrorCode.ResourceDoesNotExist,
            $"Unable to fetch model from model URI source artifact location '{source}'. Error: {message}",
            () => Models.CreateVersion("m", From(source)));
        Assert.Empty(Models.GetModel("m").LatestVersions);
    }

    [Theory]
    [InlineData("models:/")]
    [InlineData("models:/a/b/c")]
    [InlineData("models:/a/ ")]
    public void A_reference_has_a_form(string source) => Refused(
        TrackingErrorCode.InvalidParameterValue,
        $"Unable to fetch model from model URI source artifact location '{source}'. Error: Not a proper models:/ URI: {source}. Models URIs must be of the form "
        + "'models:/model_name/suffix' or 'models:/model_name@alias' where suffix is a model version, stage, or the string 'latest' and where alias is a "
        + "registered model alias. Only one of suffix or alias can be defined at a time.",
        () => Models.CreateVersion("m", From(source)));

    [Fact]
    public void A_logged_model_that_is_not_there_gives_no_version()
    {
        Refused(
            TrackingErrorCode.ResourceDoesNotExist,
            "Logged model with ID 'm-0' not found.",
            () => Models.CreateVersion("m", From("s3://b/p") with { ModelId = "m-0" }));

        Assert.Equal(1, Models.CreateVersion("m", From("s3://b/p")).Version);
    }

    void AddOther()
    {
        Models.CreateModel("other", null, []);
        for (var i = 1; i <= 3; i++)
        {
            Models.CreateVersion("other", From($"s3://b/{i}"));
        }

        Models.MoveToStage("other", 2, "Staging", false);
        Models.SetAlias("other", "champion", 1);
    }

    (string Run, string Root) LocalRun()
    {
        var experiment = Store.Experiments.CreateExperiment("local", Folder.File("local"), []);
        var run = Store.Runs.CreateRun(new NewRun(experiment, null, "", 0, null, []));
        Directory.CreateDirectory(run.ArtifactUri);
        return (run.Id, run.ArtifactUri);
    }

    (string Run, string Root) StoredRun()
    {
        var run = Store.Runs.CreateRun(new NewRun(0, null, "", 0, null, []));
        return (run.Id, run.ArtifactUri);
    }

    public sealed class OnSqlite() : ModelVersionSourceTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : ModelVersionSourceTests(new PostgresPlace(server));
}
