using System.Net;
using System.Text.Json;

namespace Cambium.Server.Tests;

/// <summary>The points that charts of a comparison are drawn from.</summary>
public sealed class RunMetricsTests(RunningServer server)
{
    [Fact]
    public async Task Points_of_several_runs_come_sampled_at_the_same_steps()
    {
        using var json = JsonDocument.Parse(await GetAsync($"?ids={server.Runs.Trees},{server.Runs.Baseline}&metric=training_loss&points=10"));

        Assert.Equal("training_loss", json.RootElement.GetProperty("metric").GetString());
        var runs = json.RootElement.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal([server.Runs.Trees, server.Runs.Baseline], runs.Select(run => run.GetProperty("id").GetString()));
        Assert.Equal("boosted trees", runs[0].GetProperty("name").GetString());
        Assert.Equal("finished", runs[0].GetProperty("status").GetString());
        var steps = runs.Select(run => run.GetProperty("points").EnumerateArray().Select(point => point[0].GetInt64()).ToArray()).ToArray();
        Assert.Equal(steps[0], steps[1]);
        Assert.Equal((1, 60), (steps[0][0], steps[0][^1]));
        Assert.InRange(steps[0].Length, 10, 12);
    }

    [Fact]
    public async Task What_is_no_finite_number_is_null()
    {
        using var json = JsonDocument.Parse(await GetAsync($"?ids={server.Runs.Hostile}&metric={Uri.EscapeDataString($"metric {DemoStore.Hostile}")}"));

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("runs")[0].GetProperty("points")[0][2].ValueKind);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "The request names no runs or no metric: give ids=ID,ID and metric=NAME.")]
    [InlineData("?ids=abcd&metric=m&points=1", HttpStatusCode.BadRequest, "points is 1; it must be from 2 to 2500.")]
    [InlineData("?ids=00000000&metric=m", HttpStatusCode.NotFound, "There is no run '00000000'")]
    public async Task What_cannot_be_answered_is_told(string query, HttpStatusCode status, string message)
    {
        using var client = server.Client();
        using var answer = await client.GetAsync(Address.Of($"/api/runs/metrics{query}"), Test.Stop);

        Assert.Equal(status, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Test.Stop));
        Assert.StartsWith(message, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    async Task<string> GetAsync(string query)
    {
        using var client = server.Client();
        return await client.GetStringAsync(Address.Of($"/api/runs/metrics{query}"), Test.Stop);
    }
}
