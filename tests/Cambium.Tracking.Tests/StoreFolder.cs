namespace Cambium.Tracking.Tests;

/// <summary>A folder of a test's own, removed at its end.</summary>
sealed class StoreFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("cambium-tracking-").FullName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
