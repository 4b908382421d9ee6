namespace Cambium.Tracking.Tests;

public abstract class SqlLoggedModelStoreTests(StorePlace place) : RegistryFixture(place)
{
    static readonly NewLoggedModel Plain = new(0, "n", null, null, [], []);

    ILoggedModelStore Logged => Store.LoggedModels;

    [Fact]
    public void A_model_has_what_it_was_made_with()
    {
        var made = Logged.CreateLoggedModel(new NewLoggedModel(0, "my model", "classifier", "run-1", [new("p", "1")], [new("t", "2")]));

        Assert.Matches("^m-[0-9a-f]{32}$", made.Id);
        Assert.Equivalent(
            new LoggedModelRecord
            {
                Id = made.Id,
                ExperimentId = 0,
                Name = "my model",
                ModelType = "classifier",
                SourceRunId = "run-1",
                Status = LoggedModelStatus.Pending,
                ArtifactUri = $"mlflow-artifacts:/0/models/{made.Id}/artifacts",
                Created = Now,
                Updated = Now,
                Parameters = [new("p", "1")],
                Tags = [new("t", "2")],
            },
            made,
            strict: true);
        Assert.Equivalent(made, Logged.GetLoggedModel(made.Id), strict: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_model_without_a_name_is_given_one(string? name) =>
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]+$", Logged.CreateLoggedModel(Plain with { Name = name }).Name);

    [Fact]
    public void A_query_of_the_experiments_place_stays_at_the_end()
    {
        var experiment = Store.Experiments.CreateExperiment("q", "s3://bucket/p?x=y", []);

        var made = Logged.CreateLoggedModel(Plain with { ExperimentId = experiment });

        Assert.Equal($"s3://bucket/p/models/{made.Id}/artifacts?x=y", made.ArtifactUri);
    }

    [Fact]
    public void The_experiment_must_be_there_and_active()
    {
        var experiment = Store.Experiments.CreateExperiment("gone", null, []);
        Store.Experiments.DeleteExperiment(experiment);

        Refused(TrackingErrorCode.ResourceDoesNotExist, "No Experiment with id=999 exists", () => Logged.CreateLoggedModel(Plain with { ExperimentId = 999 }));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            $"The experiment {experiment} must be in the 'active' state. Current state is deleted.",
            () => Logged.CreateLoggedModel(Plain with { ExperimentId = experiment }));
    }

    [Fact]
    public void A_name_that_a_path_or_filter_would_read_is_refused() => Refused(
        TrackingErrorCode.InvalidParameterValue,
        "Invalid model name ('a/b') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")",
        () => Logged.CreateLoggedModel(Plain with { Name = "a/b" }));

    [Theory]
    [InlineData((int)LoggedModelStatus.Ready)]
    [InlineData((int)LoggedModelStatus.UploadFailed)]
    public void Finalizing_says_how_a_model_stands_in_any_order(int status)
    {
        var id = Logged.CreateLoggedModel(Plain).Id;
        var later = Tick();

        var ready = Logged.FinalizeLoggedModel(id, (LoggedModelStatus)status);

        Assert.Equal(((LoggedModelStatus)status, later), (ready.Status, ready.Updated));
        Assert.Equal(LoggedModelStatus.Pending, Logged.FinalizeLoggedModel(id, LoggedModelStatus.Pending).Status);
    }

    [Fact]
    public void A_deleted_model_is_not_found_by_any_call()
    {
        var id = Logged.CreateLoggedModel(Plain).Id;
        var kept = Logged.CreateLoggedModel(Plain).Id;

        Logged.DeleteLoggedModel(id);

        void NotFound(Action call) => Refused(TrackingErrorCode.ResourceDoesNotExist, $"Logged model with ID '{id}' not found.", call);
        NotFound(() => Logged.GetLoggedModel(id));
        NotFound(() => Logged.FinalizeLoggedModel(id, LoggedModelStatus.Ready));
        NotFound(() => Logged.DeleteLoggedModel(id));
        NotFound(() => Logged.SetLoggedModelTags(id, [new("k", "v")]));
        NotFound(() => Logged.DeleteLoggedModelTag(id, "k"));
        NotFound(() => Logged.LogModelParameters(id, []));
        Assert.Equal([kept], Logged.SearchLoggedModels(new LoggedModelSearch([0], [], [], new SearchRequest())).Items.Select(model => model.Id));
    }

    [Fact]
    public void Tags_are_set_over_and_taken_away()
    {
        var id = Logged.CreateLoggedModel(Plain).Id;
        Logged.SetLoggedModelTags(id, [new("b", "1"), new("a", "1"), new("b", "2")]);
        Assert.Equal([new("a", "1"), new("b", "2")], Logged.GetLoggedModel(id).Tags);

        Logged.DeleteLoggedModelTag(id, "a");

        Assert.Equal([new("b", "2")], Logged.GetLoggedModel(id).Tags);
        Refused(TrackingErrorCode.ResourceDoesNotExist, $"No tag with key 'a' found for model with ID '{id}'.", () => Logged.DeleteLoggedModelTag(id, "a"));
    }

    [Fact]
    public void Parameters_come_in_parts_and_never_change()
    {
        var id = Logged.CreateLoggedModel(Plain with { Parameters = [new("a", "1")] }).Id;
        Logged.LogModelParameters(id, [new("b", ""), new("a", "1")]);

        Refused(
            TrackingErrorCode.InvalidParameterValue,
            $"Changing param values is not allowed. Param with key='a' was already logged with value='1' for model ID='{id}'. Attempted logging new value '2'.",
            () => Logged.LogModelParameters(id, [new("c", "3"), new("a", "2")]));

        Assert.Equal([new("a", "1"), new("b", "")], Logged.GetLoggedModel(id).Parameters);
    }

    [Fact]
    public void Metrics_that_name_the_model_are_its_own_and_may_come_twice()
    {
        var id = Logged.CreateLoggedModel(Plain).Id;
        var run = Store.Runs.CreateRun(new NewRun(0, null, "", 0, null, [])).Id;
        MetricValue[] points =
        [
            new("auc", 0.9, 10, 1) { ModelId = id, DatasetName = "d", DatasetDigest = "0" },
            new("loss", double.NaN, 10, 0) { ModelId = id },
            new("other", 1, 10, 0),
        ];

        Store.Runs.Log(run, new RunBatch { Metrics = points });
        Store.Runs.Log(run, new RunBatch { Metrics = points });

        Assert.Equal([new(run, points[0]), new LoggedModelMetric(run, points[1])], Logged.GetLoggedModel(id).Metrics);
    }

    public sealed class OnSqlite() : SqlLoggedModelStoreTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : SqlLoggedModelStoreTests(new PostgresPlace(server));
}
