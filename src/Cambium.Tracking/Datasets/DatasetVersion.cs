using System.Text.Json;
using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>A file of a dataset as it was once added; it never changes.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Number">1 for the first, then one more each.</param>
/// <param name="FileName">What the file was called; its ending tells how it is read.</param>
/// <param name="CreatedAt">When it was added, in UTC.</param>
/// <param name="Size">The length of the file in bytes.</param>
/// <param name="Sha256">The SHA-256 of the file in lower-case hex digits.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Fingerprint">What <see cref="Table.Fingerprint"/> says of the table; runs record it.</param>
/// <param name="Profile">A summary of the columns.</param>
/// <param name="Note">What whoever added it says of it; may be empty.</param>
/// <param name="Chunks">The pieces of the file, in order.</param>
public sealed record DatasetVersion(
    string Name,
    int Number,
    string FileName,
    DateTimeOffset CreatedAt,
    long Size,
    string Sha256,
    long Rows,
    Schema Schema,
    string Fingerprint,
    Profile Profile,
    string Note,
    EquatableArray<DatasetChunk> Chunks)
{
    /// <summary>How messages call it.</summary>
    internal string Title => $"version {Number} of dataset '{Name}'";

    /// <summary>About how many rows there are: a document may say any number, and a row of text takes a byte.</summary>
    internal long RowsExpected => Math.Clamp(Rows, 0, Size);

    /// <summary>The document that it is kept as.</summary>
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RunArtifacts.Json);

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document.</param>
    /// <param name="name">The dataset that it must be of.</param>
    /// <param name="number">The number that it must have.</param>
    /// <returns>Null where it is damaged.</returns>
    internal static DatasetVersion? Parse(ReadOnlySpan<byte> json, string name, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<DatasetVersion>(json, RunArtifacts.Json) is { } version && version.IsSound(name, number) ? version : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    bool IsSound(string name, int number) =>
        Name == name
        && Number == number
        && IsFileName(FileName)
        && Chunks.All(chunk => chunk is { Length: > 0 and <= ContentChunker.Most, Id: not null } && ChunkStore.IsId(chunk.Id))
        && Chunks.Sum(chunk => (long)chunk.Length) == Size;

    /// <summary>Whether a text is the name of a file and no way to another folder.</summary>
    internal static bool IsFileName(string name) => ArtifactPath.IsPlain(name) && !name.Contains('/', StringComparison.Ordinal);
}
