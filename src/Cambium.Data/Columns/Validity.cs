using System.Numerics;

namespace Cambium.Data;

/// <summary>Which rows of a column hold a value: one bit a row, or nothing at all where every row does.</summary>
public readonly struct Validity
{
    readonly ulong[]? _words;
    readonly int _offset;

    Validity(ulong[]? words, int offset, int length)
    {
        _words = words;
        _offset = offset;
        Length = length;
    }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>Whether every row is known to hold a value, so that no row needs to be asked.</summary>
    public bool AllValid => _words is null;

    /// <summary>Whether a row holds a value.</summary>
    public bool this[int row] => _words is null || (_words[(row + _offset) >> 6] >> ((row + _offset) & 63) & 1) != 0;

    /// <summary>Every one of <paramref name="length"/> rows holds a value.</summary>
    public static Validity All(int length) => new(null, 0, length);

    /// <summary>Row i holds a value where bit i % 64 of word i / 64 is set. The words are kept, not copied.</summary>
    internal static Validity FromWords(ulong[] words, int length)
    {
        var validity = new Validity(words, 0, length);
        return validity.CountMissing() == 0 ? All(length) : validity;
    }

    /// <summary>Row i holds a value where <paramref name="isValid"/> says so.</summary>
    public static Validity FromRows(int length, Func<int, bool> isValid)
    {
        ArgumentNullException.ThrowIfNull(isValid);
        var words = new ulong[(length + 63) / 64];
        for (var row = 0; row < length; row++)
        {
            if (isValid(row))
            {
                words[row >> 6] |= 1UL << (row & 63);
            }
        }

        return FromWords(words, length);
    }

    /// <summary>The number of rows without a value.</summary>
    public int CountMissing()
    {
        if (_words is null)
        {
            return 0;
        }

        var valid = 0;
        var end = _offset + Length;
        for (var word = _offset >> 6; word << 6 < end; word++)
        {
            var bits = _words[word];
            var first = word << 6;
            if (first < _offset)
            {
                bits &= ulong.MaxValue << (_offset - first);
            }

            if (end - first < 64)
            {
                bits &= (1UL << (end - first)) - 1;
            }

            valid += BitOperations.PopCount(bits);
        }

        return Length - valid;
    }

    /// <summary>The bits of a run of rows as words of their own, as <see cref="CopyWords"/> gives them.</summary>
    internal ulong[] Words(int start, int length)
    {
        var words = new ulong[(length + 63) / 64];
        CopyWords(start, length, words);
        return words;
    }

    /// <summary>Copies the bits of a run of rows, the first row's into bit 0; bits after the last row are 0.</summary>
    internal void CopyWords(int start, int length, Span<ulong> target)
    {
        var count = (length + 63) / 64;
        if (_words is null)
        {
            target[..count].Fill(ulong.MaxValue);
        }
        else
        {
            var first = _offset + start;
            var shift = first & 63;
            for (var i = 0; i < count; i++)
            {
                var word = (first >> 6) + i;
                var above = shift > 0 && word + 1 < _words.Length ? _words[word + 1] << (64 - shift) : 0;
                target[i] = (_words[word] >> shift) | above;
            }
        }

        if ((length & 63) != 0)
        {
            target[count - 1] &= (1UL << (length & 63)) - 1;
        }
    }

    internal Validity Slice(int start, int length) => new(_words, _offset + start, length);

    internal Validity Take(ReadOnlySpan<int> rows)
    {
        if (_words is null)
        {
            return All(rows.Length);
        }

        var words = new ulong[(rows.Length + 63) / 64];
        for (var i = 0; i < rows.Length; i++)
        {
            if (this[rows[i]])
            {
                words[i >> 6] |= 1UL << (i & 63);
            }
        }

        return FromWords(words, rows.Length);
    }
}
