using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cambium.Data;

/// <summary>
/// Hashes a table in a form that does not depend on how it is held: little-endian, one value after another, missing slots as zero,
/// one NaN, no negative zero, category levels by text in the order in which rows first name them.
/// </summary>
sealed class TableFingerprint : IDisposable
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _buffer = new byte[1 << 16];
    int _used;

    TableFingerprint()
    {
    }

    public void Dispose() => _hash.Dispose();

    internal static string Of(Table table)
    {
        using var fingerprint = new TableFingerprint();
        fingerprint.Add("cambium table 1"u8);
        fingerprint.Add(table.RowCount);
        fingerprint.Add(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            fingerprint.Add(column);
        }

        return fingerprint.End();
    }

    void Add(Column column)
    {
        Add(Encoding.UTF8.GetBytes(column.Name));
        Add(Encoding.UTF8.GetBytes(column.Type.ToString()));
        switch (column)
        {
            case Column<double> numbers:
                foreach (var value in numbers.Values)
                {
                    Add(BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value == 0 ? 0 : value));
                }

                break;
            case Column<long> numbers:
                AddTyped(numbers, value => value);
                break;
            case Column<bool> truths:
                AddTyped(truths, value => value ? 1 : 0);
                break;
            case Column<DateTime> moments:
                AddTyped(moments, value => value.Ticks);
                break;
            case CategoryColumn category:
                Add(category);
                break;
            case TextColumn text:
                for (var row = 0; row < text.Length; row++)
                {
                    Add(text.Utf8(row));
                }

                break;
            case SparseColumn vectors:
                Add(vectors);
                break;
        }

        // Last, because it tells a missing value from a zero or an empty text.
        for (var row = 0; column.MissingCount > 0 && row < column.Length; row += 64)
        {
            Add(Bits(column.Validity, row));
        }
    }

    // Each row as its entries other than 0, for a zero may be kept or not.
    void Add(SparseColumn vectors)
    {
        Add(vectors.Width);
        Add(vectors.FeatureNames.Count);
        foreach (var name in vectors.FeatureNames)
        {
            Add(Encoding.UTF8.GetBytes(name));
        }

        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            Add(values.Length - values.Count(0.0)); // counts −0 too
            for (var entry = 0; entry < values.Length; entry++)
            {
                if (values[entry] != 0)
                {
                    Add(indices[entry]);
                    Add(BitConverter.DoubleToInt64Bits(double.IsNaN(values[entry]) ? double.NaN : values[entry]));
                }
            }
        }
    }

    static long Bits(Validity validity, int start)
    {
        var bits = 0L;
        for (var row = start; row < Math.Min((long)start + 64, validity.Length); row++)
        {
            bits |= (validity[row] ? 1L : 0L) << (row - start);
        }

        return bits;
    }

    void AddTyped<T>(Column<T> column, Func<T, long> bits)
        where T : unmanaged
    {
        var values = column.Values;
        for (var row = 0; row < values.Length; row++)
        {
            Add(column.Validity[row] ? bits(values[row]) : 0);
        }
    }

    void Add(CategoryColumn category)
    {
        var numbers = new int[category.Levels.Count];
        var named = 0;
        foreach (var code in category.Codes)
        {
            if (code == CategoryColumn.MissingCode)
            {
                Add(0);
                continue;
            }

            var isNew = numbers[code] == 0;
            numbers[code] = isNew ? ++named : numbers[code];
            Add(numbers[code]);
            if (isNew)
            {
                Add(Encoding.UTF8.GetBytes(category.Levels[code]));
            }
        }
    }

    void Add(ReadOnlySpan<byte> text)
    {
        Add(text.Length);
        if (text.Length > _buffer.Length - _used)
        {
            Flush();
        }

        if (text.Length > _buffer.Length)
        {
            _hash.AppendData(text);
            return;
        }

        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    void Add(long value)
    {
        if (sizeof(long) > _buffer.Length - _used)
        {
            Flush();
        }

        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used), value);
        _used += sizeof(long);
    }

    void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    string End()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }
}
