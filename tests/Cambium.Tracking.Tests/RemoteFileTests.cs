using System.Net;
using System.Net.Sockets;
using System.Text;
using Cambium.Data;

namespace Cambium.Tracking.Tests;

public sealed class RemoteFileTests : IDisposable
{
    readonly HttpListener _listener = new();
    readonly string _endpoint;
    Func<int, (int Status, string Body, long? Length)> _answer = _ => (200, "a,b\n1,2\n", null);
    int _requests;

    public RemoteFileTests()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _endpoint = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(_endpoint + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public void Dispose() => _listener.Close();

    [Fact]
    public async Task A_file_of_the_web_is_fetched_under_its_name_and_deleted_in_the_end()
    {
        string path;
        using (var file = await FetchAsync("/some/a%20table.csv?signature=secret"))
        {
            path = file.Path;
            Assert.Equal("a table.csv", Path.GetFileName(path));
            Assert.Equal("a,b\n1,2\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public async Task What_fails_or_breaks_off_is_tried_again()
    {
        _answer = request => request switch { 1 => (503, "", null), 2 => (200, "a,b\n", 100), _ => (200, "a,b\n1,2\n", null) };

        using var file = await FetchAsync("/t.csv");

        Assert.Equal("a,b\n1,2\n", await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken));
        Assert.Equal(3, _requests);
    }

    [Theory]
    [InlineData(404, "There is no file at {0}/t.csv. Check the address.", 1)]
    [InlineData(403, "{0}/t.csv does not allow it (status 403). Use an address that is signed or public.", 1)]
    [InlineData(204, "{0}/t.csv answers with status 204, not with a file. Check the address.", 1)]
    [InlineData(500, "{0}/t.csv could not be fetched in 3 attempts: it answers with status 500. Check the address, and try again.", 3)]
    public async Task A_refusal_tells_the_address_without_its_secrets(int status, string message, int requests)
    {
        _answer = _ => (status, "", null);

        var fault = await Assert.ThrowsAsync<TrackingException>(() => FetchAsync("/t.csv?signature=secret"));

        Assert.Equal(message.Replace("{0}", _endpoint, StringComparison.Ordinal), fault.Message);
        Assert.Equal(requests, _requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(8L)]
    public async Task A_file_that_is_too_long_is_refused(long? length)
    {
        _answer = _ => (200, "a,b\n1,2\n", length);

        var fault = await Assert.ThrowsAsync<TrackingException>(() => RemoteFile.FetchAsync(_endpoint + "/t.csv", new HastyClock(), TestContext.Current.CancellationToken, 7));

        Assert.Equal($"{_endpoint}/t.csv is longer than 7 bytes, the most that is fetched. Copy a part of it to a file, and read that.", fault.Message);
        Assert.Equal(1, _requests);
    }

    [Fact]
    public async Task A_file_of_s3_is_fetched_by_its_key()
    {
        using var s3 = new S3Double();
        s3.Objects["some/where/t.csv"] = "a,b\n1,2\n"u8.ToArray();

        using var file = await FromS3Async(s3, "s3://bucket/some/where/t.csv");
        var absent = await Assert.ThrowsAsync<TrackingException>(() => FromS3Async(s3, "s3://bucket/some/t.csv"));
        s3.BreaksAfter = 3;
        var broken = await Assert.ThrowsAsync<TrackingException>(() => FromS3Async(s3, "s3://bucket/some/where/t.csv"));

        Assert.Equal("a,b\n1,2\n", await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken));
        Assert.Equal("There is no file at s3://bucket/some/t.csv. Check the address.", absent.Message);
        Assert.StartsWith("s3://bucket/some/where/t.csv could not be fetched in 3 attempts: s3://bucket/some/where does not answer: ", broken.Message, StringComparison.Ordinal);
        Assert.Equal(5, s3.Requests.Count(request => request.Contains("t.csv", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://host", "'https://host/' names no file. Write its whole address, such as https://host/file.csv or s3://bucket/file.csv.")]
    [InlineData("https://user:secret@host/a/", "'https://host/a/' names no file. Write its whole address, such as https://host/file.csv or s3://bucket/file.csv.")]
    [InlineData("https://host/a/..%2f..", "'https://host/a/..%2f..' names no file. Write its whole address, such as https://host/file.csv or s3://bucket/file.csv.")]
    [InlineData("s3://bucket", "'s3://bucket' names no file. Write its whole address, such as https://host/file.csv or s3://bucket/file.csv.")]
    [InlineData("s3://bucket/a/", "'s3://bucket/a/' names no file. Write its whole address, such as https://host/file.csv or s3://bucket/file.csv.")]
    [InlineData("https://:0", "'https://:0' is no address of a file. Write it as https://host/file.csv or s3://bucket/file.csv.")]
    public async Task An_address_that_names_no_file_is_refused(string address, string message)
    {
        var fault = await Assert.ThrowsAsync<TrackingException>(() => RemoteFile.FetchAsync(address, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("s3://b/k.csv", true)]
    [InlineData("HTTPS://h/k.csv", true)]
    [InlineData("http://h/k.csv", true)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("table.csv", false)]
    public void An_address_is_known_by_its_scheme(string address, bool isRemote) => Assert.Equal(isRemote, RemoteFile.IsOne(address));

    [Fact]
    public async Task A_table_of_the_web_is_read_whole_and_in_blocks()
    {
        var options = new RemoteOptions { Time = new HastyClock(), Scan = new ScanOptions { BlockRows = 1, Csv = new CsvOptions { TextColumns = ["a"] } } };
        _answer = _ => (200, "a,b\n1,2\n3,4\n", null);

        var table = await RemoteTable.ReadAsync(_endpoint + "/t.csv?signature=secret", options, TestContext.Current.CancellationToken);
        using var scan = await RemoteTable.ScanAsync(_endpoint + "/t.csv?signature=secret", options, TestContext.Current.CancellationToken);

        Assert.Equal([ColumnType.String, ColumnType.Int64], table.Columns.Select(column => column.Type));
        Assert.Equal(["1", "3"], scan.Rows.Select(block => block["a"].Format(0)));
        Assert.Equal(["1", "3"], scan.Rows.Select(block => block["a"].Format(0)));
        Assert.Equal(2, _requests);
    }

    [Fact]
    public async Task What_is_wrong_with_a_fetched_table_names_its_address()
    {
        var options = new RemoteOptions { Time = new HastyClock(), Scan = new ScanOptions { BlockRows = 1 } };
        _answer = _ => (200, "a,b\n1,2\n3\n", null);
        var message = $"{_endpoint}/t.csv, line 3: 1 field, but the header has 2, with a comma between fields. Add the fields that are missing, or set Delimiter if another byte separates them.";

        var read = await Assert.ThrowsAsync<TableException>(() => RemoteTable.ReadAsync(_endpoint + "/t.csv?signature=secret", options, TestContext.Current.CancellationToken));
        var scanned = await Assert.ThrowsAsync<TableException>(() => RemoteTable.ScanAsync(_endpoint + "/t.csv?signature=secret", options, TestContext.Current.CancellationToken));
        var declared = options with { Scan = new ScanOptions { Csv = new CsvOptions { Types = [new Field("a", ColumnType.Int64), new Field("b", ColumnType.Int64)] } } };
        using var late = await RemoteTable.ScanAsync(_endpoint + "/t.csv?signature=secret", declared, TestContext.Current.CancellationToken);
        var found = Assert.Throws<TableException>(() => late.Rows.Count());

        Assert.All((TableException[])[read, scanned, found], fault => Assert.Equal((message, $"{_endpoint}/t.csv", 3L), (fault.Message, fault.File, fault.Line)));
    }

    [Fact]
    public async Task A_table_of_s3_is_read_by_its_key_and_a_path_is_no_address()
    {
        using var s3 = new S3Double();
        s3.Objects["some/where/t.csv"] = "a,b\n1,2\n"u8.ToArray();
        var options = new RemoteOptions { Time = new HastyClock(), S3 = () => S3ArtifactStoreTests.Client(s3.Endpoint, S3Double.Secret) };

        var table = await RemoteTable.ReadAsync("s3://bucket/some/where/t.csv", options, TestContext.Current.CancellationToken);
        var tooLong = await Assert.ThrowsAsync<TrackingException>(
            () => RemoteTable.ReadAsync("s3://bucket/some/where/t.csv", options with { MaxBytes = 7 }, TestContext.Current.CancellationToken));
        var path = await Assert.ThrowsAsync<ArgumentException>(() => RemoteTable.ScanAsync("t.csv", options, TestContext.Current.CancellationToken));

        Assert.Equal(1, table.RowCount);
        Assert.Equal("s3://bucket/some/where/t.csv is longer than 7 bytes, the most that is fetched. Copy a part of it to a file, and read that.", tooLong.Message);
        Assert.Equal("'t.csv' is no address of S3 or the web. Write it as s3://bucket/file.csv or https://host/file.csv; a file here is read with Table.Scan. (Parameter 'address')", path.Message);
        Assert.Equal("MaxBytes must be at least 1. (Parameter 'MaxBytes')\nActual value was 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new RemoteOptions { MaxBytes = 0 }).Message);
        Assert.True(RemoteTable.IsAddress("s3://bucket/t.csv"));
    }

    Task<RemoteFile> FetchAsync(string path) => RemoteFile.FetchAsync(_endpoint + path, new HastyClock(), TestContext.Current.CancellationToken);

    static Task<RemoteFile> FromS3Async(S3Double s3, string address) => RemoteFile.FetchAsync(
        address, new HastyClock(), TestContext.Current.CancellationToken, s3: () => S3ArtifactStoreTests.Client(s3.Endpoint, S3Double.Secret));

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var (status, body, length) = _answer(Interlocked.Increment(ref _requests));
            context.Response.StatusCode = status;
            var bytes = Encoding.UTF8.GetBytes(body);
            if (length is { } said)
            {
                context.Response.ContentLength64 = said;
            }
            else
            {
                context.Response.SendChunked = status == 200;
            }

            await context.Response.OutputStream.WriteAsync(bytes);
            if (length > bytes.Length)
            {
                await context.Response.OutputStream.FlushAsync();
                context.Response.Abort();
            }
            else
            {
                context.Response.Close();
            }
        }
    }

    /// <summary>A clock on which waiting takes no time.</summary>
    sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
