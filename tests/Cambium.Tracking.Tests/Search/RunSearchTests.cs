namespace Cambium.Tracking.Tests;

public abstract class RunSearchTests(StorePlace place) : IDisposable
{
    readonly SearchStores _stores = new(place);

    public void Dispose() => _stores.Dispose();

    [Fact]
    public void Runs_come_last_started_first_then_by_id()
    {
        var ids = new[] { _stores.AddRun("a", 5), _stores.AddRun("b", 7), _stores.AddRun("c", 5), _stores.AddRun("d", 5) };
        var sameStart = new[] { (ids[0], "a"), (ids[2], "c"), (ids[3], "d") }.OrderBy(run => run.Item1, StringComparer.Ordinal).Select(run => run.Item2);

        Assert.Equal("b " + string.Join(' ', sameStart), _stores.FindRuns(null));
        Assert.Equal(string.Join(' ', sameStart) + " b", _stores.FindRuns("", "start_time"));
    }

    [Fact]
    public void Metric_is_the_latest_and_nan_is_unequal_to_all_and_neither_less_nor_greater()
    {
        _stores.AddRun("low", 9, SearchStores.Metric("m", 9, 1));
        _stores.AddRun("zero", 8, SearchStores.Metric("m", 0));
        _stores.AddRun("nan", 7, SearchStores.Metric("m", 5, double.NaN));
        _stores.AddRun("none", 6, SearchStores.Metric("other", 1));

        Assert.Equal("zero", _stores.FindRuns("metrics.m = 0"));
        Assert.Equal("low nan", _stores.FindRuns("metrics.m != 0"));
        Assert.Equal("low", _stores.FindRuns("metrics.m > 0"));
        Assert.Equal("low zero", _stores.FindRuns("metrics.m >= 0"));
        Assert.Equal("zero", _stores.FindRuns("metrics.m < 0.5"));
        Assert.Equal("low zero", _stores.FindRuns("metrics.m <= 1e999"));
        Assert.Equal("low", _stores.FindRuns("metrics.m = 1 AND metrics.m < 2"));
        Assert.Equal("", _stores.FindRuns("metrics.never > 0"));
    }

    [Fact]
    public void Order_by_a_metric_has_numbers_then_nan_then_missing_both_ways()
    {
        _stores.AddRun("nan", 1, SearchStores.Metric("m", double.NaN));
        _stores.AddRun("missing", 2);
        _stores.AddRun("minus", 3, SearchStores.Metric("m", -1));
        _stores.AddRun("plus", 4, SearchStores.Metric("m", 1));

        Assert.Equal("minus plus nan missing", _stores.FindRuns(null, "metrics.m"));
        Assert.Equal("plus minus nan missing", _stores.FindRuns(null, "metrics.m DESC"));
        Assert.Equal("plus minus missing nan", _stores.FindRuns(null, "metrics.never DESC"));
    }

    [Fact]
    public void Parameters_and_tags_are_compared_as_text_where_they_are()
    {
        _stores.AddRun("ten", 3, SearchStores.Parameter("p", "10"));
        _stores.AddRun("nine", 2, SearchStores.Parameter("p", "9"));
        _stores.AddRun("none", 1, SearchStores.Tag("p", "10"));

        Assert.Equal("ten", _stores.FindRuns("params.p = '10'"));
        Assert.Equal("nine", _stores.FindRuns("params.p != '10'"));
        Assert.Equal("none", _stores.FindRuns("tags.p = '10'"));
        Assert.Equal("ten nine none", _stores.FindRuns(null, "params.p"));
        Assert.Equal("nine ten none", _stores.FindRuns(null, "params.p DESC"));
        Assert.Equal("none ten nine", _stores.FindRuns(null, "tags.p DESC"));
        Assert.Equal("nine", _stores.FindRuns("tags.mlflow.runName LIKE 'n_ne' AND params.p = '9'"));
    }

    [Fact]
    public void Like_knows_case_and_ilike_does_not()
    {
        _stores.AddRun("Straße", 2, SearchStores.Parameter("p", "Ünder_score"));
        _stores.AddRun("strasse", 1, SearchStores.Parameter("p", "underXscore"));

        Assert.Equal("Straße", _stores.FindRuns("run_name LIKE 'Str%'"));
        Assert.Equal("Straße strasse", _stores.FindRuns("run_name ILIKE 'sTR%'"));
        Assert.Equal("Straße strasse", _stores.FindRuns("params.p LIKE '%der_score'"));
        Assert.Equal("Straße", _stores.FindRuns("params.p ILIKE 'üNDER%'"));
        Assert.Equal("", _stores.FindRuns("params.p LIKE '%DER%'"));
    }

