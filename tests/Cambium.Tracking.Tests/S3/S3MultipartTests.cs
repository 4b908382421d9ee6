using System.Net;

namespace Cambium.Tracking.Tests;

/// <summary>Files that come to S3 in parts.</summary>
public sealed class S3MultipartTests : IDisposable
{
    const int MiB = 1024 * 1024;

    readonly S3Double _s3 = new();
    readonly S3ArtifactStore _store;

    public S3MultipartTests() => _store = new S3ArtifactStore(S3ArtifactStoreTests.Client(_s3.Endpoint, S3Double.Secret), S3Address.Parse("s3://bucket/some/prefix"), TimeProvider.System);

    public void Dispose()
    {
        _store.Dispose();
        _s3.Dispose();
    }

    [Fact]
    public async Task A_file_in_parts_is_there_whole_when_it_is_completed_and_not_before()
    {
        var content = new byte[(7 * MiB) + 5];
        new Random(1).NextBytes(content);
        var id = _store.BeginUpload("0/x.bin");
        var second = await PartAsync("0/x.bin", id, 2, content[(6 * MiB)..]);
        var first = await PartAsync("0/x.bin", id, 1, content[..(6 * MiB)]);

        Assert.Empty(_s3.Objects);
        await _store.CompleteUploadAsync("0/x.bin", id, [second, first], static () => { }, TestContext.Current.CancellationToken);

        Assert.True(content.AsSpan().SequenceEqual(_s3.Objects["some/prefix/0/x.bin"]));
        Assert.Equal(0, _s3.OpenUploads);
        Assert.Equal(Unknown("0/x.bin"), await RefusalAsync(() => PartAsync("0/x.bin", id, 1, [1])));
    }

    [Fact]
    public async Task What_is_completed_must_be_what_was_sent()
    {
        var id = _store.BeginUpload("x");
        var part = await PartAsync("x", id, 1, [1]);

        Assert.Equal(
            (TrackingErrorCode.InvalidParameterValue, "A part of 'x' was not sent, or has another ETag than the one that is named (InvalidPart). Send it again, and name the ETag of that answer."),
            await RefusalAsync(() => CompleteAsync("x", id, part with { Tag = "other" })));
        Assert.Equal(
            (TrackingErrorCode.InvalidParameterValue, "Of 2 parts one is numbered 3 where 2 was expected. Name each part from 1 on once."),
            await RefusalAsync(() => CompleteAsync("x", id, part, part with { Number = 3 })));
        var next = await PartAsync("x", id, 2, [2]);
        Assert.Equal(
            (TrackingErrorCode.InvalidParameterValue, "A part of 'x' is smaller than s3://bucket/some/prefix takes; all but the last must be 5 MiB or more. Send it in larger parts."),
            await RefusalAsync(() => CompleteAsync("x", id, part, next)));
        Assert.Equal(1, _s3.OpenUploads);
        Assert.Equal(Unknown("x"), await RefusalAsync(() => CompleteAsync("x", "none", part)));
    }

    [Fact]
    public async Task An_upload_of_another_file_or_of_yesterday_takes_no_part()
    {
        var id = _store.BeginUpload("x");
        _s3.Now = DateTime.UtcNow - UploadRules.Lifetime;
        var old = _store.BeginUpload("x");

        Assert.Equal(Unknown("y"), await RefusalAsync(() => PartAsync("y", id, 1, [1])));
        Assert.Equal(Unknown("x"), await RefusalAsync(() => PartAsync("x", old, 1, [1])));
        await PartAsync("x", id, 1, [1]);
    }

    [Fact]
    public async Task An_upload_that_is_aborted_leaves_nothing_and_can_be_aborted_again()
    {
        var id = _store.BeginUpload("x");
        await PartAsync("x", id, 1, [1]);

        _store.AbortUpload("x", id);
        _store.AbortUpload("x", id);

        Assert.Equal(0, _s3.OpenUploads);
    }

    [Fact]
    public async Task Uploads_of_yesterday_are_unfinished_files()
    {
        _s3.Now = DateTime.UtcNow - UploadRules.Lifetime;
        var old = _store.BeginUpload("0/a?b");
        _s3.Now = DateTime.UtcNow;
        var id = _store.BeginUpload("0/a?b");
        await PartAsync("0/a?b", id, 1, [1]);

        var found = Assert.Single(_store.ListUnfinished(TimeSpan.FromHours(1)));
        Assert.Equal($"some/prefix/0/a?b?uploadId={old}", found.Path);
        _store.DeleteUnfinished(found);

        Assert.Equal(1, _s3.OpenUploads);
        _s3.Refuses = request => request.RawUrl!.Contains("uploads", StringComparison.Ordinal) ? (403, "AccessDenied") : null;
        Assert.Empty(_store.ListUnfinished(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Without_room_a_part_is_refused_and_the_upload_goes_on()
    {
        var id = _store.BeginUpload("x");
        _s3.Refuses = request => request.RawUrl!.Contains("partNumber", StringComparison.Ordinal) ? ((int)HttpStatusCode.InsufficientStorage, "XMinioStorageFull") : null;

        Assert.Equal(
            (TrackingErrorCode.InsufficientStorage, "s3://bucket/some/prefix is full (XMinioStorageFull: told). Nothing was written. Make room and try again."),
            await RefusalAsync(() => PartAsync("x", id, 1, [1])));
        _s3.Refuses = _ => null;
        await CompleteAsync("x", id, await PartAsync("x", id, 1, [1]));
        Assert.Equal([1], _s3.Objects["some/prefix/x"]);
    }

    static (TrackingErrorCode Code, string Message) Unknown(string path) =>
        (TrackingErrorCode.ResourceDoesNotExist, $"There is no such upload of '{path}': it was completed or aborted, or began more than a day ago. Begin another.");

    static async Task<(TrackingErrorCode Code, string Message)> RefusalAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<TrackingException>(call);
        return (refusal.Code, refusal.Message);
    }

    Task CompleteAsync(string path, string id, params UploadedPart[] parts) => _store.CompleteUploadAsync(path, id, parts, static () => { }, TestContext.Current.CancellationToken);

    async Task<UploadedPart> PartAsync(string path, string id, int number, byte[] content) =>
        new(number, await _store.WritePartAsync(path, id, number, new MemoryStream(content), TestContext.Current.CancellationToken));
}
