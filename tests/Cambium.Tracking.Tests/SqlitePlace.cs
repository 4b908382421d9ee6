namespace Cambium.Tracking.Tests;

/// <summary>A store in a folder.</summary>
public sealed class SqlitePlace : StorePlace
{
    internal override string Name => Folder.Path;

    internal override TrackingStore Open(TimeProvider time) => TrackingStore.OpenFolder(Folder.Path, time);

    internal override string Bytes(string hex) => $"x'{hex}'";

    internal override object? Scalar(string sql) => Sqlite.Scalar(Folder.File("cambium.db"), sql);
}
