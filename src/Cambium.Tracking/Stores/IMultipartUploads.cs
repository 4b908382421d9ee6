namespace Cambium.Tracking;

/// <summary>
/// Files that come in parts, as large ones do. Nothing of a file is there until it is completed. An upload is known to every process of the store by its id,
/// which nobody can guess, and lives for a day. Safe to use from several threads.
/// </summary>
interface IMultipartUploads
{
    /// <summary>Begins a file.</summary>
    /// <returns>The id of the upload.</returns>
    /// <exception cref="TrackingException">The path leaves the root, or a folder is in its place.</exception>
    string BeginUpload(string path);

    /// <summary>Keeps a part, over one of the same number. What <paramref name="content"/> throws leaves nothing behind.</summary>
    /// <returns>The part's tag, without quotes; it is the same for the same content.</returns>
    /// <exception cref="TrackingException">There is no such upload of the file, the number is not one of 1 to 10,000, or there is no room.</exception>
    Task<string> WritePartAsync(string path, string uploadId, int number, Stream content, CancellationToken cancellationToken);

    /// <summary>Joins the parts to the file, over one that is there; the upload is gone then. What fails leaves parts and the old file as they were.</summary>
    /// <param name="path">The file.</param>
    /// <param name="uploadId">The upload.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="beforeReplacing">Is called when all is ready and nothing is seen yet; what it throws fails it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TrackingException">There is no such upload of the file; a part was not sent, or has another tag; or there is no room.</exception>
    Task CompleteUploadAsync(string path, string uploadId, IReadOnlyList<UploadedPart> parts, Action beforeReplacing, CancellationToken cancellationToken);

    /// <summary>Takes the parts away; none there is no error.</summary>
    /// <exception cref="TrackingException">The path leaves the root.</exception>
    void AbortUpload(string path, string uploadId);
}
