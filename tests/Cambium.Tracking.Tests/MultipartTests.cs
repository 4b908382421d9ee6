namespace Cambium.Tracking.Tests;

/// <summary>Files that come to a folder in parts: what age, a full disk and a second process do to them.</summary>
public sealed class MultipartTests : IDisposable
{
    readonly StoreFolder _folder = new();
    readonly SteppedClock _time = new();
    readonly FolderArtifactStore _store;

    public MultipartTests() => _store = Open();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_process_of_the_store_goes_on_with_an_upload()
    {
        var id = _store.BeginUpload("0/x");
        var part = await PartAsync(Open(), "0/x", id, 1, [1, 2]);

        await Open().CompleteUploadAsync("0/x", id, [part], static () => { }, TestContext.Current.CancellationToken);

        using var stream = _store.OpenRead("0/x")!; // it was completed
        Assert.Equal((1, 2, -1), (stream.ReadByte(), stream.ReadByte(), stream.ReadByte()));
        Assert.Empty(Unfinished());
    }

    [Fact]
    public async Task An_upload_of_yesterday_takes_no_part_and_is_gone_when_the_store_is_opened()
    {
        var id = _store.BeginUpload("0/x");
        await PartAsync(_store, "0/x", id, 1, [1, 2, 3]);
        Age(TimeSpan.FromHours(25));

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => PartAsync(_store, "0/x", id, 2, [1]));
        Assert.Equal("There is no such upload of '0/x': it was completed or aborted, or began more than a day ago. Begin another.", refusal.Message);
        Open();

        Assert.Empty(Unfinished());
        Assert.Empty(Directory.GetDirectories(_folder.File("unfinished")));
    }

    [Fact]
    public async Task An_upload_that_nobody_writes_to_is_an_unfinished_file()
    {
        var id = _store.BeginUpload("0/x");
        await PartAsync(_store, "0/x", id, 1, [1, 2, 3]);
        Assert.Empty(_store.ListUnfinished(TimeSpan.FromHours(1)));
        Age(TimeSpan.FromHours(2));

        var found = Assert.Single(_store.ListUnfinished(TimeSpan.FromHours(1)));

        Assert.Equal(new StoredFile(Path.Combine(_folder.File("unfinished"), id), true, 6), found);
        _store.DeleteUnfinished(found);
        Assert.Empty(Unfinished());
    }

    [Fact]
    public async Task Without_room_a_part_is_refused_and_the_upload_goes_on()
    {
        var id = _store.BeginUpload("0/x");
        var first = await PartAsync(_store, "0/x", id, 1, [1]);

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => _store.WritePartAsync("0/x", id, 2, new FullDisk(), TestContext.Current.CancellationToken));

        Assert.Equal(
            (TrackingErrorCode.InsufficientStorage, $"The disk of {_folder.File("artifacts")} is full; nothing of '0/x' was written. Make room and try again."),
            (refusal.Code, refusal.Message));
        Assert.Equal(2, Unfinished().Length);
        await _store.CompleteUploadAsync("0/x", id, [first, await PartAsync(_store, "0/x", id, 2, [2])], static () => { }, TestContext.Current.CancellationToken);
        Assert.Equal([new StoredFile("0/x", false, 2)], _store.ListAll("0"));
    }

    [Fact]
    public async Task A_link_on_the_way_is_refused_at_the_end_too()
    {
        var id = _store.BeginUpload("0/x");
        var part = await PartAsync(_store, "0/x", id, 1, [1]);
        Directory.CreateSymbolicLink(Path.Combine(_folder.File("artifacts"), "0"), Path.GetTempPath());

        var refusal = await Assert.ThrowsAsync<TrackingException>(() => _store.CompleteUploadAsync("0/x", id, [part], static () => { }, TestContext.Current.CancellationToken));

        Assert.Equal("Artifact path '0/x' goes through a link, which may leave the folder of artifacts. Replace the link by what it points at.", refusal.Message);
    }

    FolderArtifactStore Open() => new(_folder.File("artifacts"), _folder.File("unfinished"), _time);

    string[] Unfinished() => Directory.GetFiles(_folder.File("unfinished"), "*", SearchOption.AllDirectories);

    /// <summary>Makes all that waits look older: the disk has a clock of its own.</summary>
    void Age(TimeSpan age)
    {
        var then = _time.GetUtcNow().UtcDateTime - age;
        foreach (var file in Unfinished())
        {
            File.SetLastWriteTimeUtc(file, then);
        }

        foreach (var folder in Directory.GetDirectories(_folder.File("unfinished")))
        {
            Directory.SetLastWriteTimeUtc(folder, then);
        }
    }

    static async Task<UploadedPart> PartAsync(FolderArtifactStore store, string path, string id, int number, byte[] content) =>
        new(number, await store.WritePartAsync(path, id, number, new MemoryStream(content), TestContext.Current.CancellationToken));

    /// <summary>Fails as a write to a full disk does.</summary>
    sealed class FullDisk : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("No space left on device", 28);
    }
}
