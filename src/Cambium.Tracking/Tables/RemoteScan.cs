using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>The rows of a file that was fetched; the copy is deleted when this is disposed.</summary>
public sealed class RemoteScan : IDisposable
{
    readonly RemoteFile _file;

    internal RemoteScan(TableScan rows, RemoteFile file) => (Rows, _file) = (rows, file);

    /// <summary>The rows, to be gone through as often as one likes until this is disposed.</summary>
    public TableScan Rows { get; }

    /// <summary>Deletes the copy.</summary>
    public void Dispose() => _file.Dispose();
}
