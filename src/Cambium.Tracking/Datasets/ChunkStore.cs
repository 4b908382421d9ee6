using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Cambium.Tracking;

/// <summary>
/// Chunks by the SHA-256 of their content, packed with Brotli: chunks/ab/ab12…. A chunk is there whole or not at all, never changes, and is checked
/// whenever it is read.
/// </summary>
/// <param name="files">Where they lie.</param>
/// <param name="place">How people call that.</param>
sealed class ChunkStore(IArtifactStore files, string place)
{
    /// <summary>The folder of the chunks.</summary>
    internal const string Folder = "chunks";

    /// <summary>What the longest chunk may be packed to: Brotli adds a few bytes to what cannot be packed.</summary>
    const int MostPacked = ContentChunker.Most + 1024;

    /// <summary>The id of some content.</summary>
    internal static string IdOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Whether a text may be an id: 64 lower-case hex digits.</summary>
    internal static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Where a chunk lies.</summary>
    internal static string PathOf(string id) => $"{Folder}/{id[..2]}/{id}";

    /// <summary>All chunks that are there, with what they take.</summary>
    internal Dictionary<string, long> Ids() => files.ListAll(Folder)
        .Select(file => (Id: file.Path[(file.Path.LastIndexOf('/') + 1)..], file.Path, file.Size))
        .Where(file => IsId(file.Id) && file.Path == PathOf(file.Id))
        .ToDictionary(file => file.Id, file => file.Size, StringComparer.Ordinal);

    /// <summary>Stores a chunk.</summary>
    /// <returns>What it takes, in bytes.</returns>
    internal long Write(string id, ReadOnlySpan<byte> content)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(content.Length));
        try
        {
            // Quality 4 of 11, and a window of 2^20 bytes: a whole chunk.
            if (!BrotliEncoder.TryCompress(content, packed, out var length, quality: 4, window: 20))
            {
                throw new InvalidOperationException($"Brotli packs {content.Length} bytes to more than it said.");
            }

            files.Write(PathOf(id), stream => stream.Write(packed, 0, length));
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Reads a chunk.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="into">Gets its content, from the beginning; at least as long as it.</param>
    /// <param name="where">What of which dataset it is, for the message.</param>
    /// <exception cref="TrackingException">It is damaged or gone (<see cref="TrackingErrorCode.DataLoss"/>).</exception>
    internal void Read(DatasetChunk chunk, byte[] into, string where)
    {
        using var stream = files.OpenRead(PathOf(chunk.Id)) ?? throw Damaged(chunk, where, "is missing");
        var packed = ArrayPool<byte>.Shared.Rent(MostPacked + 1);
        try
        {
            var length = stream.ReadAtLeast(packed, MostPacked + 1, throwOnEndOfStream: false);
            if (length > MostPacked)
            {
                throw Damaged(chunk, where, $"is damaged: it takes more than the {MostPacked} bytes that the longest chunk may");
            }

            if (!BrotliDecoder.TryDecompress(packed.AsSpan(0, length), into.AsSpan(0, chunk.Length), out var written) || written != chunk.Length)
            {
                throw Damaged(chunk, where, $"is damaged: its {length} bytes are not {chunk.Length} bytes packed with Brotli");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }

        if (IdOf(into.AsSpan(0, chunk.Length)) is var found && found != chunk.Id)
        {
            throw Damaged(chunk, where, $"is damaged: the SHA-256 of its content is {found}");
        }
    }

    TrackingException Damaged(DatasetChunk chunk, string where, string problem) => new(
        TrackingErrorCode.DataLoss,
        $"Chunk {chunk.Id} of {where} {problem}. It lies at {PathOf(chunk.Id)} in {place}. Delete it, and add the same file again or pull it from another store.");
}
