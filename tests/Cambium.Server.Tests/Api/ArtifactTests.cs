using System.Net;
using System.Text.Json;

namespace Cambium.Server.Tests;

public sealed class ArtifactTests(RunningServer server)
{
    [Fact]
    public async Task The_list_names_every_file_with_its_size()
    {
        using var client = server.Client();

        using var list = JsonDocument.Parse(await client.GetStringAsync(Address.Of($"/api/runs/{server.Runs.Trees}/artifacts"), Test.Stop));

        var paths = list.RootElement.EnumerateArray().Select(item => item.GetProperty("path").GetString()).ToArray();
        Assert.Contains("report.json", paths);
        Assert.Contains("model/model.json", paths);
        Assert.All(list.RootElement.EnumerateArray(), item => Assert.True(item.GetProperty("size").GetInt64() > 0));
    }

    [Fact]
    public async Task A_download_is_the_file_and_nothing_that_a_browser_would_run()
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(Address.Of($"/api/runs/{server.Runs.Trees}/artifacts/notes/read%20me.txt"), Test.Stop);

        Assert.Equal("Plain text with <b>markup</b> & more.\n", await answer.Content.ReadAsStringAsync(Test.Stop));
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("read me.txt", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_picture_comes_in_a_sandbox()
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(Address.Of($"/api/runs/{server.Runs.Trees}/artifacts/picture.svg?view=true"), Test.Stop);

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_comes_in_a_sandbox_without_an_origin_or_network()
    {
        using var client = server.Client();
        var address = $"/api/runs/{server.Runs.Trees}/artifacts/plots/report.html";

        using var shown = await client.GetAsync(Address.Of($"{address}?view=true"), Test.Stop);
        using var download = await client.GetAsync(Address.Of(address), Test.Stop);

        Assert.Equal("text/html", shown.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(shown.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("sandbox allow-scripts; default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("application/octet-stream", download.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("sandbox; default-src 'none'", Assert.Single(download.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_file_is_404_and_says_so()
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(Address.Of($"/api/runs/{server.Runs.Trees}/artifacts/nothing.txt"), Test.Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("nothing.txt", await answer.Content.ReadAsStringAsync(Test.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_shown_as_text()
    {
        using var client = server.Client();

        var html = await client.GetStringAsync(Address.Of($"/runs/{server.Runs.Trees}/artifacts/notes/read%20me.txt"), Test.Stop);

        Assert.Contains("Plain text with &lt;b&gt;markup&lt;/b&gt; &amp; more.", html, StringComparison.Ordinal);
        Assert.Contains("<title>notes/read me.txt · Cambium</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_csv_file_is_shown_as_a_table()
    {
        using var client = server.Client();

        var html = await client.GetStringAsync(Address.Of($"/runs/{server.Runs.Trees}/artifacts/scored.csv"), Test.Stop);

        Assert.Contains("<th scope=\"col\">probability</th>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;second&lt;/i&gt;</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_rows_of_a_parquet_file_are_shown_as_a_table()
    {
        using var client = server.Client();

        var html = await client.GetStringAsync(Address.Of($"/runs/{server.Runs.Trees}/artifacts/tables/scored.parquet"), Test.Stop);

        Assert.Contains("<th scope=\"col\">probability</th>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;row 199&lt;/i&gt;</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&lt;i&gt;row 200&lt;/i&gt;", html, StringComparison.Ordinal);
        Assert.Contains("The first 200\u00A0rows of the table.", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_parquet_file_says_what_is_wrong_with_it()
    {
        using var client = server.Client();

        var html = await client.GetStringAsync(Address.Of($"/runs/{server.Runs.Trees}/artifacts/tables/broken.parquet"), Test.Stop);

        Assert.Contains(
            "This file cannot be shown as a table. tables/broken.parquet: the file does not end with PAR1, as a Parquet file does. It is no Parquet file, or was not written whole.",
            html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_file_is_not_shown()
    {
        using var client = server.Client();

        var html = await client.GetStringAsync(Address.Of($"/runs/{server.Runs.Trees}/artifacts/model/weights.safetensors"), Test.Stop);

        Assert.Contains("This file is not text; download it to look into it.", html, StringComparison.Ordinal);
    }
}
