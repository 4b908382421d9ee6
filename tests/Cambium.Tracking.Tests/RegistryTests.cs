namespace Cambium.Tracking.Tests;

public abstract class RegistryTests : IDisposable
{
    readonly StorePlace _place;
    readonly Tracker _tracker;

    protected RegistryTests(StorePlace place)
    {
        _place = place;
        _tracker = place.OpenTracker();
    }

    public void Dispose()
    {
        _tracker.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void Version_refers_to_the_model_that_its_run_saved()
    {
        var run = RunWithModel();

        var version = _tracker.Register("mortgages", run.Id);

        Assert.Equal(("mortgages", 1, run.Id), (version.Name, version.Version, version.RunId));
        Assert.Equal($"mlflow-artifacts:/{run.ExperimentId}/{run.Id}/artifacts/model", version.Source);
        Assert.Equal(_place.Folder.File($"artifacts/{run.ExperimentId}/{run.Id}/artifacts/model"), _tracker.FetchModel(version));
        Assert.True(File.Exists(Path.Combine(_tracker.FetchModel(version), "MLmodel")));
        Assert.Empty(version.Aliases);
    }

    [Fact]
    public void Versions_count_from_one_for_each_name()
    {
        var run = RunWithModel();

        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => _tracker.Register("b", run.Id).Version));
        Assert.Equal(1, _tracker.Register("a", run.Id[..6]).Version);

