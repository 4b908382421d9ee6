using System.Net;
using System.Text.Json.Nodes;

namespace Cambium.Server.Tests;

/// <summary>Large files in parts, as MLflow's client sends them.</summary>
public sealed class MultipartTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Mpu = "/api/2.0/mlflow-artifacts/mpu";
    const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    [Fact]
    public async Task A_file_in_parts_is_there_whole_when_it_is_completed_and_not_before()
    {
        var run = await server.RunAsync();
        var content = Bytes(700_001);
        var created = await CreateAsync($"0/{run}/artifacts/a b", "data/ada/model ü.bin", 3);
        var parts = new JsonArray();
        foreach (var credential in created["credentials"]!.AsArray().Reverse())
        {
            var number = credential!["part_number"]!.GetValue<int>();
            Assert.Empty(credential["headers"]!.AsObject());
            parts.Add(new JsonObject
            {
                ["part_number"] = number,
                ["etag"] = await PutAsync(credential, content[((number - 1) * 300_000)..Math.Min(content.Length, number * 300_000)]),
                ["url"] = MlflowServer.Text(credential["url"]),
            });
        }

        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=0/{run}/artifacts"));
        MlflowServer.AssertJson("{}", await CompleteAsync($"0/{run}/artifacts/a b", "data/ada/model ü.bin", created, parts));

        using var down = await server.Client.GetAsync(Address.Of($"{Proxy}/0/{run}/artifacts/a%20b/model%20%C3%BC.bin"), Test.Stop);
        Assert.Equal(content, await down.Content.ReadAsByteArrayAsync(Test.Stop));
        Assert.Empty(Unfinished());
    }

    [Fact]
    public async Task A_part_that_is_sent_again_takes_the_place_of_the_first()
    {
        var created = await CreateAsync("again", "x.bin", 1);
        var old = await PutAsync(created["credentials"]![0]!, [1, 2, 3]);
        var tag = await PutAsync(created["credentials"]![0]!, [4, 5]);
        Assert.Equal(tag, await PutAsync(created["credentials"]![0]!, [4, 5]));

        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: Part 1 of 'again/x.bin' was not sent, or has another ETag than the one that is named. Send it again, and name the ETag of that answer.",
            await CompleteRefusalAsync("again", "x.bin", created, Parts((1, old))));
        await CompleteAsync("again", "x.bin", created, Parts((1, tag)));

        Assert.Equal("\u0004\u0005", (await server.SendAsync("GET", $"{Proxy}/again/x.bin", null)).Body);
        Assert.Equal(Unknown("again/x.bin"), await CompleteRefusalAsync("again", "x.bin", created, Parts((1, tag))));
    }

    [Theory]
    [InlineData("[]", "An upload of 0 parts cannot be completed. Name 1 to 10000 parts.")]
    [InlineData("[{\"part_number\": 2, \"etag\": \"TAG\"}]", "Of 1 parts one is numbered 2 where 1 was expected. Name each part from 1 on once.")]
    [InlineData("[{\"part_number\": 1, \"etag\": \"TAG\"}, {\"part_number\": 1, \"etag\": \"TAG\"}]", "Of 2 parts one is numbered 1 where 2 was expected. Name each part from 1 on once.")]
    [InlineData("[{\"part_number\": 1, \"etag\": \"TAG\"}, {\"part_number\": 2, \"etag\": \"TAG\"}]", "Part 2 of 'wrong/x.bin' was not sent, or has another ETag than the one that is named. Send it again, and name the ETag of that answer.")]
    [InlineData("[{\"part_number\": 1, \"etag\": \"../target\"}]", "Part 1 of 'wrong/x.bin' was not sent, or has another ETag than the one that is named. Send it again, and name the ETag of that answer.")]
    [InlineData("[{\"part_number\": 0, \"etag\": \"TAG\"}]", "Invalid value 0 for parameter 'parts[0].part_number' supplied:  Hint: Value was of type 'int'. See the API docs for more information about request parameters.")]
    [InlineData("[{\"part_number\": 1}]", "Missing value for required parameter 'parts[0].etag'. See the API docs for more information about request parameters.")]
    public async Task What_is_completed_must_be_what_was_sent(string parts, string message)
    {
        var created = await CreateAsync("wrong", "x.bin", 2);
        var tag = await PutAsync(created["credentials"]![0]!, [1]);

        Assert.Equal(
            $"400 INVALID_PARAMETER_VALUE: {message}",
            await CompleteRefusalAsync("wrong", "x.bin", created, JsonNode.Parse(parts.Replace("TAG", tag.Trim('"'), StringComparison.Ordinal))!.AsArray()));

        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=wrong"));
        await AbortAsync("wrong", "x.bin", created);
    }

    [Fact]
    public async Task An_upload_that_is_aborted_leaves_nothing_and_can_be_aborted_again()
    {
        var created = await CreateAsync("aborted", "x.bin", 2);
        await PutAsync(created["credentials"]![0]!, Bytes(1000));

        await AbortAsync("aborted", "x.bin", created);
        await AbortAsync("aborted", "x.bin", created);

        Assert.Empty(Unfinished());
        Assert.Equal(Unknown("aborted/x.bin"), await server.RefusalAsync("PUT", PathOf(created["credentials"]![0]!), "x"));
        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=aborted"));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("..")]
    [InlineData("../artifacts")]
    [InlineData("")]
    public async Task An_upload_that_nobody_began_takes_no_part(string id)
    {
        Assert.Equal(Unknown("none/x.bin"), await server.RefusalAsync("PUT", $"{Mpu}/part/none/x.bin?upload_id={Uri.EscapeDataString(id)}&part_number=1", "x"));
    }

    [Fact]
    public async Task An_upload_is_for_one_file_only()
    {
        var created = await CreateAsync("one", "x.bin", 1);
        var (id, url) = (MlflowServer.Text(created["upload_id"]), PathOf(created["credentials"]![0]!));
        var tag = await PutAsync(created["credentials"]![0]!, [1]);

        Assert.Equal(Unknown("one/y.bin"), await server.RefusalAsync("PUT", url.Replace("x.bin", "y.bin", StringComparison.Ordinal), "x"));
        Assert.Equal(Unknown("one/y.bin"), await CompleteRefusalAsync("one", "y.bin", created, Parts((1, tag))));
        Assert.Matches("^[0-9a-f]{64}$", id);
        await AbortAsync("one", "y.bin", created);
        await CompleteAsync("one", "x.bin", created, Parts((1, tag)));
    }

    [Theory]
    [InlineData("part_number=0", "400 INVALID_PARAMETER_VALUE: There is no part 0 of an upload. Number parts from 1 to 10000.")]
    [InlineData("part_number=10001", "400 INVALID_PARAMETER_VALUE: There is no part 10001 of an upload. Number parts from 1 to 10000.")]
    [InlineData("part_number=-1", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'part_number'. See the API docs for more information about request parameters.")]
    [InlineData("", "400 INVALID_PARAMETER_VALUE: Missing value for required parameter 'part_number'. See the API docs for more information about request parameters.")]
    public async Task A_part_has_a_number(string query, string refusal) => Assert.Equal(refusal, await server.RefusalAsync("PUT", $"{Mpu}/part/x?upload_id=x&{query}", "x"));

    [Theory]
    [InlineData("create/..%2f..%2fx", "{\"path\": \"y\"}")]
    [InlineData("create/%252e%252e/x", "{\"path\": \"y\"}")]
    [InlineData("create/0", "{\"path\": \"a/..\"}")]
    [InlineData("create/0", "{\"path\": \"a/\"}")]
    [InlineData("create/0", "{\"path\": \"%2e%2e\"}")]
    [InlineData("create/0", "{\"path\": \"x#y\"}")]
    [InlineData("complete/..%5cx", "{\"path\": \"y\", \"upload_id\": \"x\"}")]
    [InlineData("abort/C:%2fx", "{\"path\": \"y\", \"upload_id\": \"x\"}")]
    public async Task A_path_that_leaves_the_artifacts_is_refused(string path, string body) =>
        Assert.Equal("400 INVALID_PARAMETER_VALUE: Invalid path", await server.RefusalAsync("POST", $"{Mpu}/{path}", body));

    [Theory]
    [InlineData("{\"path\": \"y\", \"num_parts\": 0}", "Invalid value 0 for parameter 'num_parts' supplied: It must be 1 to 10000.")]
    [InlineData("{\"path\": \"y\", \"num_parts\": 10001}", "Invalid value 10001 for parameter 'num_parts' supplied: It must be 1 to 10000.")]
    [InlineData("{\"num_parts\": 1}", "Missing value for required parameter 'path'. See the API docs for more information about request parameters.")]
    public async Task An_upload_that_is_wrong_is_told_so(string body, string message) =>
        Assert.Equal($"400 INVALID_PARAMETER_VALUE: {message}", await server.RefusalAsync("POST", $"{Mpu}/create/0", body));

    [Fact]
    public async Task A_folder_is_not_written_over()
    {
        await server.DoneAsync("PUT", $"{Proxy}/folder/x.bin/y", "y");

        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: Artifact path 'folder/x.bin' is a folder. Give another path.",
            await server.RefusalAsync("POST", $"{Mpu}/create/folder", """{"path": "x.bin"}"""));
    }

    [Fact]
    public async Task A_part_of_ten_gigabytes_is_refused_before_it_is_sent()
    {
        var created = await CreateAsync("ten", "x.bin", 1);

        var answer = await RawRequest.SendAsync(
            server.Server.Url, $"PUT {PathOf(created["credentials"]![0]!)} HTTP/1.1", $"Host: {server.Server.Url.Authority}", "Content-Length: 10737418240");

        Assert.Equal(413, RawRequest.StatusOf(answer));
        await AbortAsync("ten", "x.bin", created);
    }

    [Fact]
    public async Task A_part_that_breaks_off_leaves_nothing()
    {
        var created = await CreateAsync("broken", "x.bin", 1);

        await RawRequest.SendAsync(server.Server.Url, $"PUT {PathOf(created["credentials"]![0]!)} HTTP/1.1", $"Host: {server.Server.Url.Authority}", "Transfer-Encoding: chunked", "", "3", "abc", "zz");

        Assert.Equal(["target"], Unfinished().Select(Path.GetFileName));
        await AbortAsync("broken", "x.bin", created);
    }

    static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    static JsonArray Parts(params (int Number, string Tag)[] parts) => [.. parts.Select(part => new JsonObject { ["part_number"] = part.Number, ["etag"] = part.Tag })];

    static string Unknown(string path) =>
        $"404 RESOURCE_DOES_NOT_EXIST: There is no such upload of '{path}': it was completed or aborted, or began more than a day ago. Begin another.";

    static string PathOf(JsonNode credential) => new Uri(MlflowServer.Text(credential["url"])).PathAndQuery;

    string[] Unfinished() => Directory.GetFiles(Path.Combine(server.Store, "unfinished"), "*", SearchOption.AllDirectories);

    Task<JsonNode> CreateAsync(string folder, string file, int parts) =>
        server.PostAsync($"{Mpu}/create/{Uri.EscapeDataString(folder).Replace("%2F", "/", StringComparison.Ordinal)}", $$"""{"path": "{{file}}", "num_parts": {{parts}}}""");

    /// <summary>Sends a part as the client does: to the URL that it was given, without saying who it is.</summary>
    async Task<string> PutAsync(JsonNode credential, byte[] bytes)
    {
        var url = new Uri(MlflowServer.Text(credential["url"]));
        Assert.Equal(server.Server.Url.Authority, url.Authority);
        using var content = new ByteArrayContent(bytes);
        using var answer = await server.Client.PutAsync(url, content, Test.Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.ETag!.Tag;
    }

    Task<JsonNode> CompleteAsync(string folder, string file, JsonNode created, JsonArray parts) =>
        server.PostAsync($"{Mpu}/complete/{Uri.EscapeDataString(folder).Replace("%2F", "/", StringComparison.Ordinal)}", Body(file, created, parts));

    Task<string> CompleteRefusalAsync(string folder, string file, JsonNode created, JsonArray parts) =>
        server.RefusalAsync("POST", $"{Mpu}/complete/{folder}", Body(file, created, parts));

    Task<JsonNode> AbortAsync(string folder, string file, JsonNode created) => server.PostAsync($"{Mpu}/abort/{folder}", Body(file, created, []));

    static string Body(string file, JsonNode created, JsonArray parts) =>
        new JsonObject { ["path"] = file, ["upload_id"] = MlflowServer.Text(created["upload_id"]), ["parts"] = parts }.ToJsonString();
}
