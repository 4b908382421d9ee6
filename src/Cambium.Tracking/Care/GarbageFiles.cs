namespace Cambium.Tracking;

/// <summary>A folder of the artifact store.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Count">How many files are in it.</param>
/// <param name="Bytes">Their lengths together.</param>
sealed record GarbageFiles(string Path, int Count, long Bytes)
{
    /// <summary>Looks at a folder.</summary>
    internal static GarbageFiles Of(IArtifactStore artifacts, string path)
    {
        var files = artifacts.ListAll(path);
        return new GarbageFiles(path, files.Count, files.Sum(file => file.Size));
    }
}
