using System.Net;
using System.Net.Http.Headers;

namespace Cambium.Server.Tests;

/// <summary>Artifacts up and down over HTTP.</summary>
public sealed class ArtifactProxyTests(MlflowServer server) : IClassFixture<MlflowServer>
{
    const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    [Fact]
    public async Task A_file_goes_up_is_listed_and_comes_down()
    {
        var run = await server.RunAsync();
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        using var content = new ByteArrayContent(bytes);
        using var put = await server.Client.PutAsync(Address.Of($"{Proxy}/0/{run}/artifacts/plots/a%20b.png"), content, Test.Stop);
        Assert.Equal("{}", await put.Content.ReadAsStringAsync(Test.Stop));
        Assert.Equal("application/json", put.Content.Headers.ContentType?.MediaType);

        using var down = await server.Client.GetAsync(Address.Of($"{Proxy}/0/{run}/artifacts/plots/a%20b.png"), Test.Stop);
        Assert.Equal(bytes, await down.Content.ReadAsByteArrayAsync(Test.Stop));
        Assert.Equal("image/png", down.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", down.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("a b.png", down.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal("nosniff", Assert.Single(down.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(down.Headers.GetValues("Content-Security-Policy")));

        MlflowServer.AssertJson("""{"files": [{"path": "a b.png", "is_dir": false, "file_size": 300000}]}""", await server.GetAsync($"{Proxy}?path=0/{run}/artifacts/plots"));
        MlflowServer.AssertJson("""{"files": [{"path": "plots", "is_dir": true}]}""", await server.GetAsync($"{Proxy}?path=0/{run}/artifacts"));
        MlflowServer.AssertJson(
            $$"""{"root_uri": "mlflow-artifacts:/0/{{run}}/artifacts", "files": [{"path": "plots/a b.png", "is_dir": false, "file_size": 300000}]}""",
            await server.GetAsync($"artifacts/list?run_id={run}&path=plots"));
    }

    [Fact]
    public async Task A_name_with_more_bytes_than_a_file_system_takes_is_refused()
    {
        using var content = new ByteArrayContent([1]);

        using var put = await server.Client.PutAsync(Address.Of($"{Proxy}/long/{Uri.EscapeDataString(new string('語', 86))}"), content, Test.Stop);

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        Assert.Contains("has a segment longer than 255 bytes", await put.Content.ReadAsStringAsync(Test.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_a_file_comes_alone()
    {
        await server.DoneAsync("PUT", $"{Proxy}/parts/x.txt", "0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Proxy}/parts/x.txt");
        request.Headers.Range = new RangeHeaderValue(2, 4);

        using var answer = await server.Client.SendAsync(request, Test.Stop);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("234", await answer.Content.ReadAsStringAsync(Test.Stop));
    }

    [Fact]
    public async Task An_empty_file_and_no_file_are_told_apart()
    {
        await server.DoneAsync("PUT", $"{Proxy}/sizes/empty.txt", "");

        MlflowServer.AssertJson("""{"files": [{"path": "empty.txt", "is_dir": false}]}""", await server.GetAsync($"{Proxy}?path=sizes"));
        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=sizes/empty.txt"));
        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=nowhere"));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: There is no artifact 'sizes/none.txt'.", await server.RefusalAsync("GET", $"{Proxy}/sizes/none.txt"));
        Assert.Equal("404 RESOURCE_DOES_NOT_EXIST: There is no artifact 'sizes'.", await server.RefusalAsync("GET", $"{Proxy}/sizes"));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_one_that_is_not_there_no_matter()
    {
        await server.DoneAsync("PUT", $"{Proxy}/gone/x.txt", "x");

        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"{Proxy}/gone/x.txt", null));
        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"{Proxy}/gone/x.txt", null));

        MlflowServer.AssertJson("{}", await server.DoneAsync("DELETE", $"{Proxy}/never/was/x.txt", null));
        Assert.StartsWith("404 ", await server.RefusalAsync("GET", $"{Proxy}/gone/x.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.html", "text/html")]
    [InlineData("MLmodel", "text/plain")]
    [InlineData("conda.yaml", "text/plain")]
    [InlineData("x.json", "application/json")]
    [InlineData("weights.safetensors", "application/octet-stream")]
    [InlineData("x.csv", "text/csv")]
    public async Task What_a_file_is_comes_from_its_name(string name, string type)
    {
        await server.DoneAsync("PUT", $"{Proxy}/types/{name}", "<script>alert(1)</script>");

        using var answer = await server.Client.GetAsync(Address.Of($"{Proxy}/types/{name}"), Test.Stop);

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task A_page_uploads_small_files()
    {
        var run = await server.RunAsync();

        MlflowServer.AssertJson("{}", await server.DoneAsync("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=notes/x.txt", "hello"));

        var (_, body) = await server.SendAsync("GET", $"/get-artifact?run_id={run}&path=notes/x.txt", null);
        Assert.Equal("hello", body);
        Assert.Equal(
            "400 INVALID_PARAMETER_VALUE: Artifact size is too large. Max size is 10MB.",
            await server.RefusalAsync("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=big", new string('x', 10 * 1024 * 1024 + 1)));
        Assert.Equal("400 INVALID_PARAMETER_VALUE: Request must specify path.", await server.RefusalAsync("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}", "x"));
    }

    [Fact]
    public async Task A_large_file_is_streamed_with_flat_memory()
    {
        const long Size = 160L * 1024 * 1024;
        var before = Environment.WorkingSet;
        var highest = before;
        using var content = new StreamContent(new Blocks(Size, () => highest = Math.Max(highest, Environment.WorkingSet)), 256 * 1024);

        using var put = await server.Client.PutAsync(Address.Of($"{Proxy}/large/x.bin"), content, Test.Stop);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using var down = await server.Client.GetAsync(Address.Of($"{Proxy}/large/x.bin"), HttpCompletionOption.ResponseHeadersRead, Test.Stop);
        Assert.Equal(Size, down.Content.Headers.ContentLength);
        await using var stream = await down.Content.ReadAsStreamAsync(Test.Stop);
        var buffer = new byte[1024 * 1024];
        long read = 0;
        while (await stream.ReadAsync(buffer, Test.Stop) is var count and > 0)
        {
            read += count;
            highest = Math.Max(highest, Environment.WorkingSet);
        }

        Assert.Equal(Size, read);

        // Client and server are one process here; a copy of the file in memory would be 160 MiB.
        Assert.True(highest - before < 80L * 1024 * 1024, $"Grew by {(highest - before) / 1024 / 1024} MiB.");
        await server.DoneAsync("DELETE", $"{Proxy}/large/x.bin", null);
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        using var content = new StreamContent(new Blocks(1L << 30, () =>
        {
        }, after: 8 << 20, stop));

        await Assert.ThrowsAnyAsync<Exception>(() => server.Client.PutAsync(Address.Of($"{Proxy}/broken/x.bin"), content, stop.Token));

        MlflowServer.AssertJson("{}", await server.GetAsync($"{Proxy}?path=broken"));
        for (var i = 0; i < 100 && Directory.GetFiles(Path.Combine(server.Store, "unfinished")).Length > 0; i++)
        {
            await Task.Delay(50, Test.Stop);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(server.Store, "unfinished")));
    }

    /// <summary>So many bytes, made as they are read.</summary>
    sealed class Blocks(long size, Action onRead, long after = long.MaxValue, CancellationTokenSource? stop = null) : Stream
    {
        long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => size;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            onRead();
            if (_read >= after)
            {
                stop?.Cancel();
            }

            var length = (int)Math.Min(count, size - _read);
            _read += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
