namespace Cambium.Tracking;

/// <summary>A version's file in a folder of its own, which is deleted with this.</summary>
sealed class DatasetFile : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cambium-dataset-");

    /// <summary>Makes the folder.</summary>
    /// <param name="name">What the file is called.</param>
    internal DatasetFile(string name) => Path = System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Where the file lies.</summary>
    internal string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
