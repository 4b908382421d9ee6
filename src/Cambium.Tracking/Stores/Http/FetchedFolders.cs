using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// Folders that were fetched from a server, kept on this machine so that a model is fetched once. A folder is taken again where names or sizes of its files
/// are not what the server lists. It appears whole or not at all; several processes may share it. What is there may be deleted at any time.
/// </summary>
/// <param name="root">The folder of them all.</param>
/// <param name="place">The server.</param>
sealed class FetchedFolders(string root, string place)
{
    /// <summary>Where fetched folders of this user are kept.</summary>
    internal static string Root()
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return user.Length == 0 ? Directory.CreateTempSubdirectory("cambium-fetched-").FullName : Path.Combine(user, "cambium", "fetched");
    }

    /// <summary>The full path of a folder with these files, which are fetched where they are not here.</summary>
    /// <param name="path">The folder's path on the server.</param>
    /// <param name="files">Its files there.</param>
    /// <param name="fetch">Fetches a file into a new one.</param>
    internal string Get(string path, IReadOnlyList<StoredFile> files, Action<string, string> fetch)
    {
        var folder = Path.Combine(root, NameOf(path, files));
        if (Holds(folder, path, files))
        {
            return folder;
        }

        var part = Path.Combine(root, $"unfinished-{Guid.NewGuid():N}");
        try
        {
            foreach (var file in files)
            {
                var local = Path.Combine(part, file.Path[(path.Length + 1)..]);
                Directory.CreateDirectory(Path.GetDirectoryName(local)!); // it lies below a folder
                fetch(file.Path, local);
            }

            return Place(part, folder, path, files);
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }
    }

    /// <summary>Puts a fetched folder in its place, unless another process was quicker or the one there was damaged.</summary>
    static string Place(string part, string folder, string path, IReadOnlyList<StoredFile> files)
    {
        if (Directory.Exists(folder) && !Holds(folder, path, files))
        {
            Directory.Delete(folder, recursive: true);
        }

        try
        {
            Directory.Move(part, folder);
        }
        catch (IOException) when (Holds(folder, path, files))
        {
            return folder;
        }

        return folder;
    }

    static bool Holds(string folder, string path, IReadOnlyList<StoredFile> files) =>
        files.All(file => new FileInfo(Path.Combine(folder, file.Path[(path.Length + 1)..])) is { Exists: true } local && local.Length == file.Size);

    /// <summary>A name that differs where server, path, or a file's name or size do.</summary>
    string NameOf(string path, IReadOnlyList<StoredFile> files)
    {
        var text = string.Join('\n', [place, path, .. files.Select(file => $"{file.Path} {file.Size}")]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
    }
}
