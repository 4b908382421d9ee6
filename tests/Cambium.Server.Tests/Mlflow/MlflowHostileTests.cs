using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cambium.Server.Tests;

/// <summary>Requests of MLflow's protocol that nobody with good intent sends: each a clear refusal.</summary>
public sealed class MlflowHostileTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    [Theory]
    [InlineData("../../x")]
    [InlineData("..%2f..%2f..%2fx")]
    [InlineData("%2e%2e/%2e%2e/x")]
    [InlineData("0/%2e%2e%2f%2e%2e%2fx")]
    [InlineData("%252e%252e%252f%252e%252e%252fx")]
    [InlineData("0/%25252e%25252e%25252fx")]
    [InlineData("/etc/x")]
    [InlineData("%2fetc%2fx")]
    [InlineData("%252fetc%252fx")]
    [InlineData("..%5c..%5cx")]
    [InlineData("0%5cx")]
    [InlineData("C:/x")]
    [InlineData("0/%00x")]
    [InlineData("0/a%23b")]
    public async Task A_path_that_leaves_the_artifacts_is_refused(string path)
    {
        var before = Files();
        foreach (var line in new[] { $"GET {Proxy}/{path} HTTP/1.1", $"PUT {Proxy}/{path} HTTP/1.1", $"DELETE {Proxy}/{path} HTTP/1.1", $"GET {Proxy}?path={path} HTTP/1.1" })
        {
            var isPut = line.StartsWith("PUT", StringComparison.Ordinal);
            var answer = await RawRequest.SendAsync(server.Server.Url, [line, $"Host: {server.Server.Url.Authority}", .. isPut ? ["Content-Length: 0"] : Array.Empty<string>()]);

            // A path that only leaves one folder for another within the artifacts is read as that, and holds nothing.
            Assert.True(RawRequest.StatusOf(answer) is 400 or 404 or 405 || (!isPut && answer.EndsWith("{}", StringComparison.Ordinal)), $"{line}\n{answer}");
            Assert.DoesNotContain("SQLite format", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        }

        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("artifacts/list?run_id=RUN&path=../../..")]
    [InlineData("artifacts/list?run_id=RUN&path=%252e%252e/x")]
    [InlineData("/get-artifact?run_id=RUN&path=../../../cambium.db")]
    [InlineData("/get-artifact?run_id=RUN&path=/etc/passwd")]
    [InlineData("/get-artifact?run_id=RUN&path=..%5C..%5Ccambium.db")]
    public async Task A_path_that_leaves_a_runs_folder_is_refused(string address)
    {
        var run = await server.RunAsync();

        Assert.Equal("400 INVALID_PARAMETER_VALUE: Invalid path", await server.RefusalAsync("GET", address.Replace("RUN", run, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_among_the_artifacts_leads_nowhere()
    {
        var folder = Directory.CreateDirectory(Path.Combine(server.Store, "artifacts", "links"));
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "db"), Path.Combine(server.Store, "cambium.db"));
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "up"), server.Store);

        Assert.StartsWith("400 ", await server.RefusalAsync("GET", $"{Proxy}/links/db"), StringComparison.Ordinal);
        Assert.StartsWith("400 ", await server.RefusalAsync("GET", $"{Proxy}/links/up/cambium.db"), StringComparison.Ordinal);
        Assert.StartsWith("400 ", await server.RefusalAsync("PUT", $"{Proxy}/links/up/x", "x"), StringComparison.Ordinal);
        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=links"));
    }

    [Fact]
    public async Task An_experiment_elsewhere_is_not_read_from_here()
    {
        var id = MlflowServer.Text((await server.PostAsync("experiments/create", """{"name": "elsewhere", "artifact_location": "file:///etc"}"""))["experiment_id"]);
        var run = await server.RunAsync(id);

        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: The artifacts at 'file:///etc/{run}/artifacts' are not kept by this server. Read them from there.",
            await server.RefusalAsync("GET", $"/get-artifact?run_id={run}&path=passwd"));
    }

    [Fact]
    public async Task Ten_gigabytes_are_refused_before_they_are_sent()
    {
        var answer = await RawRequest.SendAsync(
            server.Server.Url, "POST /api/2.0/mlflow/runs/log-batch HTTP/1.1", $"Host: {server.Server.Url.Authority}", "Content-Type: application/json", "Content-Length: 10737418240");

        Assert.Equal(413, RawRequest.StatusOf(answer));
        Assert.Contains("\"error_code\":\"INVALID_PARAMETER_VALUE\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Server.Url.Host, server.Server.Url.Port, Test.Stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/2.0/mlflow/runs/log-batch HTTP/1.1\r\nHost: {server.Server.Url.Authority}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Test.Stop);
        var chunk = Encoding.ASCII.GetBytes("100000\r\n" + new string(' ', 0x100000) + "\r\n");
        var sent = 0;
        try
        {
            for (; sent < 1024; sent++)
            {
                await stream.WriteAsync(chunk, Test.Stop);
            }
        }
        catch (IOException)
        {
            // The server has hung up, as it should.
        }

        Assert.InRange(sent, 32, 200);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Json_that_is_ten_thousand_deep_is_an_empty_body(string opening)
    {
        var body = $"{{\"name\": \"x\", \"deep\": {string.Concat(Enumerable.Repeat(opening, 10_000))}";

        Assert.StartsWith("400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'name'.", await server.RefusalAsync("POST", "experiments/create", body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/jsonx")]
    [InlineData("")]
    public async Task What_a_page_can_post_without_asking_is_refused(string type)
    {
        using var content = new ByteArrayContent("{\"name\": \"posted\"}"u8.ToArray());
        _ = type.Length > 0 && content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await server.Client.PostAsync(Address.Of("/api/2.0/mlflow/experiments/create"), content, Test.Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            """{"error_code":"INVALID_PARAMETER_VALUE","message":"Bad Request. Content-Type must be one of ['application/json']."}""",
            await answer.Content.ReadAsStringAsync(Test.Stop));
    }

    [Theory]
    [InlineData("POST", "/api/2.0/mlflow/experiments/create", "Origin", "https://evil.example")]
    [InlineData("POST", "/api/2.0/mlflow/experiments/create", "Origin", "null")]
    [InlineData("POST", "/api/2.0/mlflow/experiments/create", "Sec-Fetch-Site", "cross-site")]
    [InlineData("PUT", Proxy + "/0/x", "Origin", "http://localhost:1")]
    [InlineData("DELETE", Proxy + "/0/x", "Origin", "https://evil.example")]
    [InlineData("PATCH", "/api/2.0/mlflow/registered-models/update", "Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_site_changes_nothing(string method, string path, string header, string value)
    {
        var answer = await RawRequest.SendAsync(
            server.Server.Url, $"{method} {path} HTTP/1.1", $"Host: {server.Server.Url.Authority}", "Content-Type: application/json", $"{header}: {value}", "Content-Length: 0");

        Assert.Equal(403, RawRequest.StatusOf(answer));
        Assert.Contains("\"error_code\":\"PERMISSION_DENIED\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_this_server_may_write()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ajax-api/2.0/mlflow/experiments/search") { Content = new StringContent("{\"max_results\": 1}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", $"http://{server.Server.Url.Authority}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await server.Client.SendAsync(request, Test.Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Another_name_than_this_machines_is_refused()
    {
        var answer = await RawRequest.SendAsync(server.Server.Url, "GET /api/2.0/mlflow/experiments/get?experiment_id=0 HTTP/1.1", "Host: evil.example");

        Assert.Equal(421, RawRequest.StatusOf(answer));
        Assert.DoesNotContain("Default", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/nothing", 404)]
    [InlineData("POST", "/api/3.0/mlflow/nothing", 404)]
    [InlineData("GET", "/api/2.0/nothing", 404)]
    [InlineData("GET", "/ajax-api/2.0/mlflow/unified-traces", 404)]
    [InlineData("GET", "/api/2.0/mlflow/runs/create", 405)]
    [InlineData("DELETE", "/api/2.0/mlflow/runs/get", 405)]
    public async Task An_endpoint_that_is_not_there_is_told_in_plain_text(string method, string path, int status)
    {
        var (found, body) = await server.SendAsync(method, path, method == "POST" ? "{}" : null);

        Assert.Equal(status, (int)found);
        Assert.Equal(status == 404 ? "Not Found" : "Method Not Allowed", body);
    }

    string[] Files() => [.. Directory.EnumerateFiles(server.Store, "*", SearchOption.AllDirectories).Where(path => !path.Contains("cambium.db", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
