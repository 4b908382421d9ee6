using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Histories of metrics over HTTP.</summary>
public sealed class MlflowMetricTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Fact]
    public async Task A_history_comes_in_pages()
    {
        var id = await RunOfAsync(2500);
        var times = new List<long>();
        string? token = null;
        var pages = 0;
        do
        {
            var page = await server.GetAsync($"metrics/get-history?run_id={id}&run_uuid={id}&metric_key=loss&max_results=1000{(token is null ? "" : $"&page_token={Uri.EscapeDataString(token)}")}");
            times.AddRange(page["metrics"]!.AsArray().Select(point => point!["timestamp"]!.GetValue<long>()));
            token = page["next_page_token"]?.GetValue<string>();
            pages++;
        }
        while (token is not null);

        Assert.Equal(3, pages);
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => 1000L + i), times);
    }

    [Fact]
    public async Task A_history_without_a_page_size_is_whole()
    {
        var id = await RunOfAsync(1200);

        var history = await server.GetAsync($"metrics/get-history?run_id={id}&metric_key=loss");

        Assert.Equal(1200, history["metrics"]!.AsArray().Count);
        Assert.Null(history["next_page_token"]);
        Assert.Equal(["key", "step", "timestamp", "value"], history["metrics"]![0]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_run_or_key_has_an_empty_history()
    {
        var id = await RunOfAsync(1);

        MlflowServer.AssertJson("{}", await server.GetAsync($"metrics/get-history?run_id={id}&metric_key=other"));
        MlflowServer.AssertJson("{}", await server.GetAsync("metrics/get-history?run_id=nope&metric_key=loss"));
    }

    [Fact]
    public async Task Several_runs_come_by_run_and_time()
    {
        var ids = new[] { await RunOfAsync(3), await RunOfAsync(4) };

        var points = (await server.GetAsync($"/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id={ids[0]}&run_id={ids[1]}&metric_key=loss&max_results=5"))["metrics"]!.AsArray();

        Assert.Equal(5, points.Count);
        Assert.Equal(points.Select(point => MlflowServer.Text(point!["run_id"])).Order(StringComparer.Ordinal), points.Select(point => MlflowServer.Text(point!["run_id"])));
        Assert.Equal([1000L, 1001L, 1002L], points.Take(3).Select(point => point!["timestamp"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/ajax-api")]
    public async Task A_sample_keeps_first_and_last_step_of_each_run(string root)
    {
        var ids = new[] { await RunOfAsync(1000), await RunOfAsync(10) };

        var points = (await server.GetAsync($"{root}/2.0/mlflow/metrics/get-history-bulk-interval?run_ids={ids[0]}&run_ids={ids[1]}&metric_key=loss&max_results=20"))["metrics"]!.AsArray();

        Assert.InRange(points.Count, 20, 60);
        foreach (var (id, last) in new[] { (ids[0], 999L), (ids[1], 9L) })
        {
            var steps = points.Where(point => MlflowServer.Text(point!["run_id"]) == id).Select(point => point!["step"]!.GetValue<long>()).ToArray();
            Assert.Equal(0, steps[0]);
            Assert.Equal(last, steps[^1]);
        }

        var part = (await server.GetAsync($"{root}/2.0/mlflow/metrics/get-history-bulk-interval?run_ids={ids[0]}&metric_key=loss&start_step=100&end_step=109"))["metrics"]!.AsArray();
        Assert.All(part, point => Assert.InRange(point!["step"]!.GetValue<long>(), 100, 109));
        Assert.Equal(10, part.Count);
    }

    [Theory]
    [InlineData("get-history?metric_key=k", "Missing value for required parameter 'run_id'. " + Advice)]
    [InlineData("get-history?run_id=r", "Missing value for required parameter 'metric_key'. " + Advice)]
    [InlineData("get-history?run_id=r&metric_key=k&max_results=0", "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer, but got value 0")]
    [InlineData("get-history-bulk?metric_key=k", "GetMetricHistoryBulk request must specify at least one run_id.")]
    [InlineData("get-history-bulk?run_id=r", "GetMetricHistoryBulk request must specify a metric_key.")]
    [InlineData("get-history-bulk-interval?metric_key=k", "GetMetricHistoryBulkInterval request must specify at least one run_id.")]
    [InlineData("get-history-bulk-interval?run_ids=r&metric_key=k&start_step=1", "If either start step or end step are specified, both must be specified.")]
    [InlineData("get-history-bulk-interval?run_ids=r&metric_key=k&start_step=2&end_step=1", "end_step must be greater than start_step. Found start_step=2 and end_step=1.")]
    [InlineData("get-history-bulk-interval?run_ids=r&metric_key=k&max_results=2501", "max_results must be between 1 and 2500.")]
    public async Task A_request_that_is_wrong_is_told_so(string path, string message) =>
        Assert.Equal($"400 INVALID_PARAMETER_VALUE: {message}", await server.RefusalAsync("GET", $"metrics/{path}"));

    [Fact]
    public async Task More_runs_than_a_page_shows_are_refused()
    {
        var ids = string.Concat(Enumerable.Range(0, 101).Select(i => $"&run_ids=r{i}"));

        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: GetMetricHistoryBulkInterval request cannot specify more than 100 run_ids. Received 101 run_ids.",
            await server.RefusalAsync("GET", $"metrics/get-history-bulk-interval?metric_key=k{ids}"));
    }

    /// <summary>A run with so many points of "loss", one a step and millisecond.</summary>
    async Task<string> RunOfAsync(int points)
    {
        var id = await server.RunAsync();
        foreach (var steps in Enumerable.Range(0, points).Chunk(1000))
        {
            var metrics = new JsonArray([.. steps.Select(step => new JsonObject { ["key"] = "loss", ["value"] = 1.0 / (1 + step), ["timestamp"] = 1000 + step, ["step"] = step })]);
            await server.PostAsync("runs/log-batch", new JsonObject { ["run_id"] = id, ["metrics"] = metrics }.ToJsonString());
        }

        return id;
    }
}