        Assert.Equal(["a", "b"], _tracker.Models().Select(model => model.Name));
        Assert.Equal([3, 2, 1], _tracker.FindModel("b").Versions.Select(version => version.Version));
    }

    [Fact]
    public void Version_number_is_never_given_twice()
    {
        var run = RunWithModel();
        _tracker.Register("m", run.Id);
        _tracker.Register("m", run.Id);
        _place.Scalar("DELETE FROM model_versions WHERE version = 2");

        Assert.Equal(3, _tracker.Register("m", run.Id).Version);
    }

    [Fact]
    public void Two_trackers_that_register_at_once_get_different_versions()
    {
        var run = RunWithModel();
        using var other = _place.OpenTracker();

        var versions = Enumerable.Range(0, 20).AsParallel().WithDegreeOfParallelism(4)
            .Select(i => (i % 2 == 0 ? _tracker : other).Register("m", run.Id).Version).ToList();

        Assert.Equal(Enumerable.Range(1, 20), versions.Order());
    }

    [Fact]
    public void Run_without_a_model_cannot_be_registered()
    {
        using var run = _tracker.Start("e", "r");

        Assert.Equal(
            $"Run {run.Id} saved no model, so it cannot be registered as 'mortgages'. Log the model to the run first.",
            Assert.Throws<TrackingException>(() => _tracker.Register("mortgages", run.Id)).Message);
        Assert.Empty(_tracker.Models());
    }

    [Theory]
    [InlineData("", "it is blank")]
    [InlineData("  ", "it is blank")]
    [InlineData("a/b", "it holds '/'")]
    [InlineData("a\\b", "it holds '\\'")]
    [InlineData("a@b", "it holds '@'")]
    [InlineData("a:b", "it holds ':'")]
    [InlineData("..", "it names a folder")]
    [InlineData(" a", "it begins or ends with a blank")]
    [InlineData("a\nb", "it holds a control character")]
    public void Name_must_be_a_plain_one(string name, string problem) =>
        Assert.Equal(
            $"'{name}' cannot name a model: {problem}. Give a plain name, such as 'mortgages'.",
            Assert.Throws<TrackingException>(() => _tracker.Register(name, "0000")).Message);

    [Fact]
    public void Alias_moves_to_the_version_it_is_set_to()
    {
        var run = RunWithModel();
        _tracker.Register("m", run.Id);
        _tracker.Register("m", run.Id);

        _tracker.SetAlias("m", "champion", 1);
        _tracker.SetAlias("m", "b-2_ü", 1);
        _tracker.SetAlias("m", "champion", 2);

        Assert.Equal([["champion"], ["b-2_ü"]], _tracker.FindModel("m").Versions.Select(version => version.Aliases));
    }

    [Fact]
    public void Alias_is_case_sensitive()
    {
        _tracker.Register("m", RunWithModel().Id);
        _tracker.SetAlias("m", "Champion", 1);

        Assert.Throws<TrackingException>(() => _tracker.FindVersion("m@champion"));
        Assert.Equal(1, _tracker.FindVersion("m@Champion").Version);
    }

    [Theory]
    [InlineData("", "an alias is made of 1 to 250 letters, digits, '_' and '-'")]
    [InlineData("a b", "an alias is made of 1 to 250 letters, digits, '_' and '-'")]
    [InlineData("a\n", "an alias is made of 1 to 250 letters, digits, '_' and '-'")]
    [InlineData("Latest", "'latest' is kept for the newest version")]
    [InlineData("v12", "it looks like a version")]
    public void Alias_must_be_a_plain_word(string alias, string problem)
    {
        _tracker.Register("m", RunWithModel().Id);

        Assert.Equal(
            $"'{alias}' cannot be an alias: {problem}. Give a name such as 'champion'.",
            Assert.Throws<TrackingException>(() => _tracker.SetAlias("m", alias, 1)).Message);
    }

    [Fact]
    public void Alias_of_a_version_or_model_that_is_not_there_is_refused()
    {
        _tracker.Register("mortgages", RunWithModel().Id);

        Assert.Equal(
            "Model 'mortgages' has no version '2'. It has: 1.",
            Assert.Throws<TrackingException>(() => _tracker.SetAlias("mortgages", "champion", 2)).Message);
        Assert.Equal(
            "There is no model 'mortgage'. Did you mean 'mortgages'? The models are: mortgages.",
            Assert.Throws<TrackingException>(() => _tracker.SetAlias("mortgage", "champion", 1)).Message);
    }

    [Theory]
    [InlineData("m/1", 1)]
    [InlineData("models:/m/2", 2)]
    [InlineData("m@champion", 2)]
    [InlineData("models:/m@champion", 2)]
    [InlineData("m", 2)]
    [InlineData("m@latest", 3)]
    [InlineData("models:/other", 1)]
    public void Reference_finds_its_version(string reference, int version)
    {
        var run = RunWithModel();
        _tracker.Register("other", run.Id);
        for (var i = 0; i < 3; i++)
        {
            _tracker.Register("m", run.Id);
        }

        _tracker.SetAlias("m", "champion", 2);

        Assert.Equal(version, _tracker.FindVersion(reference).Version);
    }

    [Theory]
    [InlineData("m/3", "Model 'm' has no version '3'. It has: 2, 1.")]
    [InlineData("m/one", "Model 'm' has no version 'one'. It has: 2, 1.")]
    [InlineData("m/", "Model 'm' has no version ''. It has: 2, 1.")]
    [InlineData("m/-1", "Model 'm' has no version '-1'. It has: 2, 1.")]
    [InlineData("m@champoin", "Model 'm' has no alias 'champoin'. Did you mean 'champion'? It has: challenger, champion.")]
    [InlineData("n", "There is no model 'n'. Did you mean 'm'? The models are: m.")]
    [InlineData("models:/unknown", "There is no model 'unknown'. The models are: m.")]
    public void Reference_that_finds_nothing_says_what_there_is(string reference, string message)
    {
        var run = RunWithModel();
        _tracker.Register("m", run.Id);
        _tracker.Register("m", run.Id);
        _tracker.SetAlias("m", "champion", 2);
        _tracker.SetAlias("m", "challenger", 1);

        Assert.Equal(message, Assert.Throws<TrackingException>(() => _tracker.FindVersion(reference)).Message);
    }

    [Fact]
    public void Empty_registry_says_so()
    {
        Assert.Empty(_tracker.Models());
        Assert.Equal(
            $"There is no model 'm'; {_place.Name} has none. Register one first.",
            Assert.Throws<TrackingException>(() => _tracker.FindVersion("m")).Message);
    }

    Run RunWithModel()
    {
        var run = _tracker.Start("e", "r");
        StoredModel.AddTo(_tracker, run);
        return run;
    }

    public sealed class OnSqlite() : RegistryTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : RegistryTests(new PostgresPlace(server));
}
