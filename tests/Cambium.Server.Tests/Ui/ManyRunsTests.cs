using System.Diagnostics;
using System.Net;

namespace Cambium.Server.Tests;

/// <summary>The table of an experiment with ten thousand runs.</summary>
public sealed class ManyRunsTests
{
    const int Runs = 10_000;

    [Fact]
    public async Task A_page_of_ten_thousand_runs_is_filtered_sorted_and_turned_fast()
    {
        await using var server = await WritableServer.StartAsync();
        var id = server.Tracker.Store.Experiments.CreateExperiment("many", null, []);
        Parallel.For(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => server.AddRun(
            id,
            $"run {i}",
            Enumerable.Range(0, 10).Select(metric => ($"m{metric}", (i * 7919.0 + metric) % Runs)),
            Enumerable.Range(0, 10).Select(parameter => ($"p{parameter}", $"{(i + parameter) % 50}")),
            1_700_000_000_000 + i));

        var first = WebUtility.HtmlDecode(await server.GetAsync($"/experiments/{id}?sort=metrics.m0&desc=1"));
        Assert.Contains("10\u202F000\u00A0runs", first, StringComparison.Ordinal);
        Assert.Contains("Page 1 of 100", first, StringComparison.Ordinal);
        Assert.Equal(ServerLimits.RunsPerPage, first.Split("name=\"ids\"").Length - 1);
        var last = WebUtility.HtmlDecode(await server.GetAsync($"/experiments/{id}?sort=metrics.m0&desc=1&page=100"));
        Assert.Contains("Page 100 of 100", last, StringComparison.Ordinal);
        Assert.Contains(">run 0</a>", last, StringComparison.Ordinal);
        var filtered = WebUtility.HtmlDecode(await server.GetAsync($"/experiments/{id}?filter={Uri.EscapeDataString("metrics.m1 < 5000 AND params.p0 = '7'")}"));
        var matching = Enumerable.Range(0, Runs).Count(i => ((i * 7919) + 1) % Runs < 5000 && i % 50 == 7);
        Assert.Contains($"{matching}\u00A0runs", filtered, StringComparison.Ordinal);

        // Far more than the 100 ms that are promised: other tests keep the machine busy meanwhile. The best of several is what is reported.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            var clock = Stopwatch.StartNew();
            await server.GetAsync($"/experiments/{id}?sort=metrics.m0&desc=1&filter={Uri.EscapeDataString("metrics.m1 >= 0")}");
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        TestContext.Current.SendDiagnosticMessage($"A page of {Runs} runs, filtered and sorted by metrics: {best.TotalMilliseconds:0} ms.");
        Assert.InRange(best.TotalMilliseconds, 0, 1000);
    }
}
