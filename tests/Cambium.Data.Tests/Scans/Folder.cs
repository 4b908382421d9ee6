namespace Cambium.Data.Tests;

/// <summary>A folder of its own that is gone at the end.</summary>
sealed class Folder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("cambium-").FullName;

    public static string operator /(Folder folder, string name) => System.IO.Path.Combine(folder.Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
