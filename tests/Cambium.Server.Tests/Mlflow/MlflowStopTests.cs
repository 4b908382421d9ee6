using System.Globalization;
using System.Text;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>What a stop of the server leaves behind.</summary>
public sealed class MlflowStopTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-stop-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_write_that_was_answered_is_there_after_a_stop()
    {
        var server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = _folder }, Test.Stop);
        using var client = new HttpClient { BaseAddress = server.Url };
        using var created = await client.PostAsync(Address.Of("/api/2.0/mlflow/runs/create"), Json("{}"), Test.Stop);
        var run = (await created.Content.ReadAsStringAsync(Test.Stop)).Split("\"run_id\":\"")[1][..32];
        var answered = new List<long>[4];

        var writers = answered.Select((_, writer) => Task.Run(async () =>
        {
            answered[writer] = [];
            try
            {
                for (var step = 0L; ; step++)
                {
                    var body = string.Create(CultureInfo.InvariantCulture, $$"""{"run_id": "{{run}}", "key": "w{{writer}}", "value": 1, "timestamp": 1, "step": {{step}}}""");
                    using var answer = await client.PostAsync(Address.Of("/api/2.0/mlflow/runs/log-metric"), Json(body), Test.Stop);
                    if (!answer.IsSuccessStatusCode)
                    {
                        return;
                    }

                    answered[writer].Add(step);
                }
            }
            catch (HttpRequestException)
            {
                // The server has gone.
            }
        }, Test.Stop)).ToArray();
        await Task.Delay(300, Test.Stop);
        await server.DisposeAsync();
        await Task.WhenAll(writers);

        using var tracker = Tracker.Open(_folder);
        for (var writer = 0; writer < answered.Length; writer++)
        {
            var kept = tracker.MetricHistory(run, $"w{writer}").Select(point => point.Step).ToArray();
            Assert.NotEmpty(answered[writer]);
            Assert.Equal(answered[writer], kept[..answered[writer].Count]);

            // One more may be there: written, and its answer lost on the way.
            Assert.InRange(kept.Length - answered[writer].Count, 0, 1);
        }
    }

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
