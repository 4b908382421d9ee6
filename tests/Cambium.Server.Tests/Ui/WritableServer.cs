using System.Net;
using System.Text.RegularExpressions;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>A server over a store of its own, which tests may change, and a browser's way to send its forms.</summary>
sealed partial class WritableServer : IAsyncDisposable
{
    readonly string _folder;
    readonly CambiumServer _server;
    readonly HttpClient _client;

    WritableServer(string folder, CambiumServer server, Tracker tracker)
    {
        _folder = folder;
        _server = server;
        Tracker = tracker;
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Url };
    }

    /// <summary>The same store, opened beside the server.</summary>
    internal Tracker Tracker { get; }

    /// <summary>The folder of the store.</summary>
    internal string Folder => _folder;

    /// <summary>Where the server listens.</summary>
    internal Uri Url => _server.Url;

    internal static async Task<WritableServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-pages-").FullName;
        var server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = folder });
        return new WritableServer(folder, server, Tracker.Open(folder));
    }

    /// <summary>Adds a finished run with metrics and parameters.</summary>
    internal string AddRun(long experimentId, string name, IEnumerable<(string Key, double Value)> metrics, IEnumerable<(string Key, string Value)> parameters, long started = 1_700_000_000_000)
    {
        var runs = Tracker.Store.Runs;
        var run = runs.CreateRun(new NewRun(experimentId, name, "", started, null, []));
        runs.Log(run.Id, new RunBatch
        {
            Metrics = [.. metrics.Select(metric => new MetricValue(metric.Key, metric.Value, started, 0))],
            Parameters = [.. parameters.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value))],
        });
        runs.UpdateRun(run.Id, new RunChange(RunStatus.Finished, started + 60_000, null));
        return run.Id;
    }

    /// <summary>A page as it comes.</summary>
    internal async Task<string> GetAsync(string address)
    {
        using var answer = await _client.GetAsync(Address.Of(address), Test.Stop);
        var html = await answer.Content.ReadAsStringAsync(Test.Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}: {html}");
        return html;
    }

    /// <summary>Sends a form of a page as a browser does, with the word that the page gave.</summary>
    internal async Task<(HttpStatusCode Status, string? Location, string Text)> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var word = Word.Match(await GetAsync(page)).Groups["word"].Value;
        return await PostAsync(action, [.. fields, (AntiForgery.Field, word)]);
    }

    /// <summary>Sends a form as it is.</summary>
    internal async Task<(HttpStatusCode Status, string? Location, string Text)> PostAsync(string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _client.PostAsync(Address.Of(action), content, Test.Stop);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Test.Stop)));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        Tracker.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex("name=\"anti_forgery\" value=\"(?<word>[0-9a-f]+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    static partial Regex Word { get; }
}
