using System.Net;
using System.Text.RegularExpressions;

namespace Cambium.Server.Tests;

public sealed class AssetTests(RunningServer server)
{
    [Theory]
    [InlineData("cambium.css", "text/css")]
    [InlineData("charts.js", "text/javascript")]
    [InlineData("echarts.js", "text/javascript")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task An_asset_is_kept_for_ever_and_sent_once(string name, string type)
    {
        using var client = server.Client();
        var address = new Uri(AssetStore.Load().Url(name), UriKind.Relative);
        using var first = await client.GetAsync(address, Test.Stop);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(again, Test.Stop);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(type, first.Content.Headers.ContentType?.MediaType);
        Assert.False(first.Headers.ETag?.IsWeak);
        Assert.Equal(TimeSpan.FromDays(365), first.Headers.CacheControl?.MaxAge);
        Assert.Contains("immutable", first.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task A_page_names_only_assets_that_are_there()
    {
        using var client = server.Client();
        var html = await client.GetStringAsync(Address.Of($"/runs/{server.Runs.Trees}"), Test.Stop);

        var assets = Regex.Matches(html, "\"(/assets/[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
            .Select(match => match.Value.Trim('"'))
            .Distinct()
            .ToArray();

        Assert.True(assets.Length >= 6);
        foreach (var asset in assets)
        {
            using var answer = await client.GetAsync(Address.Of(asset), Test.Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
