namespace Cambium.Tracking.Tests;

public abstract class RegistrySearchTests(StorePlace place) : RegistryFixture(place)
{
    [Theory]
    [InlineData(null, "a b c")]
    [InlineData("name = 'b'", "b")]
    [InlineData("name != 'b'", "a c")]
    [InlineData("name ILIKE 'B%'", "b")]
    [InlineData("name LIKE 'B%'", "")]
    [InlineData("tags.team = 'risk'", "a")]
    [InlineData("tags.`team` != 'risk' AND name != 'c'", "b")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "p")]
    [InlineData("tag.`mlflow.prompt.is_prompt` != 'true'", "a b c")]
    [InlineData("name LIKE '%' AND tag.`mlflow.prompt.is_prompt` != 'true'", "a b c")]
    public void Models_are_found_by_name_and_tags_and_prompts_only_when_asked_for(string? filter, string names)
    {
        AddModels();

        Assert.Equal(names, string.Join(' ', Models.SearchModels(new SearchRequest { Filter = filter }).Items.Select(model => model.Name)));
    }

    [Theory]
    [InlineData("name DESC", "c b a")]
    [InlineData("last_updated_timestamp DESC", "a c b")]
    [InlineData("timestamp", "b c a")]
    public void Models_come_in_the_order_that_is_asked_for(string order, string names)
    {
        AddModels();

        Assert.Equal(names, string.Join(' ', Models.SearchModels(new SearchRequest { OrderBy = [order] }).Items.Select(model => model.Name)));
    }

    [Theory]
    [InlineData(null, "a2 c1 b1 a1")]
    [InlineData("name = 'a'", "a2 a1")]
    [InlineData("run_id = 'r1'", "a1")]
    [InlineData("run_id IN ('r1', 'r2')", "a2 a1")]
    [InlineData("source_path LIKE '%/c'", "c1")]
    [InlineData("version_number > 1", "a2")]
    [InlineData("version_number = '2'", "a2")]
    [InlineData("tags.stage = 'test'", "b1")]
    [InlineData("name = 'p' AND tags.`mlflow.prompt.is_prompt` = 'true'", "p1")]
    public void Versions_are_found_by_what_they_are_and_those_changed_last_come_first(string? filter, string versions)
    {
        AddModels();

        var found = Models.SearchVersions(new SearchRequest { Filter = filter }).Items;

        Assert.Equal(versions, string.Join(' ', found.Select(version => $"{version.Name}{version.Version}")));
        Assert.All(found, version => Assert.Equivalent(Models.GetVersion(version.Name, version.Version), version, strict: true));
    }

    [Fact]
    public void Many_versions_come_in_pages_that_hold_each_once()
    {
        AddModel("m", 1203);
        Models.SetAlias("m", "champion", 700);
        var found = new List<VersionRecord>();
        string? token = null;
        do
        {
            var page = Models.SearchVersions(new SearchRequest { OrderBy = ["version_number ASC"], MaxResults = 600, PageToken = token });
            found.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(1, 1203), found.Select(version => version.Version));
        Assert.Equal(["champion"], found[699].Aliases);
    }

    [Fact]
    public void What_is_no_filter_or_order_is_refused_without_SQL_in_the_message()
    {
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "Invalid attribute key 'status' specified. Valid keys are '{'name'}'",
            () => Models.SearchModels(new SearchRequest { Filter = "status = 'x'" }));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "`order_by` contains duplicate fields: ['name', 'name DESC']",
            () => Models.SearchModels(new SearchRequest { OrderBy = ["name", "name DESC"] }));
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "Invalid page token, could not base64-decode",
            () => Models.SearchVersions(new SearchRequest { PageToken = "?" }));
    }

    [Theory]
    [InlineData(null, "new old")]
    [InlineData("name = 'old'", "old")]
    [InlineData("attributes.status = 'READY'", "old")]
    [InlineData("metrics.auc > 0.8", "new")]
    [InlineData("params.depth = '3'", "old")]
    [InlineData("tags.t LIKE 'x%'", "new")]
    public void Logged_models_are_found_by_what_they_are_the_newest_first(string? filter, string names)
    {
        var logged = Store.LoggedModels;
        var old = logged.CreateLoggedModel(new NewLoggedModel(0, "old", null, null, [new("depth", "3")], []));
        logged.FinalizeLoggedModel(old.Id, LoggedModelStatus.Ready);
        Tick();
        var young = logged.CreateLoggedModel(new NewLoggedModel(0, "new", null, null, [], [new("t", "xy")]));
        var run = Store.Runs.CreateRun(new NewRun(0, null, "", 0, null, [])).Id;
        Store.Runs.Log(run, new RunBatch { Metrics = [new("auc", 0.9, 1, 0) { ModelId = young.Id }, new("auc", 0.5, 1, 0) { ModelId = old.Id }] });

        var found = logged.SearchLoggedModels(new LoggedModelSearch([0], [], [], new SearchRequest { Filter = filter })).Items;

        Assert.Equal(names, string.Join(' ', found.Select(model => model.Name)));
        Assert.All(found, model => Assert.Equivalent(logged.GetLoggedModel(model.Id), model, strict: true));
    }

    [Fact]
    public void Pages_of_logged_models_go_with_one_search_only()
    {
        var logged = Store.LoggedModels;
        for (var i = 0; i < 5; i++)
        {
            logged.CreateLoggedModel(new NewLoggedModel(0, $"m{i}", null, null, [], []));
            Tick();
        }

        LoggedModelSearch Search(string? token, string? filter = null) =>
            new([0], [], [new LoggedModelOrder("name", true, null, null)], new SearchRequest { MaxResults = 3, PageToken = token, Filter = filter });
        var first = logged.SearchLoggedModels(Search(null));
        var second = logged.SearchLoggedModels(Search(first.NextToken));

        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], first.Items.Concat(second.Items).Select(model => model.Name));
        Assert.Null(second.NextToken);
        Refused(
            TrackingErrorCode.InvalidParameterValue,
            "Filter string in the page token does not match the requested value. Expected: \"name = 'm0'\". Found: \"\"",
            () => logged.SearchLoggedModels(Search(first.NextToken, "name = 'm0'")));
    }

    /// <summary>Models a (two versions, changed last), b and c, and prompt p.</summary>
    void AddModels()
    {
        Models.CreateModel("a", null, [new("team", "risk")]);
        Models.CreateModel("b", null, [new("team", "fraud")]);
        Models.CreateModel("c", null, []);
        Models.CreateModel("p", null, [new("mlflow.prompt.is_prompt", "true")]);
        Models.CreateVersion("p", From("dummy-source", new KeyValuePair<string, string>("mlflow.prompt.is_prompt", "true")));
        Models.CreateVersion("a", From("s3://b/a") with { RunId = "r1" });
        Tick();
        Models.CreateVersion("b", From("s3://b/b", new KeyValuePair<string, string>("stage", "test")));
        Tick();
        Models.CreateVersion("c", From("s3://b/c"));
        Tick();
        Models.CreateVersion("a", From("s3://b/a") with { RunId = "r2" });
    }

    public sealed class OnSqlite() : RegistrySearchTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : RegistrySearchTests(new PostgresPlace(server));
}
