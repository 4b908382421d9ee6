using System.Security.Cryptography;

namespace Cambium.Data;

/// <summary>
/// Hashes a table: how many rows and columns, then each column's <see cref="ColumnBytes"/>, and where a value is missing which values are there, 64 rows a number.
/// </summary>
static class TableFingerprint
{
    const int Room = 1 << 16;

    internal static string Of(Table table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Begin(hash, table.RowCount, table.Columns.Count);
        foreach (var column in table.Columns)
        {
            var bytes = new ColumnBytes(hash.AppendData, Room);
            bytes.Add(column);

            // Last, because it tells a missing value from a zero or an empty text.
            for (var row = 0; column.MissingCount > 0 && row < column.Length; row += 64)
            {
                bytes.Add(Bits(column.Validity, row));
            }

            bytes.Flush();
        }

        return End(hash);
    }

    /// <summary>Adds what comes before the columns.</summary>
    internal static void Begin(IncrementalHash hash, long rows, int columns)
    {
        var head = new ColumnBytes(hash.AppendData, Room);
        head.Add("cambium table 1"u8);
        head.Add(rows);
        head.Add(columns);
        head.Flush();
    }

    /// <summary>The fingerprint.</summary>
    internal static string End(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    static long Bits(Validity validity, int start)
    {
        var bits = 0L;
        for (var row = start; row < Math.Min((long)start + 64, validity.Length); row++)
        {
            bits |= (validity[row] ? 1L : 0L) << (row - start);
        }

        return bits;
    }
}
