using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>What each role may do with an experiment, a run, a logged model, a registered model and artifacts.</summary>
public sealed class RoleTests : IDisposable
{
    static readonly Role[] Roles = [Role.None, Role.Viewer, Role.Editor, Role.Manager];

    /// <summary>Every call of the stores, what it needs, and on what.</summary>
    static readonly Dictionary<string, (Role Needed, Func<GuardedRoom, string> Place, Action<GuardedRoom> Act)> Calls = new()
    {
        ["experiment get"] = (Role.Viewer, OnExperiment, room => room.Guarded.Experiments.GetExperiment(room.Experiment)),
        ["experiment find"] = (Role.Viewer, OnExperiment, room => room.Guarded.Experiments.FindExperiment("first")),
        ["experiment create"] = (Role.Editor, OnStore, room => room.Guarded.Experiments.CreateExperiment("third", null, [])),
        ["experiment rename"] = (Role.Editor, OnExperiment, room => room.Guarded.Experiments.RenameExperiment(room.Experiment, "x")),
        ["experiment tag"] = (Role.Editor, OnExperiment, room => room.Guarded.Experiments.SetExperimentTag(room.Experiment, "a", "b")),
        ["experiment untag"] = (Role.Editor, OnExperiment, room => room.Guarded.Experiments.DeleteExperimentTag(room.Experiment, "k")),
        ["experiment delete"] = (Role.Manager, OnExperiment, room => room.Guarded.Experiments.DeleteExperiment(room.Experiment)),
        ["experiment restore"] = (Role.Manager, OnExperiment, room =>
        {
            if (!room.Store.Experiments.GetExperiment(room.Experiment).IsDeleted)
            {
                room.Store.Experiments.DeleteExperiment(room.Experiment);
            }

            room.Guarded.Experiments.RestoreExperiment(room.Experiment);
        }),
        ["run create"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.CreateRun(new NewRun(room.Experiment, "x", "", 0, null, []))),
        ["run get"] = (Role.Viewer, OnExperiment, room => room.Guarded.Runs.GetRun(room.Run)),
        ["run keys"] = (Role.Viewer, OnExperiment, room => room.Guarded.Runs.KeysOf(room.Experiment)),
        ["run update"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.UpdateRun(room.Run, new RunChange(RunStatus.Finished, 1, null))),
        ["run log"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.Log(room.Run, new RunBatch { Metrics = [new MetricValue("loss", 2, 0, 1)] })),
        ["run untag"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.DeleteTag(room.Run, "stage")),
        ["run inputs"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.LogInputs(room.Run, [], [])),
        ["run outputs"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.LogOutputs(room.Run, [])),
        ["run alive"] = (Role.Editor, OnExperiment, room => room.Guarded.Runs.NoteAlive(room.Run)),
        ["run delete"] = (Role.Manager, OnExperiment, room => room.Guarded.Runs.DeleteRun(room.Run)),
        ["run restore"] = (Role.Manager, OnExperiment, room => room.Guarded.Runs.RestoreRun(room.Run)),
        ["metric history"] = (Role.Viewer, OnExperiment, room => room.Guarded.Runs.MetricHistory(room.Run, "loss", null, null)),
        ["metric sample"] = (Role.Viewer, OnExperiment, room => room.Guarded.Runs.SampleMetric([room.Run], "loss", null, 10)),
        ["logged model create"] = (Role.Editor, OnExperiment, room => room.Guarded.LoggedModels.CreateLoggedModel(new NewLoggedModel(room.Experiment, "x", null, null, [], []))),
        ["logged model get"] = (Role.Viewer, OnExperiment, room => room.Guarded.LoggedModels.GetLoggedModel(room.LoggedModel)),
        ["logged model ready"] = (Role.Editor, OnExperiment, room => room.Guarded.LoggedModels.FinalizeLoggedModel(room.LoggedModel, LoggedModelStatus.Ready)),
        ["logged model tag"] = (Role.Editor, OnExperiment, room => room.Guarded.LoggedModels.SetLoggedModelTags(room.LoggedModel, [new("a", "b")])),
        ["logged model untag"] = (Role.Editor, OnExperiment, room => room.Guarded.LoggedModels.DeleteLoggedModelTag(room.LoggedModel, "k")),
        ["logged model parameters"] = (Role.Editor, OnExperiment, room => room.Guarded.LoggedModels.LogModelParameters(room.LoggedModel, [new("a", "b")])),
        ["logged model delete"] = (Role.Manager, OnExperiment, room => room.Guarded.LoggedModels.DeleteLoggedModel(room.LoggedModel)),
        ["model create"] = (Role.Editor, OnStore, room => room.Guarded.Models.CreateModel("new", null, [])),
        ["model get"] = (Role.Viewer, OnModel, room => room.Guarded.Models.GetModel(GuardedRoom.Model)),
        ["model describe"] = (Role.Editor, OnModel, room => room.Guarded.Models.DescribeModel(GuardedRoom.Model, "x")),
        ["model tag"] = (Role.Editor, OnModel, room => room.Guarded.Models.SetModelTag(GuardedRoom.Model, "a", "b")),
        ["model untag"] = (Role.Editor, OnModel, room => room.Guarded.Models.DeleteModelTag(GuardedRoom.Model, "k")),
        ["model rename"] = (Role.Manager, OnModel, room => room.Guarded.Models.RenameModel(GuardedRoom.Model, "scam")),
        ["model delete"] = (Role.Manager, OnModel, room => room.Guarded.Models.DeleteModel(GuardedRoom.Model)),
        ["model latest"] = (Role.Viewer, OnModel, room => room.Guarded.Models.LatestVersions(GuardedRoom.Model, [])),
        ["alias get"] = (Role.Viewer, OnModel, room => room.Guarded.Models.GetVersionByAlias(GuardedRoom.Model, "champion")),
        ["alias set"] = (Role.Manager, OnModel, room => room.Guarded.Models.SetAlias(GuardedRoom.Model, "champion", 1)),
        ["alias delete"] = (Role.Manager, OnModel, room => room.Guarded.Models.DeleteAlias(GuardedRoom.Model, "champion")),
        ["version create"] = (Role.Editor, OnModel, room => room.Guarded.Models.CreateVersion(GuardedRoom.Model, new NewVersion("s3://bucket/model", null, null, null, null, []))),
        ["version get"] = (Role.Viewer, OnModel, room => room.Guarded.Models.GetVersion(GuardedRoom.Model, 1)),
        ["version describe"] = (Role.Editor, OnModel, room => room.Guarded.Models.DescribeVersion(GuardedRoom.Model, 1, "x")),
        ["version tag"] = (Role.Editor, OnModel, room => room.Guarded.Models.SetVersionTag(GuardedRoom.Model, 1, "a", "b")),
        ["version untag"] = (Role.Editor, OnModel, room => room.Guarded.Models.DeleteVersionTag(GuardedRoom.Model, 1, "k")),
        ["history"] = (Role.Viewer, OnModel, room => room.Guarded.ModelHistory.Events(new HistoryQuery(GuardedRoom.Model))),
        ["history at"] = (Role.Viewer, OnModel, room => room.Guarded.ModelHistory.At(GuardedRoom.Model, room.Time.GetUtcNow().ToUnixTimeMilliseconds())),
        ["history of aliases"] = (Role.Viewer, OnModel, room => room.Guarded.ModelHistory.AliasPeriods(GuardedRoom.Model)),
        ["version stage"] = (Role.Manager, OnModel, room => room.Guarded.Models.MoveToStage(GuardedRoom.Model, 1, "Production", false)),
        ["version delete"] = (Role.Manager, OnModel, room => room.Guarded.Models.DeleteVersion(GuardedRoom.Model, 1)),
        ["trace start"] = (Role.Editor, OnExperiment, room => room.Guarded.Traces!.StartTrace(room.Trace("new"))),
        ["trace get"] = (Role.Viewer, OnExperiment, room => room.Guarded.Traces!.GetTrace("old")),
        ["trace tag"] = (Role.Editor, OnExperiment, room => room.Guarded.Traces!.SetTraceTag("old", "a", "b")),
        ["trace untag"] = (Role.Editor, OnExperiment, room => room.Guarded.Traces!.DeleteTraceTag("old", "k")),
        ["trace link"] = (Role.Editor, OnExperiment, room => room.Guarded.Traces!.LinkTraces(["old"], room.Run)),
        ["trace delete"] = (Role.Manager, OnExperiment, room => room.Guarded.Traces!.DeleteTraces(room.Experiment, ["old"])),
        ["traces delete"] = (Role.Manager, OnExperiment, room => room.Guarded.Traces!.DeleteTraces(room.Experiment, long.MaxValue, null)),
        ["assessment put"] = (Role.Editor, OnExperiment, room => room.Guarded.Traces!.PutAssessment("old", new TraceAssessment("a-1", "{}"))),
        ["assessment get"] = (Role.Viewer, OnExperiment, room => room.Guarded.Traces!.GetAssessment("old", "a-0")),
        ["assessment delete"] = (Role.Editor, OnExperiment, room => room.Guarded.Traces!.DeleteAssessment("old", "a-0")),
        ["artifact list"] = (Role.Viewer, OnExperiment, room => room.Guarded.Artifacts.List($"{room.Experiment}/{room.Run}/artifacts")),
        ["artifact list all"] = (Role.Viewer, OnExperiment, room => room.Guarded.Artifacts.ListAll($"{room.Experiment}")),
        ["artifact read"] = (Role.Viewer, OnExperiment, room => room.Guarded.Artifacts.OpenRead($"{room.Experiment}/{room.Run}/artifacts/a.txt")?.Dispose()),
        ["artifact folder of this machine"] = (Role.Viewer, OnExperiment, room => room.Guarded.Artifacts.LocalFolder($"{room.Experiment}/{room.Run}/artifacts")),
        ["artifact write"] = (Role.Editor, OnExperiment, room => room.Guarded.Artifacts.Write($"{room.Experiment}/x/artifacts/b.txt", _ => { })),
        ["artifact stream"] = (Role.Editor, OnExperiment, room => room.Guarded.Artifacts.WriteAsync($"{room.Experiment}/x/artifacts/c.txt", Stream.Null, default).GetAwaiter().GetResult()),
        ["artifact folder"] = (Role.Editor, OnExperiment, room => room.Guarded.Artifacts.AddFolder($"{room.Experiment}/x/artifacts/model", path => Directory.CreateDirectory(path))),
        ["artifact delete"] = (Role.Manager, OnExperiment, room => room.Guarded.Artifacts.Delete($"{room.Experiment}/{room.Run}/artifacts/a.txt")),
        ["scorer register"] = (Role.Editor, OnExperiment, room => room.Guarded.Scorers!.RegisterScorer(room.Experiment, "s", "{}")),
        ["scorer list"] = (Role.Viewer, OnExperiment, room => room.Guarded.Scorers!.ListScorers(room.Experiment)),
        ["scorer versions"] = (Role.Viewer, OnExperiment, room => room.Guarded.Scorers!.ListScorerVersions(room.Experiment, "old")),
        ["scorer get"] = (Role.Viewer, OnExperiment, room => room.Guarded.Scorers!.GetScorer(room.Experiment, "old", 1)),
        ["scorer delete"] = (Role.Manager, OnExperiment, room => room.Guarded.Scorers!.DeleteScorer(room.Experiment, "old", null)),
        ["upload begin"] = (Role.Editor, OnExperiment, room => room.Guarded.Uploads!.BeginUpload($"{room.Experiment}/x/artifacts/d.txt")),
        ["upload complete"] = (Role.Editor, OnExperiment, room =>
        {
            var path = $"{room.Experiment}/x/artifacts/d.txt";
            var id = room.Store.Uploads!.BeginUpload(path);
            var tag = room.Guarded.Uploads!.WritePartAsync(path, id, 1, Stream.Null, default).GetAwaiter().GetResult();
            room.Guarded.Uploads.CompleteUploadAsync(path, id, [new UploadedPart(1, tag)], static () => { }, default).GetAwaiter().GetResult();
        }),
        ["upload abort"] = (Role.Editor, OnExperiment, room => room.Guarded.Uploads!.AbortUpload($"{room.Experiment}/x/artifacts/d.txt", "")),
        ["artifact elsewhere"] = (Role.Editor, OnStore, room => room.Guarded.Artifacts.Write("shared/b.txt", _ => { })),
        ["artifact root"] = (Role.Viewer, OnStore, room => room.Guarded.Artifacts.List("")),
    };

