using System.Net;

namespace Cambium.Server.Tests;

/// <summary>The pages about one model, of a run and of a version.</summary>
public sealed class EvidencePageTests(RunningServer server)
{
    [Theory]
    [InlineData("explanation", "Explanation")]
    [InlineData("what-if", "What if")]
    [InlineData("fairness", "Fairness")]
    [InlineData("slices", "Slices")]
    [InlineData("report", "Report")]
    public async Task A_run_and_the_version_that_it_made_have_each_page_and_its_tab_is_marked(string tab, string title)
    {
        foreach (var (url, name) in new[] { ($"/runs/{server.Runs.Trees}", "boosted trees"), ("/models/mortgages/2", "mortgages, version 2") })
        {
            var html = await GetAsync($"{url}/{tab}");

            Assert.Contains($"<title>{title} of {name} · Cambium</title>", html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"{url}/{tab}\" aria-current=\"page\">{title}</a>", html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"{url}\">Overview</a>", html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"{url}/{tab}\">{title}</a>", await GetAsync(url), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/runs/ffff/explanation")]
    [InlineData("/runs/ffff/fairness")]
    [InlineData("/models/nothing/1/slices")]
    [InlineData("/models/mortgages/99/what-if")]
    [InlineData("/models/mortgages/none/explanation")]
    public async Task What_is_not_there_is_said_so(string url) => await GetAsync(url, HttpStatusCode.NotFound);

    async Task<string> GetAsync(string url, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var client = new HttpClient { BaseAddress = server.Server.Url };
        using var answer = await client.GetAsync(Address.Of(url), Test.Stop);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Test.Stop);
    }
}
