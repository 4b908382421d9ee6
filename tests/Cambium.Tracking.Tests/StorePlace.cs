namespace Cambium.Tracking.Tests;

/// <summary>A store of a test's own, on one of the databases, removed at its end.</summary>
public abstract class StorePlace : IDisposable
{
    /// <summary>The files of the store, and others that the test needs.</summary>
    internal StoreFolder Folder { get; } = new();

    /// <summary>How people call the place.</summary>
    internal abstract string Name { get; }

    /// <summary>The folder of the artifacts.</summary>
    internal string Artifacts => Folder.File("artifacts");

    internal abstract TrackingStore Open(TimeProvider time);

    internal Tracker OpenTracker(TimeProvider? time = null) => new(Open(time ?? TimeProvider.System), time ?? TimeProvider.System);

    /// <summary>Bytes in a statement.</summary>
    internal abstract string Bytes(string hex);

    /// <summary>Looks into the database behind the store's back.</summary>
    internal abstract object? Scalar(string sql);

    public virtual void Dispose() => Folder.Dispose();
}
