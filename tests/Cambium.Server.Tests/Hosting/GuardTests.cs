using System.Net;
using System.Text.Json;

namespace Cambium.Server.Tests;

/// <summary>Requests that nobody with good intent sends.</summary>
public sealed class GuardTests(RunningServer server)
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:5000")]
    [InlineData("10.0.0.1")]
    public async Task Another_name_than_this_machines_is_refused(string host)
    {
        var answer = await RawRequest.SendAsync(server.Server.Url, "GET /v2/models/mortgages HTTP/1.1", $"Host: {host}");

        Assert.Equal(421, RawRequest.StatusOf(answer));
        Assert.DoesNotContain("payment_to_income", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:1")]
    [InlineData("[::1]:5000")]
    public async Task Every_name_of_this_machine_is_taken(string host) =>
        Assert.Equal(200, RawRequest.StatusOf(await RawRequest.SendAsync(server.Server.Url, "GET /health HTTP/1.1", $"Host: {host}")));

    [Theory]
    [InlineData("/api/runs/ID/artifacts/../../../cambium.db")]
    [InlineData("/api/runs/ID/artifacts/..%2f..%2f..%2fcambium.db")]
    [InlineData("/api/runs/ID/artifacts/%2e%2e/%2e%2e/%2e%2e/cambium.db")]
    [InlineData("/api/runs/ID/artifacts/%252e%252e%252f%252e%252e%252fcambium.db")]
    [InlineData("/api/runs/ID/artifacts/..%5c..%5ccambium.db")]
    [InlineData("/api/runs/ID/artifacts//etc/passwd")]
    [InlineData("/api/runs/ID/artifacts/%2fetc%2fpasswd")]
    [InlineData("/api/runs/ID/artifacts/model%00.json")]
    [InlineData("/runs/ID/artifacts/..%2f..%2f..%2fcambium.db")]
    [InlineData("/runs/ID/artifacts/%2fetc%2fpasswd")]
    [InlineData("/assets/x/..%2f..%2fcambium.db")]
    [InlineData("/v2/models/..%2f..%2fmortgages")]
    [InlineData("/models/..%2f..")]
    public async Task A_path_that_leaves_its_folder_finds_nothing(string path)
    {
        var answer = await RawRequest.GetAsync(server.Server.Url, path.Replace("ID", server.Runs.Trees, StringComparison.Ordinal));

        Assert.InRange(RawRequest.StatusOf(answer), 400, 404);
        Assert.DoesNotContain("SQLite format", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_run_no_script_but_the_servers_own_and_stand_in_no_frame()
    {
        using var client = server.Client();

        using var page = await client.GetAsync(Address.Of("/"), Test.Stop);

        var policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(page.Headers.GetValues("X-Frame-Options")));
        Assert.False(page.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/nothing/here")]
    [InlineData("/experiments/999")]
    [InlineData("/experiments/1%3Bdrop")]
    [InlineData("/experiments/99999999999999999999")]
    [InlineData("/runs/0123456789abcdef0123456789abcdef")]
    [InlineData("/runs/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/runs/compare?ids=nosuchrun")]
    [InlineData("/models/nosuch")]
    [InlineData("/models/mortgages/77")]
    [InlineData("/models/mortgages/x")]
    public async Task An_unknown_page_is_a_friendly_404(string address)
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(Address.Of(address), Test.Stop);
        var html = await answer.Content.ReadAsStringAsync(Test.Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1>Not found</h1>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Cambium.", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/v2/nothing")]
    [InlineData("/assets/old/cambium.css")]
    [InlineData("/api/runs/0123456789abcdef0123456789abcdef/artifacts")]
    public async Task An_unknown_address_of_the_api_is_a_problem_in_json(string address)
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(Address.Of(address), Test.Stop);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Test.Stop));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(404, problem.RootElement.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.RootElement.GetProperty("error").GetString()!);
        Assert.Equal(problem.RootElement.GetProperty("error").GetString(), problem.RootElement.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("DELETE", "/runs/compare")]
    [InlineData("POST", "/")]
    [InlineData("GET", "/invocations")]
    public async Task A_method_that_an_address_does_not_answer_is_405(string method, string address)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var answer = await client.SendAsync(request, Test.Stop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains($"{address} does not answer {method} requests.", await answer.Content.ReadAsStringAsync(Test.Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/v2/models/mortgages")]
    public async Task A_head_request_gets_the_headers_alone(string address)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Head, address);

        using var answer = await client.SendAsync(request, Test.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Test.Stop));
    }
}
