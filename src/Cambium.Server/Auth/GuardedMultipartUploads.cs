using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Files in parts as far as the caller may write in the experiments whose they are. Whoever knows the id of an upload may send its parts, since clients send
/// them without saying who they are; they come to nothing until somebody who may write completes them.
/// </summary>
sealed class GuardedMultipartUploads(IMultipartUploads inner, Access access) : IMultipartUploads
{
    /// <inheritdoc/>
    public string BeginUpload(string path)
    {
        RequireWrite(path);
        return inner.BeginUpload(path);
    }

    /// <inheritdoc/>
    public Task<string> WritePartAsync(string path, string uploadId, int number, Stream content, CancellationToken cancellationToken) =>
        inner.WritePartAsync(path, uploadId, number, content, cancellationToken);

    /// <inheritdoc/>
    public Task CompleteUploadAsync(string path, string uploadId, IReadOnlyList<UploadedPart> parts, Action beforeReplacing, CancellationToken cancellationToken)
    {
        access.OnArtifact(path, Role.Editor);
        return access.ChangeFilesAsync(path, ask => inner.CompleteUploadAsync(
            path,
            uploadId,
            parts,
            () =>
            {
                beforeReplacing();
                ask();
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public void AbortUpload(string path, string uploadId)
    {
        RequireWrite(path);
        inner.AbortUpload(path, uploadId);
    }

    void RequireWrite(string path)
    {
        access.OnArtifact(path, Role.Editor);
        access.OnRegisteredFiles(path);
    }
}
