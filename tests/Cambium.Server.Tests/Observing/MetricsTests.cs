using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Cambium.Server.Tests;

/// <summary>What the server says of itself.</summary>
public sealed partial class MetricsTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    [Fact]
    public async Task Requests_and_what_they_logged_are_counted()
    {
        var run = await server.RunAsync();
        await server.PostAsync("runs/log-batch", $$"""{"run_id": "{{run}}", "metrics": [{"key": "a", "value": 1, "timestamp": 1}, {"key": "b", "value": 1, "timestamp": 1}], "params": [{"key": "p"}]}""");
        await server.RefusalAsync("GET", "runs/get?run_id=nope1");
        await server.RefusalAsync("GET", "runs/get?run_id=nope2");
        await server.SendAsync("GET", "/api/2.0/mlflow/strange1", null);
        await server.SendAsync("GET", "/api/2.0/mlflow/strange2", null);

        var lines = (await server.Client.GetStringAsync(Address.Of("/metrics"), Test.Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, Value("cambium_request_duration_seconds_count{method=\"GET\",route=\"/api/2.0/mlflow/runs/get\",status=\"404\"}"));
        Assert.Equal(2, Value("cambium_request_duration_seconds_bucket{method=\"GET\",route=\"/api/2.0/mlflow/runs/get\",status=\"404\",le=\"+Inf\"}"));
        Assert.Equal(1, Value("cambium_request_duration_seconds_count{method=\"POST\",route=\"/api/2.0/mlflow/runs/log-batch\",status=\"200\"}"));
        Assert.Equal(2, Value("cambium_request_duration_seconds_count{method=\"GET\",route=\"none\",status=\"404\"}"));
        Assert.Equal(2, Value("cambium_logged_total{kind=\"metric\"}"));
        Assert.Equal(1, Value("cambium_logged_total{kind=\"parameter\"}"));
        Assert.Equal(1, Value("cambium_requests_running"));
        Assert.InRange(Value("process_resident_memory_bytes"), 10e6, 10e9);
        Assert.InRange(Value("cambium_uptime_seconds"), 0, 600);
        Assert.All(lines, line => Assert.Matches(Line, line));
        Assert.DoesNotContain(lines, line => line.Contains("strange", StringComparison.Ordinal));

        double Value(string name) => double.Parse(Assert.Single(lines, line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("/health/live", "{\"live\":true}")]
    [InlineData("/health/ready", "{\"ready\":true}")]
    [InlineData("/v2/health/live", "{\"live\":true}")]
    [InlineData("/v2/health/ready", "{\"ready\":true}")]
    public async Task A_server_that_works_says_so(string path, string expected)
    {
        var (status, body) = await server.SendAsync("GET", path, null);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, body);
    }

    [Fact]
    public void A_histogram_counts_up_to_each_bound()
    {
        var series = new RequestSeries();
        foreach (var milliseconds in new[] { 0.5, 1, 1.5, 20_000 })
        {
            series.Note(TimeSpan.FromMilliseconds(milliseconds));
        }

        var counts = series.Cumulative();

        Assert.Equal([2, 3, 3], counts[..3]);
        Assert.Equal(4, counts[^1]);
        Assert.Equal(3, counts[^2]);
        Assert.Equal(20.003, series.Seconds, 9);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"\\]*",?)+\})? [0-9.E+-]+)$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    static partial Regex Line { get; }
}
