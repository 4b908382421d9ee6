using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Cambium.Cli.Tests;

/// <summary>What a server tells the collector that the environment names.</summary>
public sealed class TelemetryTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Requests_are_told_to_the_collector()
    {
        var stop = TestContext.Current.CancellationToken;
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}";
        collector.Prefixes.Add($"{address}/");
        collector.Start();
        var told = ReadAsync(collector, stop);
        using var process = workshop.Start(
            [("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "100")],
            "server",
            "--port",
            "0",
            "--json");
        var document = JsonNode.Parse(string.Concat(await QuickstartTests.LinesUntilAsync(process, "}")))!;

        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(new Uri((string)document["url"]!), "/version"), stop);
        var (path, body) = await told.WaitAsync(TimeSpan.FromMinutes(1), stop);
        Workshop.Signal(process, "TERM");
        (await Workshop.EndAsync(process)).Done();

        Assert.Equal("/v1/traces", path);
        Assert.Contains("/version", body, StringComparison.Ordinal);
        Assert.Contains("cambium", body, StringComparison.Ordinal);
    }

    static async Task<(string Path, string Body)> ReadAsync(HttpListener collector, CancellationToken stop)
    {
        var context = await collector.GetContextAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body, stop);
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray()));
    }

    static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