    readonly GuardedRoom _room = new();

    [Fact]
    public void Metrics_are_asked_for_before_they_are_read()
    {
        var runs = _room.As(Role.None).Guarded.Runs;

        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => runs.MetricHistory(_room.Run, "none", null, null)).Code);
        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => runs.SampleMetric(["none", _room.Run], "none", null, 10)).Code);

        // A run that is not there has no history, which is no error.
        Assert.Empty(runs.MetricHistory("none", "loss", null, null).Items);
        Assert.Empty(runs.SampleMetric(["none"], "loss", null, 10));
    }

    public static TheoryData<string> Names => [.. Calls.Keys];

    public void Dispose() => _room.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_call_is_allowed_from_its_role_on_and_else_refused_with_what_is_needed(string call)
    {
        var (needed, place, act) = Calls[call];
        foreach (var role in Roles.Where(role => role < needed))
        {
            var before = _room.As(role).People.Audit.Head().Number;

            var refusal = Assert.Throws<TrackingException>(() => act(_room));

            Assert.Equal(TrackingErrorCode.PermissionDenied, refusal.Code);
            Assert.Equal($"This needs the role {RoleNames.Text(needed)} {place(_room)}; ann has {RoleNames.Text(role)} there. Ask somebody who manages it, or an administrator.", refusal.Message);
            if (role == Role.None)
            {
                Assert.Equal(before + 1, _room.People.Audit.Head().Number);
                Assert.Equal(("ann", "access", "refused", $"needs {RoleNames.Text(needed)}"), Entry());
            }
        }

        act(_room.As(needed));
    }

    [Theory]
    [InlineData("experiment delete", Role.Manager)]
    [InlineData("run log", Role.Manager)]
    [InlineData("model get", Role.Editor)]
    [InlineData("model delete", Role.Admin)]
    [InlineData("artifact elsewhere", Role.Admin)]
    [InlineData("version create", Role.Admin)]
    internal void A_greater_role_may_all_that_a_lesser_may(string call, Role role) => Calls[call].Act(_room.As(role));

    /// <summary>A call that is added to a store and not to the table above is seen here.</summary>
    [Fact]
    public void Every_call_of_every_store_is_in_the_table()
    {
        var methods = new[] { typeof(IExperimentStore), typeof(IRunStore), typeof(ILoggedModelStore), typeof(IModelRegistry), typeof(IRegistryHistory), typeof(ITraceStore), typeof(IArtifactStore), typeof(IMultipartUploads), typeof(IScorerStore) }.Sum(store => store.GetMethods().Length);

        // Searches and counts are filtered rather than refused: 2 + 1 for experiments (and datasets), 3 for runs, 1 for logged models, 2 for the registry, 1 for traces;
        // ActingAs does nothing, and the parts of an upload ask for nothing but its id. Two calls of artifacts are there a second time, outside of experiments.
        Assert.Equal(methods - 3 - 3 - 1 - 2 - 1 - 1 - 1 + 2, Calls.Count);
    }

    /// <summary>A token, or its absence, must not tell whether something hidden matched.</summary>
    [Fact]
    internal void A_page_of_one_has_a_token_only_where_something_seen_follows()
    {
        _room.As(Role.None, Role.Viewer);
        long[] both = [_room.Experiment, _room.OtherExperiment];
        var one = new SearchRequest { MaxResults = 1 };

        var experiments = _room.Guarded.Experiments.SearchExperiments(LifecycleView.All, one);
        var models = _room.Guarded.Models.SearchModels(one);
        var versions = _room.Guarded.Models.SearchVersions(one);
        var logged = _room.Guarded.LoggedModels.SearchLoggedModels(new LoggedModelSearch(both, [], [], one));

        Assert.Equal([_room.Experiment], experiments.Items.Select(found => found.Id));
        Assert.Equal([GuardedRoom.Model], models.Items.Select(found => found.Name));
        Assert.Single(logged.Items);
        Assert.All([experiments.NextToken, models.NextToken, versions.NextToken, logged.NextToken], Assert.Null);
    }

    [Theory]
    [InlineData(Role.None, Role.Viewer)]
    [InlineData(Role.Viewer, Role.None)]
    internal void Searches_leave_out_what_may_not_be_seen(Role role, Role onFirst)
    {
        var seesFirst = onFirst >= Role.Viewer;
        _room.As(role, onFirst);
        var (experiment, run, model) = seesFirst ? (_room.Experiment, _room.Run, GuardedRoom.Model) : (_room.OtherExperiment, _room.OtherRun, GuardedRoom.OtherModel);
        long[] both = [_room.Experiment, _room.OtherExperiment];

        var experiments = _room.Guarded.Experiments.SearchExperiments(LifecycleView.All, new SearchRequest()).Items.Select(found => found.Id).Where(id => id != 0);
        var runs = _room.Guarded.Runs.SearchRuns(new RunSearch(both, LifecycleView.All, new SearchRequest())).Items.Select(found => found.Id);
        var count = _room.Guarded.Runs.CountRuns(new RunSearch(both, LifecycleView.All, new SearchRequest()));
        var logged = _room.Guarded.LoggedModels.SearchLoggedModels(new LoggedModelSearch(both, [], [], new SearchRequest())).Items.Select(found => found.ExperimentId);
        var models = _room.Guarded.Models.SearchModels(new SearchRequest()).Items.Select(found => found.Name);
        var versions = _room.Guarded.Models.SearchVersions(new SearchRequest()).Items.Select(found => found.Name);

        Assert.Equal([experiment], experiments);
        Assert.Equal([run], runs);
        Assert.Equal(1, count);
        Assert.Equal([experiment], logged);
        Assert.Equal([model], models);
        Assert.Equal([model], versions);
        Assert.Equal([experiment], _room.Guarded.Experiments.CountRuns().Keys.Where(id => id != 0));
        Assert.Empty(_room.Guarded.Experiments.SearchDatasets(both));
        Assert.Equal(seesFirst ? ["old"] : [], _room.Guarded.Traces!.SearchTraces(both, new SearchRequest()).Items.Select(found => found.Id));
        Assert.Empty(_room.Guarded.Runs.RunIdsBeginning(seesFirst ? _room.OtherRun[..8] : _room.Run[..8]));
        Assert.Equal([run], _room.Guarded.Runs.RunIdsBeginning(run[..8]));
    }

    [Fact]
    public void Outside_of_a_request_nobody_asks_and_nothing_is_given()
    {
        var guarded = GuardedStores.Over(_room.Store, new Access(new CurrentCaller(new Microsoft.AspNetCore.Http.HttpContextAccessor()), _room.People, _room.Store, _room.Refusals));

        Assert.Throws<TrackingException>(() => guarded.Runs.GetRun(_room.Run));
    }

    [Fact]
    public void Whoever_makes_an_experiment_or_model_manages_it()
    {
        _room.People.Users.Add("root", "ed", "correct horse battery", Role.Editor);
        _room.AsUser("ed");

        var id = _room.Guarded.Experiments.CreateExperiment("mine", null, []);
        _room.Guarded.Models.CreateModel("mine", null, []);
        _room.AsUser("ed");

        _room.Guarded.Experiments.DeleteExperiment(id);
        _room.Guarded.Models.DeleteModel("mine");
        Assert.Throws<TrackingException>(() => _room.Guarded.Experiments.DeleteExperiment(_room.Experiment));
    }

    [Fact]
    public void The_history_names_the_caller_whatever_is_said()
    {
        _room.As(Role.Manager).Guarded.Models.ActingAs(new RegistryActor("somebody else", "better")).SetAlias(GuardedRoom.Model, "shadow", 1);

        var last = _room.Store.ModelHistory.Events(new HistoryQuery(GuardedRoom.Model)).Items[0];

        Assert.Equal(("ann", "better"), (last.User, last.Reason));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/{0}/run/artifacts/model")]
    [InlineData("mlflow-artifacts://host:5000/{0}/run/artifacts/model")]
    [InlineData("models:/{1}")]
    [InlineData("MODELS:/{1}")]
    [InlineData("models:/churn/1")]
    [InlineData("models:/churn@champion")]
    public void A_version_cannot_be_made_from_what_may_not_be_read(string source)
    {
        _room.As(Role.None, onFirst: Role.Manager);
        var hidden = string.Format(System.Globalization.CultureInfo.InvariantCulture, source, _room.OtherExperiment, _room.OtherLoggedModel);

        var refusal = Assert.Throws<TrackingException>(() => _room.Guarded.Models.CreateVersion(GuardedRoom.Model, new NewVersion(hidden, null, null, null, null, [])));

        Assert.Equal(TrackingErrorCode.PermissionDenied, refusal.Code);
    }

    [Theory]
    [InlineData("models:/{0}")]
    [InlineData("models://{0}")]
    [InlineData("models:///{0}")]
    [InlineData("Models:////{0}")]
    [InlineData("models://churn/1")]
    [InlineData("models:///churn/1")]
    [InlineData("models://churn/latest")]
    [InlineData("models:/churn/none")]
    [InlineData("models://churn@champion")]
    [InlineData("MODELS:///churn@champion")]
    [InlineData("models:/fraud@x/1")]
    [InlineData("models://fraud@x/1")]
    [InlineData("models:/fraud@x@champion")]
    [InlineData("models:/@fraud/1")]
    [InlineData("models:/ fraud/1")]
    public void Whatever_form_the_registry_follows_is_asked_for(string form)
    {
        _room.People.Users.Add("root", "ed", "correct horse battery", Role.Editor);
        _room.People.Grants.SetOnExperiment("root", "ed", _room.OtherExperiment, Role.None);
        _room.People.Grants.SetOnModel("root", "ed", GuardedRoom.OtherModel, Role.None);
        foreach (var name in new[] { "fraud@x", "@fraud", " fraud" })
        {
            _room.Store.Models.CreateModel(name, null, []);
            _room.Store.Models.CreateVersion(name, new NewVersion("s3://hidden/model", null, null, null, null, []));
            _room.Store.Models.SetAlias(name, "champion", 1);
            _room.People.Grants.SetOnModel("root", "ed", name, Role.None);
        }

        var source = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, _room.OtherLoggedModel);
        var version = new NewVersion(source, null, null, null, null, []);
        _room.AsUser("ed");

        var refusal = Assert.Throws<TrackingException>(() => _room.Guarded.Models.CreateVersion(GuardedRoom.Model, version));

        Assert.Equal(TrackingErrorCode.PermissionDenied, refusal.Code);
        Assert.NotEqual(source, _room.Store.Models.CreateVersion(GuardedRoom.Model, version).DownloadUri);
    }

    [Theory]
    [InlineData("models:/")]
    [InlineData("models://fraud//1")]
    [InlineData("models:/fraud/1/2")]
    [InlineData("models:/fraud/ ")]
    public void A_reference_that_is_none_is_refused_alike_whoever_asks(string source)
    {
        var version = new NewVersion(source, null, null, null, null, []);
        _room.As(Role.None, onFirst: Role.Manager);

        var refusal = Assert.Throws<TrackingException>(() => _room.Guarded.Models.CreateVersion(GuardedRoom.Model, version));

        Assert.StartsWith($"Unable to fetch model from model URI source artifact location '{source}'. Error: Not a proper models:/ URI: {source}.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message, Assert.Throws<TrackingException>(() => _room.Store.Models.CreateVersion(GuardedRoom.Model, version)).Message);
    }

    [Fact]
    public void A_version_names_only_a_logged_model_that_may_be_changed_and_a_run_that_may_be_read()
    {
        void Create(string? run, string? logged) => _room.Guarded.Models.CreateVersion(GuardedRoom.Model, new NewVersion("s3://bucket/model", run, null, null, logged, []));
        string Refusal(string? run, string? logged)
        {
            var refusal = Assert.Throws<TrackingException>(() => Create(run, logged));
            Assert.Equal(TrackingErrorCode.PermissionDenied, refusal.Code);
            return refusal.Message;
        }

        const string Ask = "Ask somebody who manages it, or an administrator.";
        _room.As(Role.None, onFirst: Role.Manager);
        Assert.Equal($"This needs the role viewer on experiment {_room.OtherExperiment}; ann has none there. {Ask}", Refusal(_room.OtherRun, null));
        Assert.Equal($"This needs the role editor on experiment {_room.OtherExperiment}; ann has none there. {Ask}", Refusal(null, _room.OtherLoggedModel));
        _room.As(Role.Viewer, onFirst: Role.Manager);
        Assert.Equal($"This needs the role editor on experiment {_room.OtherExperiment}; ann has viewer there. {Ask}", Refusal(null, _room.OtherLoggedModel));

        Create(_room.OtherRun, _room.LoggedModel);
        Create("a run of another store", "");
        Assert.DoesNotContain(_room.Store.LoggedModels.GetLoggedModel(_room.OtherLoggedModel).Tags, tag => tag.Value.Contains("fraud", StringComparison.Ordinal));
    }

    [Fact]
    public void A_metric_cannot_be_written_to_a_logged_model_of_another_experiment()
    {
        _room.As(Role.None, onFirst: Role.Editor);
        var batch = new RunBatch { Metrics = [new MetricValue("loss", 2, 0, 1) { ModelId = _room.OtherLoggedModel }] };

        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => _room.Guarded.Runs.Log(_room.Run, batch)).Code);
        _room.Guarded.Runs.Log(_room.Run, new RunBatch { Metrics = [new MetricValue("loss", 2, 0, 1) { ModelId = _room.LoggedModel }] });
    }

    [Theory]
    [InlineData("0{0}/x")]
    [InlineData("{0} /x")]
    [InlineData("+{0}/x")]
    public void A_path_that_only_looks_like_an_experiments_is_the_stores(string path)
    {
        _room.As(Role.None, onFirst: Role.Manager);

        var refusal = Assert.Throws<TrackingException>(() => _room.Guarded.Artifacts.OpenRead(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, _room.Experiment)));

        Assert.Equal("This needs the role viewer on the store as a whole; ann has none there. Ask somebody who manages it, or an administrator.", refusal.Message);
    }

    [Theory]
    [InlineData("./{0}/x")]
    [InlineData("{0}/../{1}/x")]
    [InlineData("/{0}/x")]
    public void A_path_that_is_no_plain_one_is_refused_as_such(string path)
    {
        _room.As(Role.None, onFirst: Role.Manager);

        var refusal = Assert.Throws<TrackingException>(() =>
            _room.Guarded.Artifacts.OpenRead(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, _room.Experiment, _room.OtherExperiment)));

        Assert.Equal(TrackingErrorCode.InvalidParameterValue, refusal.Code);
    }

    [Fact]
    public void What_is_done_is_in_the_log_and_what_is_refused_twice_a_minute()
    {
        _room.As(Role.Manager);
        _room.Guarded.Models.SetAlias(GuardedRoom.Model, "shadow", 1);
        _room.Guarded.Models.MoveToStage(GuardedRoom.Model, 1, "Production", true);
        _room.Guarded.Runs.DeleteRun(_room.Run);
        _room.As(Role.Viewer);
        for (var i = 0; i < 5; i++)
        {
            Assert.Throws<TrackingException>(() => _room.Guarded.Runs.RestoreRun(_room.Run));
            Assert.Throws<TrackingException>(() => _room.Guarded.Runs.DeleteRun(_room.OtherRun));
        }

        _room.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Throws<TrackingException>(() => _room.Guarded.Runs.RestoreRun(_room.Run));

        Assert.Equal(
            [
                "user.add user:root done role admin", "alias.set model:fraud done shadow = 1", "stage.move model:fraud/1 done Production, others archived", $"run.delete run:{_room.Run} done",
                $"access experiment:{_room.Experiment} refused needs manager", "access several refused 9 more in the same minute",
                $"access experiment:{_room.Experiment} refused needs manager",
            ],
            _room.People.Audit.Read(null, 100).Reverse().Select(entry => $"{entry.Action} {entry.Subject} {entry.Outcome} {entry.Details}".TrimEnd()));
    }

    static string OnExperiment(GuardedRoom room) => $"on experiment {room.Experiment}";

    static string OnModel(GuardedRoom room) => "on model 'fraud'";

    static string OnStore(GuardedRoom room) => "on the store as a whole";

    (string Actor, string Action, string Outcome, string Details) Entry()
    {
        var entry = _room.People.Audit.Read(null, 1)[0];
        return (entry.Actor, entry.Action, entry.Outcome, entry.Details);
    }
}