    [Fact]
    public void Attributes_are_compared()
    {
        var a = _stores.AddRun("a", 5);
        var b = _stores.AddRun("b", 4);
        _stores.Runs.UpdateRun(b, new RunChange(RunStatus.Finished, 10, null));

        Assert.Equal("b", _stores.FindRuns("attributes.status = 'FINISHED' AND user_id = 'ann'"));
        Assert.Equal("a", _stores.FindRuns("start_time > 4"));
        Assert.Equal("b", _stores.FindRuns("end_time >= 10"));
        Assert.Equal("", _stores.FindRuns("end_time != 10"));
        Assert.Equal("b a", _stores.FindRuns(null, "end_time DESC"));
        Assert.Equal("b a", _stores.FindRuns(null, "run_name DESC"));
        Assert.Equal("a", _stores.FindRuns($"run_id IN ('{a}', 'x')"));
        Assert.Equal("b", _stores.FindRuns($"run_id NOT IN ('{a}')"));
        Assert.Equal("b", _stores.FindRuns($"artifact_uri LIKE '%{b}/artifacts'"));
    }

    [Fact]
    public void Datasets_are_compared()
    {
        Read(_stores.AddRun("train", 2), "mnist", "d1", "training");
        Read(_stores.AddRun("test", 1), "mnist", "d2", "testing");
        _stores.AddRun("none");

        Assert.Equal("train test", _stores.FindRuns("dataset.name = 'mnist'"));
        Assert.Equal("test", _stores.FindRuns("datasets.digest IN ('d2', 'd3')"));
        Assert.Equal("train", _stores.FindRuns("dataset.context LIKE 'tr%' AND dataset.name ILIKE 'MN%'"));
        Assert.Equal("test", _stores.FindRuns("dataset.context NOT IN ('training')"));
    }

    [Fact]
    public void Deleted_runs_and_other_experiments_are_found_only_when_asked_for()
    {
        _stores.Runs.DeleteRun(_stores.AddRun("gone", 2));
        _stores.AddRun("there", 1);
        var other = _stores.Experiments.CreateExperiment("other", null, []);
        var search = new SearchRequest { OrderBy = ["run_name"] };

        Assert.Equal("there", _stores.FindRuns(null));
        Assert.Equal(["gone"], _stores.RunPage(search, LifecycleView.Deleted).Items.Select(run => run.Name));
        Assert.Equal(["gone", "there"], _stores.RunPage(search, LifecycleView.All).Items.Select(run => run.Name));
        Assert.Empty(_stores.Runs.SearchRuns(new RunSearch([other], LifecycleView.All, search)).Items);
        Assert.Empty(_stores.Runs.SearchRuns(new RunSearch([], LifecycleView.All, search)).Items);
        Assert.Single(_stores.Runs.SearchRuns(new RunSearch([other, 0, 0], LifecycleView.Active, search)).Items);
    }

    [Fact]
    public void Full_page_has_a_token_even_where_nothing_follows()
    {
        for (var i = 0; i < 4; i++)
        {
            _stores.AddRun($"{i}", -i);
        }

        var first = _stores.RunPage(new SearchRequest { MaxResults = 2 });
        var second = _stores.RunPage(new SearchRequest { MaxResults = 2, PageToken = first.NextToken });
        var third = _stores.RunPage(new SearchRequest { MaxResults = 2, PageToken = second.NextToken });

        Assert.Equal(["0", "1", "2", "3"], first.Items.Concat(second.Items).Select(run => run.Name));
        Assert.Equal("eyJvZmZzZXQiOiAyfQ==", first.NextToken);
        Assert.NotNull(second.NextToken);
        Assert.Empty(third.Items);
        Assert.Null(third.NextToken);
        Assert.Null(_stores.RunPage(new SearchRequest { MaxResults = 5 }).NextToken);
        Assert.Equal(
            "Invalid page token, could not base64-decode",
            Assert.Throws<TrackingException>(() => _stores.RunPage(new SearchRequest { PageToken = "?" })).Message);
    }

