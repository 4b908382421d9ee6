using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cambium.Tracking;

/// <summary>The list of what a backup holds; written last, so that a folder with one is whole.</summary>
sealed record BackupManifest
{
    /// <summary>The file's name in the backup's folder.</summary>
    internal const string FileName = "manifest.json";

    /// <summary>The format that this program writes and reads.</summary>
    internal const int CurrentFormat = 1;

    /// <summary>Some ten million files; a longer list was not written by this program.</summary>
    const long MaxBytes = 2L * 1024 * 1024 * 1024;

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        MaxDepth = 8,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>The format's number.</summary>
    public required int Format { get; init; }

    /// <summary>When the backup began, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>All files of the backup but this list.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>The lengths of all files together.</summary>
    [JsonIgnore]
    internal long Bytes => Files.Sum(file => file.Size);

    /// <summary>Writes it into a backup's folder.</summary>
    internal void Write(string folder)
    {
        using var stream = new FileStream(Path.Combine(folder, FileName), FileMode.CreateNew, FileAccess.Write);
        JsonSerializer.Serialize(stream, this, Json);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Reads that of a backup's folder.</summary>
    /// <exception cref="TrackingException">There is none, it is damaged, or of a newer program.</exception>
    internal static BackupManifest Read(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        if (!file.Exists)
        {
            throw new TrackingException(
                TrackingErrorCode.ResourceDoesNotExist,
                $"{folder} is not a backup: it has no {FileName}. Name a folder that 'cambium backup' has made.");
        }

        if (file.LinkTarget is not null || file.Length > MaxBytes)
        {
            throw Damaged(file.FullName, "it is a link, or too long");
        }

        try
        {
            using var stream = file.OpenRead();
            var manifest = JsonSerializer.Deserialize<BackupManifest>(stream, Json) ?? throw Damaged(file.FullName, "it is empty");
            return manifest.Format == CurrentFormat
                ? manifest
                : throw new TrackingException(
                    TrackingErrorCode.DataLoss,
                    $"{file.FullName} has format {manifest.Format}, but this Cambium reads format {CurrentFormat}. It was written by a newer Cambium; update this one.");
        }
        catch (JsonException e)
        {
            throw Damaged(file.FullName, e.Message, e);
        }
    }

    static TrackingException Damaged(string path, string how, Exception? cause = null) =>
        new(TrackingErrorCode.DataLoss, $"{path} is damaged: {how}. Use another backup.", cause);
}
