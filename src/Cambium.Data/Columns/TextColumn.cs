using System.Text;

namespace Cambium.Data;

/// <summary>
/// A column of free text. The texts lie in one UTF-8 buffer, which takes a fraction of the memory of strings; a string
/// is made only when a row is read.
/// </summary>
public sealed class TextColumn : Column
{
    readonly ReadOnlyMemory<byte> _bytes;
    readonly ReadOnlyMemory<long> _ends;
    readonly long _firstStart;

    /// <summary>Makes a column over a UTF-8 buffer. Nothing is copied, and nothing may change afterwards.</summary>
    /// <param name="name">The column's name, not empty.</param>
    /// <param name="bytes">The texts, one after another.</param>
    /// <param name="ends">Where each row's text ends in <paramref name="bytes"/>; it begins where the row before ended.</param>
    /// <param name="validity">Which rows hold a value; a missing one takes no bytes.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the last text ends beyond <paramref name="bytes"/>.</exception>
    public TextColumn(string name, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<long> ends, Validity validity)
        : this(name, bytes, ends, 0, validity)
    {
        if (ends.Length != validity.Length)
        {
            throw new ArgumentException(
                $"Column '{name}' has {ends.Length} values but validity for {validity.Length} rows.", nameof(validity));
        }

        if (ends.Length > 0 && ends.Span[^1] > bytes.Length)
        {
            throw new ArgumentException(
                $"Column '{name}': the last text ends at byte {ends.Span[^1]}, but there are {bytes.Length} bytes.", nameof(ends));
        }
    }

    TextColumn(string name, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<long> ends, long firstStart, Validity validity)
        : base(name, ColumnType.String, validity)
    {
        _bytes = bytes;
        _ends = ends;
        _firstStart = firstStart;
    }

    /// <summary>A row's text, or null where it is missing.</summary>
    public string? this[int row] => Validity[row] ? Encoding.UTF8.GetString(Utf8(row)) : null;

    /// <summary>A row's text in UTF-8; empty where it is missing.</summary>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        var ends = _ends.Span;
        var start = row == 0 ? _firstStart : ends[row - 1];
        return _bytes.Span[(int)start..(int)ends[row]];
    }

    /// <summary>The buffer that the texts lie in, and perhaps others before and behind them.</summary>
    internal ReadOnlySpan<byte> Buffer => _bytes.Span;

    /// <summary>Where each row's text ends in <see cref="Buffer"/>.</summary>
    internal ReadOnlySpan<long> Ends => _ends.Span;

    /// <summary>Where a row's text begins in <see cref="Buffer"/>.</summary>
    internal int StartOf(int row) => (int)(row == 0 ? _firstStart : _ends.Span[row - 1]);

    /// <summary>Makes a column from one text a row; a null is missing.</summary>
    /// <exception cref="TableException">The texts take more than 2 GiB.</exception>
    public static TextColumn FromValues(string name, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var ends = new long[values.Count];
        var total = 0L;
        for (var row = 0; row < ends.Length; row++)
        {
            total += Encoding.UTF8.GetByteCount(values[row] ?? "");
            ends[row] = total;
        }

        var bytes = new byte[CheckedSize(name, total)];
        for (var row = 0; row < ends.Length; row++)
        {
            Encoding.UTF8.GetBytes(values[row] ?? "", bytes.AsSpan((int)(row == 0 ? 0 : ends[row - 1])));
        }

        return new TextColumn(name, bytes, ends, Validity.FromRows(ends.Length, row => values[row] is not null));
    }

    /// <inheritdoc/>
    public override TextColumn Rename(string name) => new(name, _bytes, _ends, _firstStart, Validity);

    /// <inheritdoc/>
    public override TextColumn Slice(int start, int length)
    {
        CheckSlice(start, length);
        var firstStart = start == 0 ? _firstStart : _ends.Span[start - 1];
        return new TextColumn(Name, _bytes, _ends.Slice(start, length), firstStart, Validity.Slice(start, length));
    }

    /// <inheritdoc/>
    /// <exception cref="TableException">The texts of the rows take more than 2 GiB.</exception>
    public override TextColumn Take(ReadOnlySpan<int> rows)
    {
        var ends = new long[rows.Length];
        var total = 0L;
        for (var i = 0; i < rows.Length; i++)
        {
            total += Utf8(rows[i]).Length;
            ends[i] = total;
        }

        var bytes = new byte[CheckedSize(Name, total)];
        for (var i = 0; i < rows.Length; i++)
        {
            var text = Utf8(rows[i]);
            text.CopyTo(bytes.AsSpan((int)ends[i] - text.Length));
        }

        return new TextColumn(Name, bytes, ends, Validity.Take(rows));
    }

    /// <inheritdoc/>
    public override string Format(int row)
    {
        CheckRow(row);
        return this[row] ?? "";
    }

    internal static int CheckedSize(string name, long size) =>
        size <= Array.MaxLength
            ? (int)size
            : throw new TableException(
                $"Column '{name}' would hold {size} bytes of text; a column holds at most {Array.MaxLength}. Take fewer rows at a time.")
            {
                Column = name,
            };
}
