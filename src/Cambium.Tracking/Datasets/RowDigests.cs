using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Tracking;

/// <summary>
/// A digest for each row: equal where all values are equal as text, whatever the types, so that a column of whole numbers that becomes one of
/// numbers has not changed. Half of a SHA-256: two other rows never share one.
/// </summary>
static class RowDigests
{
    const int Missing = -1;
    const int RowsOfBlock = 4096;

    /// <summary>The digests of a table's rows by some of its columns.</summary>
    internal static RowDigest[] Of(Table table, IReadOnlyList<string> columns)
    {
        var values = columns.Select(name => table[name]).ToArray();
        var digests = new RowDigest[table.RowCount];
        ParallelBlocks.For(digests.Length, RowsOfBlock, 0, (_, start, end) => Fill(digests.AsSpan(start, end - start), values, start));
        return digests;
    }

    /// <summary>A value as text; null where it is missing.</summary>
    internal static string? ValueOf(Column column, int row) => column.Validity[row] ? column.Format(row) : null;

    static void Fill(Span<RowDigest> digests, Column[] values, int firstRow)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        for (var row = 0; row < digests.Length; row++)
        {
            buffer.ResetWrittenCount();
            foreach (var column in values)
            {
                Add(buffer, ValueOf(column, firstRow + row));
            }

            SHA256.HashData(buffer.WrittenSpan, hash);
            digests[row] = MemoryMarshal.Read<RowDigest>(hash);
        }
    }

    static void Add(ArrayBufferWriter<byte> buffer, string? value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(sizeof(int)), value is null ? Missing : Encoding.UTF8.GetByteCount(value));
        buffer.Advance(sizeof(int));
        if (value is not null)
        {
            Encoding.UTF8.GetBytes(value, buffer);
        }
    }
}
