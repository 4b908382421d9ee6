using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Cambium.Cli.Tests;

/// <summary>cambium quickstart and cambium server: the job from end to end.</summary>
public sealed class QuickstartTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_second_quickstart_adds_version_2_to_the_same_store()
    {
        using var alone = new Workshop();
        var first = (await alone.RunAsync("quickstart", "--exit", "--port", "0")).Done();
        var second = (await alone.RunAsync("quickstart", "--exit", "--port", "0", "--json")).Done().Json;

        Assert.Contains("models:/mortgages/1 is now models:/mortgages@champion", first.Out, StringComparison.Ordinal);
        Assert.Equal(2, (int)second["registered"]!["version"]!);
        Assert.Equal(["cambium-data"], Directory.EnumerateFileSystemEntries(alone.Folder).Select(path => Path.GetFileName(path)));
        var models = (await alone.RunAsync("models", "show", "mortgages", "--json")).Done().Json;
        Assert.Equal(2, models["versions"]!.AsArray().Count);
        Assert.Equal("champion", (string)Assert.Single(models["versions"]![0]!["aliases"]!.AsArray())!);
        Assert.Equal(2, Directory.EnumerateFiles(alone.Folder, "shap.json", SearchOption.AllDirectories).Count());
        Assert.Equal(2, Directory.EnumerateFiles(alone.Folder, "effects.json", SearchOption.AllDirectories).Count());
        var runs = (await alone.RunAsync("runs", "list", "--json")).Done().Json;
        Assert.Equal(4, (int)runs["total"]!);
        Assert.All(runs["runs"]!.AsArray(), run => Assert.Equal("finished", (string)run!["status"]!));
        using var tracker = Tracking.Tracker.Open(Path.Combine(alone.Folder, "cambium-data"));
        Assert.Equal((0.5, "afam"), (tracker.ReadFairness((string)second["run_id"]!)!.Thresholds!.Own, (string)second["groups"]!["by"]!));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public async Task The_story_has_nine_steps_and_fits_the_width(int width)
    {
        var answer = (await workshop.RunAsync([("COLUMNS", $"{width}")], "quickstart", "--exit", "--port", "0", "--store", $"wide{width}")).Done();

        var lines = answer.Out.Split('\n');
        var links = Array.FindIndex(lines, line => line.StartsWith("Done in ", StringComparison.Ordinal));
        Assert.Equal(["1 Read", "2 Split", "3 Compare", "4 Judge", "5 Explain", "6 Groups", "7 Register", "8 Serve", "9 Score"], lines.Where(line => line.Length > 2 && char.IsAsciiDigit(line[0]) && line[1] == ' '));
        Assert.Equal(9, lines.Count(line => line.StartsWith("  took ", StringComparison.Ordinal)));
        Assert.All(lines.Take(links), line => Assert.InRange(line.Length, 0, width));
        Assert.DoesNotContain('\x1b', answer.Out);
    }

    [Fact]
    public async Task The_curl_line_works_when_pasted_and_every_link_opens()
    {
        using var process = workshop.Start([], "quickstart", "--port", "0", "--store", "served");
        var lines = await LinesUntilAsync(process, "Serving until Ctrl-C.");

        using var shell = workshop.StartProgram("bash", [], "-c", lines.Single(line => line.StartsWith("curl ", StringComparison.Ordinal)));
        var scored = (await Workshop.EndAsync(shell)).Done().Json;
        using var client = new HttpClient();
        foreach (var link in lines.Where(line => line.StartsWith("  ru", StringComparison.Ordinal) || line.StartsWith("  model  ", StringComparison.Ordinal)))
        {
            using var page = await client.GetAsync(new Uri(link.Split(' ')[^1]), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }

        Assert.Equal(3, lines.Count(line => line.Contains("  http://127.0.0.1:", StringComparison.Ordinal)) - 1);
        Assert.Contains((string)Assert.Single(scored["predictions"]!.AsArray())!, new[] { "yes", "no" });
        Workshop.Signal(process, "INT");
        (await Workshop.EndAsync(process)).Done();
    }

    [Fact]
    public async Task A_taken_port_is_said_and_the_next_free_one_is_used()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var answer = (await workshop.RunAsync("quickstart", "--exit", "--port", $"{port}", "--store", "taken")).Done();

        Assert.Contains($"(port {port} is taken; this is the next free one)", answer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_server_is_healthy_until_a_signal_ends_it_with_status_0(string signal)
    {
        using var process = workshop.Start([], "server", "--port", "0", "--store", "fresh", "--json");
        var document = JsonNode.Parse(string.Concat(await LinesUntilAsync(process, "}")))!;

        using var client = new HttpClient();
        var health = await client.GetStringAsync(new Uri(new Uri((string)document["url"]!), "/health"), TestContext.Current.CancellationToken);
        Workshop.Signal(process, signal);

        Assert.Equal("OK", health);
        (await Workshop.EndAsync(process)).Done();
    }

    internal static async Task<List<string>> LinesUntilAsync(Process process, string last)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var lines = new List<string>();
        while (lines.Count == 0 || lines[^1] != last)
        {
            lines.Add(await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException($"The tool ended early: {await process.StandardError.ReadToEndAsync(limit.Token)}"));
        }

        return lines;
    }
}
