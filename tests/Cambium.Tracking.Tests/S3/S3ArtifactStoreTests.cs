using Amazon.Runtime;
using Amazon.S3;

namespace Cambium.Tracking.Tests;

public sealed class S3ArtifactStoreTests : IDisposable
{
    readonly S3Double _s3 = new();
    readonly S3ArtifactStore _store;

    public S3ArtifactStoreTests() => _store = Store("s3://bucket/some/prefix/");

    public void Dispose()
    {
        _store.Dispose();
        _s3.Dispose();
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("1/abc/artifacts/plots/roc curve (1).json")]
    [InlineData("über/a+b=c&d'e!*~.txt")]
    [InlineData("100% done.txt")]
    [InlineData("a%2Fb.txt")]
    public async Task A_file_is_read_as_it_was_written(string path)
    {
        await _store.WriteAsync(path, new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], Read(path));
        Assert.Equal(["some/prefix/" + path], _s3.Objects.Keys);
        Assert.Equal([new StoredFile(path, false, 3)], _store.ListAll(""));
        _store.Write(path, stream => stream.Write([9]));
        Assert.Equal([9], Read(path));
        _store.Delete(path);
        Assert.Null(_store.OpenRead(path));
    }

    [Fact]
    public async Task A_long_file_goes_up_in_parts_and_comes_down_the_same()
    {
        var content = new byte[(20 * 1024 * 1024) + 7];
        new Random(1).NextBytes(content);

        await _store.WriteAsync("long", new Unseekable(content), TestContext.Current.CancellationToken);

        Assert.True(content.AsSpan().SequenceEqual(_s3.Objects["some/prefix/long"]));
        Assert.Equal(8 * 1024 * 1024, _s3.LongestBody);
        Assert.Equal(0, _s3.OpenUploads);
        using var stream = _store.OpenRead("long")!; // it was written
        Assert.Equal((content.Length, false), (stream.Length, stream.CanSeek));
        Assert.True(content.AsSpan().SequenceEqual(Read("long")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12 * 1024 * 1024)]
    public async Task What_breaks_off_leaves_nothing_behind(int after)
    {
        await Assert.ThrowsAsync<TimeoutException>(() => _store.WriteAsync("half", new Unseekable(new byte[after], breaks: true), TestContext.Current.CancellationToken));
        Assert.Throws<TimeoutException>(() => _store.Write("half", stream =>
        {
            stream.Write(new byte[after]);
            throw new TimeoutException();
        }));

        Assert.Empty(_s3.Objects);
        Assert.Equal(0, _s3.OpenUploads);
    }

    [Fact]
    public async Task A_part_that_is_refused_takes_the_others_back()
    {
        _s3.Refuses = request => request.RawUrl!.Contains("partNumber=2", StringComparison.Ordinal) ? (507, "XMinioStorageFull") : null;

        var refused = await Assert.ThrowsAsync<TrackingException>(() => _store.WriteAsync("long", new Unseekable(new byte[20 * 1024 * 1024]), TestContext.Current.CancellationToken));

        Assert.Equal(
            (TrackingErrorCode.InsufficientStorage, "s3://bucket/some/prefix is full (XMinioStorageFull: told). Nothing was written. Make room and try again."),
            (refused.Code, refused.Message));
        Assert.Equal(0, _s3.OpenUploads);
        Assert.Empty(_s3.Objects);
    }

    [Fact]
    public void A_download_that_breaks_off_is_no_short_file()
    {
        _store.Write("file", stream => stream.Write(new byte[300_000]));
        _s3.BreaksAfter = 100_000;

        Assert.Equal(TrackingErrorCode.TemporarilyUnavailable, Assert.Throws<TrackingException>(() => Read("file")).Code);
    }

    [Fact]
    public void Files_and_folders_are_listed_by_path_over_several_pages()
    {
        foreach (var path in new[] { "r/b.txt", "r/a/1", "r/a/2", "r/z/deep/er", "r/c", "r/d", "r/e", "other", "rr" })
        {
            _store.Write(path, stream => stream.Write(new byte[path.Length]));
        }

        _s3.Objects["some/prefix/r/empty folder/"] = [];

        Assert.Equal(
            [new("r/a", true, 0), new("r/b.txt", false, 7), new("r/c", false, 3), new("r/d", false, 3), new("r/e", false, 3), new("r/empty folder", true, 0), new("r/z", true, 0)],
            _store.List("r"));
        Assert.Equal(["r/a/1", "r/a/2", "r/b.txt", "r/c", "r/d", "r/e", "r/z/deep/er"], _store.ListAll("r").Select(file => file.Path));
        Assert.Empty(_store.List("r/c"));
        Assert.Empty(_store.List("nowhere"));
        Assert.Equal(["other", "r", "rr"], _store.List("").Select(file => file.Path));
        _store.Delete("r");
        Assert.Equal(["other", "rr"], _store.ListAll("").Select(file => file.Path));
    }

    [Fact]
    public void A_file_does_not_take_the_place_of_a_folder()
    {
        _store.Write("a/b", stream => stream.WriteByte(1));

        Assert.Equal("Artifact path 'a' is a folder. Give another path.", Assert.Throws<TrackingException>(() => _store.Write("a", stream => stream.WriteByte(1))).Message);
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("a/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    public void A_path_that_leaves_the_prefix_is_refused(string path)
    {
        Assert.Throws<TrackingException>(() => _store.Write(path, stream => stream.WriteByte(1)));
        Assert.Throws<TrackingException>(() => _store.OpenRead(path));
        Assert.Throws<TrackingException>(() => _store.List(path));
        Assert.Throws<TrackingException>(() => _store.Delete(path));
        Assert.Empty(_s3.Requests);
    }

    [Fact]
    public void A_folder_appears_whole_and_once()
    {
        var seen = new List<int>();
        _s3.Refuses = _ =>
        {
            // In the middle of the upload there are objects, but no folder.
            if (_s3.Objects.Count == 2 && seen.Count == 0)
            {
                seen.Add(-1);
                seen.Add(_store.List("run/model").Count + _store.ListAll("run").Count + (_store.LocalFolder("run/model") is null ? 0 : 1));
            }

            return null;
        };

        _store.AddFolder("run/model", Save);

        Assert.Equal([-1, 0], seen);
        Assert.Equal(["run/model/MLmodel", "run/model/data/weights"], _store.ListAll("run").Select(file => file.Path));
        Assert.Equal(
            "There is 'run/model' already, and it never changes. Start another run.",
            Assert.Throws<TrackingException>(() => _store.AddFolder("run/model", Save)).Message);
    }

    [Fact]
    public void A_folder_that_was_not_finished_is_added_anew()
    {
        _s3.Refuses = request => request.RawUrl!.EndsWith("/weights", StringComparison.Ordinal) ? (403, "AccessDenied") : null;
        Assert.Throws<TrackingException>(() => _store.AddFolder("run/model", Save));
        Assert.NotEmpty(_s3.Objects);
        Assert.Empty(_store.List("run/model"));
        _s3.Refuses = _ => null;

        _store.AddFolder("run/model", Save);

        Assert.Equal(["run/model/MLmodel", "run/model/data/weights"], _store.ListAll("run").Select(file => file.Path));
    }

    [Fact]
    public void A_local_folder_is_fetched_once_and_again_when_it_changed()
    {
        _store.AddFolder("run/model", Save);

        var local = _store.LocalFolder("run/model")!; // it was added
        var requests = _s3.Requests.Count;
        Assert.Equal(local, _store.LocalFolder("run/model"));
        Assert.DoesNotContain(_s3.Requests.Skip(requests), request => request.EndsWith("/weights", StringComparison.Ordinal));
        _store.Write("run/model/data/weights", stream => stream.Write("other"u8));
        var changed = _store.LocalFolder("run/model")!; // it was added

        Assert.Equal("the weights", File.ReadAllText(Path.Combine(local, "data", "weights")));
        Assert.Equal("other", File.ReadAllText(Path.Combine(changed, "data", "weights")));
        Assert.Null(_store.LocalFolder("run/none"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_local_folder_that_was_partly_cleaned_is_fetched_again(bool isCutShort)
    {
        _store.AddFolder("run/model", Save);
        var local = _store.LocalFolder("run/model")!; // it was added
        var file = Path.Combine(local, "data", "weights");
        if (isCutShort)
        {
            File.WriteAllText(file, "the");
        }
        else
        {
            File.Delete(file);
        }

        Assert.Equal(local, _store.LocalFolder("run/model"));

        Assert.Equal("the weights", File.ReadAllText(file));
        Assert.True(File.Exists(Path.Combine(local, "MLmodel")));
        Directory.Delete(Path.GetDirectoryName(local)!, recursive: true);
        Assert.Equal("the weights", File.ReadAllText(Path.Combine(_store.LocalFolder("run/model")!, "data", "weights")));
    }

    [Fact]
    public void A_key_that_leads_out_of_the_local_folder_is_refused()
    {
        _s3.Objects["some/prefix/run/model/../../../evil"] = [1];

        Assert.Throws<TrackingException>(() => _store.LocalFolder("run/model"));
    }

    [Theory]
    [InlineData(403, "AccessDenied", TrackingErrorCode.PermissionDenied, "s3://bucket/some/prefix does not allow it (AccessDenied: told). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do there.")]
    [InlineData(404, "NoSuchBucket", TrackingErrorCode.ResourceDoesNotExist, "There is no bucket 'bucket'. Make it, or give another place for artifacts.")]
    [InlineData(400, "AuthorizationHeaderMalformed", TrackingErrorCode.InvalidParameterValue, "The bucket 'bucket' is in another region: told Set AWS_REGION to it.")]
    [InlineData(400, "QuotaExceeded", TrackingErrorCode.InsufficientStorage, "s3://bucket/some/prefix is full (QuotaExceeded: told). Nothing was written. Make room and try again.")]
    [InlineData(503, "SlowDown", TrackingErrorCode.TemporarilyUnavailable, "s3://bucket/some/prefix could not do it now (SlowDown: told). Try again.")]
    public void Refusals_say_what_to_do(int status, string code, TrackingErrorCode expected, string message)
    {
        _s3.Refuses = _ => (status, code);

        Assert.All(
            new Action[] { () => _store.List("a"), () => _store.OpenRead("a"), () => _store.Write("a", stream => stream.WriteByte(1)), () => _store.Delete("a") },
            call =>
            {
                var refused = Assert.Throws<TrackingException>(call);
                Assert.Equal((expected, message), (refused.Code, refused.Message));
            });
    }

    [Fact]
    public void Wrong_credentials_and_endpoints_are_told()
    {
        using var stranger = new S3ArtifactStore(Client(_s3.Endpoint, "wrong"), S3Address.Parse("s3://bucket"), TimeProvider.System);
        using var nowhere = new S3ArtifactStore(Client("http://127.0.0.1:1", S3Double.Secret), S3Address.Parse("s3://bucket"), TimeProvider.System);

        Assert.Equal(
            "s3://bucket does not allow it (SignatureDoesNotMatch: told). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do there.",
            Assert.Throws<TrackingException>(() => stranger.List("")).Message);
        var refused = Assert.Throws<TrackingException>(() => nowhere.List(""));
        Assert.Equal(
            (TrackingErrorCode.TemporarilyUnavailable, "s3://bucket does not answer: Connection refused (127.0.0.1:1). Check the endpoint in AWS_ENDPOINT_URL_S3, and try again."),
            (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_S3")]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("MLFLOW_S3_ENDPOINT_URL")]
    public void The_endpoint_is_what_the_environment_says(string variable)
    {
        var settings = S3Client.Settings(name => name == variable ? "http://localhost:9000" : null);

        Assert.Equal(("http://localhost:9000/", true, "us-east-1"), (settings.ServiceURL, settings.ForcePathStyle, settings.AuthenticationRegion));
    }

    [Fact]
    public void Without_an_endpoint_it_is_Amazon_s_in_the_region_of_the_environment()
    {
        var settings = S3Client.Settings(name => name == "AWS_DEFAULT_REGION" ? "eu-central-1" : null);

        Assert.Equal(("eu-central-1", false), (settings.RegionEndpoint.SystemName, settings.ForcePathStyle));
        Assert.Equal(
            "The endpoint of S3 is 'localhost', but must be an address such as http://localhost:9000. Correct AWS_ENDPOINT_URL_S3.",
            Assert.Throws<TrackingException>(() => S3Client.Settings(name => name == "AWS_ENDPOINT_URL" ? "localhost" : null)).Message);
    }

    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///a")]
    [InlineData("s3://a b/c")]
    public void An_address_without_a_bucket_is_refused(string address) => Assert.Equal(
        $"'{address}' names no bucket. Write the place of the artifacts as s3://bucket/prefix.",
        Assert.Throws<TrackingException>(() => S3Address.Parse(address)).Message);

    static void Save(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "MLmodel"), "flavors:");
        File.WriteAllText(Path.Combine(folder, "data", "weights"), "the weights");
    }

    byte[] Read(string path)
    {
        using var stream = _store.OpenRead(path)!; // it was written
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    S3ArtifactStore Store(string address) => new(Client(_s3.Endpoint, S3Double.Secret), S3Address.Parse(address), TimeProvider.System);

    internal static AmazonS3Client Client(string endpoint, string secret)
    {
        var settings = S3Client.Settings(name => name == "AWS_ENDPOINT_URL_S3" ? endpoint : null);
        settings.MaxErrorRetry = 0;
        return new AmazonS3Client(new BasicAWSCredentials(S3Double.AccessKey, secret), settings);
    }

    /// <summary>A stream of unknown length, as a request's body is; it may break off at its end.</summary>
    sealed class Unseekable(byte[] content, bool breaks = false) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span) is > 0 and var read ? read : breaks ? throw new TimeoutException() : 0;
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, bufferSize, cancellationToken);

        async Task CopyAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
