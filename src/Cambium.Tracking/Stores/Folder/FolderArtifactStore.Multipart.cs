using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Cambium.Tracking;

/// <summary>
/// An upload is a folder among the unfinished files, named by its id. In it a file "target" holds the path and, by its time, the beginning; a part is
/// "NUMBER.TAG".
/// </summary>
sealed partial class FolderArtifactStore : IMultipartUploads
{
    const string Target = "target";
    const int IdBytes = 32;

    /// <inheritdoc/>
    public string BeginUpload(string path)
    {
        if (Directory.Exists(FullPath(path)))
        {
            throw IsFolder(path);
        }

        var id = RandomNumberGenerator.GetHexString(IdBytes * 2, lowercase: true);
        var folder = Directory.CreateDirectory(Path.Combine(_unfinished, id)).FullName;
        try
        {
            var target = Path.Combine(folder, Target);
            File.WriteAllText(target, path);
            File.SetLastWriteTimeUtc(target, _time.GetUtcNow().UtcDateTime);
            return id;
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            Directory.Delete(folder, recursive: true);
            throw DiskFull(path, e);
        }
    }

    /// <inheritdoc/>
    public async Task<string> WritePartAsync(string path, string uploadId, int number, Stream content, CancellationToken cancellationToken)
    {
        UploadRules.Number(number);
        var folder = UploadFolder(path, uploadId);
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            var tag = await ReceiveAsync(part, content, cancellationToken);
            var before = Directory.GetFiles(folder, PartName(number, "*"));
            var name = Path.Combine(folder, PartName(number, tag));
            File.Move(part, name, overwrite: true);
            foreach (var old in before.Where(file => file != name))
            {
                File.Delete(old);
            }

            return tag;
        }
        catch (DirectoryNotFoundException)
        {
            // Completed or aborted meanwhile.
            throw UploadRules.Unknown(path);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFull(path, e);
        }
        finally
        {
            DeleteWhereThere(part);
        }
    }

    /// <inheritdoc/>
    public async Task CompleteUploadAsync(string path, string uploadId, IReadOnlyList<UploadedPart> parts, Action beforeReplacing, CancellationToken cancellationToken)
    {
        var folder = UploadFolder(path, uploadId);
        var files = UploadRules.InOrder(parts).Select(part => FileOf(folder, part) ?? throw UploadRules.Differs(path, part.Number)).ToList();

        // Joined beside the parts: they stay as they are until the file is in its place.
        var joined = Path.Combine(folder, $"{Guid.NewGuid():N}.joined");
        try
        {
            await using (var stream = new FileStream(joined, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                foreach (var file in files)
                {
                    await using var part = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.SequentialScan);
                    await part.CopyToAsync(stream, CopyBytes, cancellationToken);
                }
            }

            beforeReplacing();
            PutInPlace(joined, path);
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            throw UploadRules.Unknown(path);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            throw DiskFull(path, e);
        }
        finally
        {
            DeleteWhereThere(joined);
        }
    }

    /// <inheritdoc/>
    public void AbortUpload(string path, string uploadId)
    {
        _ = FullPath(path);
        if (FindUpload(path, uploadId) is { } folder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Uploads that nobody has written to since some time.</summary>
    IEnumerable<DirectoryInfo> StaleUploads(DateTime since) => new DirectoryInfo(_unfinished).EnumerateDirectories()
        .Where(folder => Hex().IsMatch(folder.Name) && folder.LastWriteTimeUtc < since && folder.EnumerateFiles().All(file => file.LastWriteTimeUtc < since));

    string UploadFolder(string path, string uploadId)
    {
        _ = FullPath(path);
        var folder = FindUpload(path, uploadId) ?? throw UploadRules.Unknown(path);
        return _time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(Path.Combine(folder, Target)) < UploadRules.Lifetime ? folder : throw UploadRules.Unknown(path);
    }

    string? FindUpload(string path, string uploadId)
    {
        var target = Hex().IsMatch(uploadId) ? Path.Combine(_unfinished, uploadId, Target) : null;
        return File.Exists(target) && File.ReadAllText(target) == path ? Path.GetDirectoryName(target) : null;
    }

    static async Task<string> ReceiveAsync(string file, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBytes];
        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        while (await content.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static string? FileOf(string folder, UploadedPart part)
    {
        var file = Hex().IsMatch(part.Tag) ? Path.Combine(folder, PartName(part.Number, part.Tag)) : null;
        return File.Exists(file) ? file : null;
    }

    static string PartName(int number, string tag) => string.Create(CultureInfo.InvariantCulture, $"{number}.{tag}");

    static void DeleteWhereThere(string file)
    {
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    /// <summary>The id of an upload and the tag of a part alike: nothing that could be another path.</summary>
    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Hex();
}
