using System.Net;
using System.Text;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server.Tests;

public sealed class ReadLimitTests : IDisposable
{
    const string Costly = "tags.t LIKE '%P' AND tags.u LIKE '%P' AND tags.v LIKE '%P' AND tags.w LIKE '%P'";

    static readonly string Filter = Costly.Replace("P", new string('a', 900) + "b", StringComparison.Ordinal);

    readonly string _folder = Directory.CreateTempSubdirectory("cambium-limit-").FullName;

    public ReadLimitTests()
    {
        using var store = TrackingStore.OpenFolder(_folder, TimeProvider.System);
        for (var run = 0; run < 100; run++)
        {
            var text = new string('a', 7000) + "b";
            var id = store.Runs.CreateRun(new NewRun(0, $"run {run}", "", 0, null, [])).Id;
            store.Runs.Log(id, new RunBatch { Tags = [new("t", text), new("u", text), new("v", text), new("w", text)] });
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Costly_search_is_stopped_and_refused_so_that_clients_do_not_send_it_again()
    {
        await using var server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = _folder, ReadLimit = TimeSpan.FromMilliseconds(100) }, Test.Stop);
        using var client = new HttpClient { BaseAddress = server.Url };

        var (status, text) = await SearchAsync(client, Filter, Test.Stop);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            $$"""{"error_code":"INVALID_PARAMETER_VALUE","message":"The search of runs in 1 experiment with the filter \"{{Filter[..300]}}…\" took longer than 0.1 seconds and was stopped. """
            + "Narrow it: search fewer experiments, compare with = in place of LIKE and ILIKE, and put the comparisons of fewer keys into it. "
            + """Whoever runs the server can give more time with --read-seconds."}""",
            text);
        Assert.Equal(HttpStatusCode.OK, (await SearchAsync(client, "attributes.run_name = 'run 1'", Test.Stop)).Status);
    }

    [Fact]
    public async Task Searches_that_nobody_waits_for_keep_no_connection()
    {
        await using var server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = _folder, ReadLimit = TimeSpan.FromHours(1) }, Test.Stop);
        using var client = new HttpClient { BaseAddress = server.Url };
        var endless = string.Join(" AND ", Enumerable.Repeat(Filter, 20));

        // Each would take a minute, and there are more of them than connections.
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount + 4).Select(async _ =>
        {
            using var impatient = new CancellationTokenSource(300);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SearchAsync(client, endless, impatient.Token));
        }));

        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.OK, (await SearchAsync(client, "attributes.run_name = 'run 1'", soon.Token)).Status);
    }

    [Fact]
    public void Reads_of_one_request_share_their_time_and_others_have_their_own()
    {
        var requests = new HttpContextAccessor { HttpContext = new DefaultHttpContext() };
        var surroundings = new RequestSurroundings(requests, new ServerOptions { ReadLimit = TimeSpan.FromMilliseconds(50) });
        var first = surroundings.BoundsOfRead();
        Thread.Sleep(60);
        first.End();

        Assert.True(surroundings.BoundsOfRead().IsSpent);
        requests.HttpContext = new DefaultHttpContext();
        Assert.False(surroundings.BoundsOfRead().IsSpent);
        requests.HttpContext = null;
        Assert.False(surroundings.BoundsOfRead().IsBounded);
    }

    static async Task<(HttpStatusCode Status, string Text)> SearchAsync(HttpClient client, string filter, CancellationToken stop)
    {
        using var body = new StringContent($$"""{"experiment_ids": ["0"], "filter": "{{filter}}"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Address.Of("/api/2.0/mlflow/runs/search"), body, stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
    }
}
