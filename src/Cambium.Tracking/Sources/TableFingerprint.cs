using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>
/// Tells whether two tables hold the same: SHA-256 over the columns' names, types and values in order. It does not depend on how the values are held:
/// on the numbering of levels, on levels that no row has, on what lies in the slot of a missing value.
/// </summary>
static class TableFingerprint
{
    const int ChunkBytes = 1 << 16;

    /// <summary>The fingerprint, 64 lower-case hex digits. Time O(cells), memory O(levels).</summary>
    internal static string Of(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, string.Create(CultureInfo.InvariantCulture, $"{table.RowCount} {table.Columns.Count}"));
        foreach (var column in table.Columns)
        {
            Append(hash, column.Name);
            Append(hash, column.Type.ToString());
            AppendValues(hash, column);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void AppendValues(IncrementalHash hash, Column column)
    {
        switch (column)
        {
            case Column<double> numbers:
                AppendRows(hash, column, row => BitConverter.DoubleToInt64Bits(numbers.Values[row]));
                break;
            case Column<long> numbers:
                AppendRows(hash, column, row => numbers.Values[row]);
                break;
            case Column<bool> truths:
                AppendRows(hash, column, row => truths.Values[row] ? 1 : 0);
                break;
            case Column<DateTime> moments:
                AppendRows(hash, column, row => moments.Values[row].Ticks);
                break;
            case CategoryColumn categories:
                var ranks = RanksOfUsedLevels(hash, categories);
                AppendRows(hash, column, row => ranks[categories.Codes[row]]);
                break;
            case TextColumn texts:
                AppendRows(hash, column, row => texts.Utf8(row).Length);
                for (var row = 0; row < texts.Length; row++)
                {
                    hash.AppendData(texts.Utf8(row));
                }

                break;
            default:
                throw new NotSupportedException($"Column '{column.Name}' is of a kind that has no fingerprint: {column.GetType().Name}.");
        }
    }

    /// <summary>Eight bytes a row, and one that tells whether it holds a value.</summary>
    static void AppendRows(IncrementalHash hash, Column column, Func<int, long> valueOf)
    {
        var chunk = new byte[ChunkBytes / 9 * 9];
        var used = 0;
        for (var row = 0; row < column.Length; row++)
        {
            var valid = column.Validity[row];
            BinaryPrimitives.WriteInt64LittleEndian(chunk.AsSpan(used), valid ? valueOf(row) : 0);
            chunk[used + 8] = valid ? (byte)1 : (byte)0;
            used += 9;
            if (used == chunk.Length)
            {
                hash.AppendData(chunk);
                used = 0;
            }
        }

        hash.AppendData(chunk.AsSpan(0, used));
    }

    static int[] RanksOfUsedLevels(IncrementalHash hash, CategoryColumn column)
    {
        var used = new bool[column.Levels.Count];
        foreach (var code in column.Codes)
        {
            if (code != CategoryColumn.MissingCode)
            {
                used[code] = true;
            }
        }

        var ranks = new int[used.Length];
        var rank = 0;
        foreach (var code in Enumerable.Range(0, used.Length).Where(code => used[code]).OrderBy(code => column.Levels[code], StringComparer.Ordinal))
        {
            Append(hash, column.Levels[code]);
            ranks[code] = rank++;
        }

        Append(hash, string.Create(CultureInfo.InvariantCulture, $"{rank} levels"));
        return ranks;
    }

    /// <summary>A text behind its length, so that no two lists of texts give the same bytes.</summary>
    static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