    [Theory]
    [InlineData("tags.`a'b\"; DROP TABLE runs; --` = 'x'")]
    [InlineData("tags.a = \"' OR 1=1; DROP TABLE runs; --\"")]
    [InlineData("params.a LIKE '%'")]
    [InlineData("run_name = \"@s0\"")]
    public void Sql_in_keys_and_values_is_nothing_but_text(string filter)
    {
        _stores.AddRun("a");

        Assert.Equal("", _stores.FindRuns(filter));
        Assert.Equal("a", _stores.FindRuns(null, "tags.`x'; DROP TABLE runs; --`", "metrics.`\"`"));
    }

    [Fact]
    public void Most_clauses_keys_values_and_experiments_are_searched()
    {
        _stores.AddRun("a", 0, SearchStores.Metric("m", 1));
        var clauses = string.Join(" AND ", Enumerable.Repeat("metrics.m = 1", FilterParser.MaxClauses - 1));
        var values = string.Join(',', Enumerable.Range(0, 35_000).Select(i => $"'{i % 10}'"));
        var filter = $"{clauses} AND run_id NOT IN ({values})";
        var search = new SearchRequest { Filter = filter, OrderBy = [.. Enumerable.Range(0, OrderParser.MaxKeys).Select(i => $"metrics.m{i}")] };

        Assert.Single(_stores.Runs.SearchRuns(new RunSearch([.. Enumerable.Range(0, 50_000)], LifecycleView.Active, search)).Items);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(9_000)]
    [InlineData(1)]
    public void Page_that_would_take_too_much_text_ends_before_and_goes_on_with_its_token(long most)
    {
        for (var i = 0; i < 9; i++)
        {
            var run = _stores.AddRun($"{i}", 9 - i, new RunBatch
            {
                Metrics = [new MetricValue("m", i, 1, 0)],
                Parameters = [new("p", new string('x', 2000))],
                Tags = [new("t", new string('y', 2000))],
            });
            Read(run, "d", $"{i}", new string('z', 400));
        }

        var runs = new SqlRunStore(_stores.Database, TimeProvider.System) { MostCharacters = most };
        var (names, pages, token) = (new List<string>(), 0, default(string));
        do
        {
            var page = runs.SearchRuns(new RunSearch([0], LifecycleView.Active, new SearchRequest { MaxResults = 6, PageToken = token }));
            Assert.InRange(page.Items.Count, 1, (int)Math.Max(1, most / 4400));
            Assert.All(page.Items, run => Assert.Equal((1, 2000, 1), (run.Metrics.Count, run.Parameters.Single().Value.Length, run.Datasets.Count)));
            names.AddRange(page.Items.Select(run => run.Name));
            pages++;
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal("0 1 2 3 4 5 6 7 8", string.Join(' ', names));
        Assert.InRange(pages, 2, 9);
    }

    [Fact]
    public void Page_ends_before_also_where_the_database_still_sends_the_rest()
    {
        // More than the buffers between a server and its client hold.
        var tags = Enumerable.Range(0, 100).Select(i => KeyValuePair.Create($"t{i}", new string('y', 8000))).ToList();
        for (var i = 0; i < 20; i++)
        {
            _stores.AddRun($"{i}", 20 - i, new RunBatch { Tags = tags });
        }

        var runs = new SqlRunStore(_stores.Database, TimeProvider.System) { MostCharacters = 2_500_000 };
        var first = runs.SearchRuns(new RunSearch([0], LifecycleView.Active, new SearchRequest { MaxResults = 20 }));
        var second = runs.SearchRuns(new RunSearch([0], LifecycleView.Active, new SearchRequest { MaxResults = 20, PageToken = first.NextToken }));

        Assert.InRange(first.Items.Count, 1, 3);
        Assert.Equal("0", first.Items[0].Name);
        Assert.Equal($"{first.Items.Count}", second.Items[0].Name);
        Assert.All(first.Items.Concat(second.Items), run => Assert.Equal(101, run.Tags.Count));
    }

    void Read(string run, string name, string digest, string context) =>
        _stores.Runs.LogInputs(run, [new DatasetInput(new DatasetRecord(name, digest, "local", "{}", null, null), [new("mlflow.data.context", context)])], []);

    public sealed class OnSqlite() : RunSearchTests(new SqlitePlace());

    public sealed class OnPostgres(PostgresServer server) : RunSearchTests(new PostgresPlace(server));
}
