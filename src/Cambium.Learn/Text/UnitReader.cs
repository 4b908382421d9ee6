using System.Text;

namespace Cambium.Learn;

/// <summary>
/// Cuts one text after another into units. Those of a text lie one behind another in one buffer, words with a space between, so that a run of units is a
/// run of bytes. Not for several threads at once.
/// </summary>
sealed class UnitReader
{
    // Lowering makes at most three bytes of two, and a word of one character in spaces has three.
    const int GrowthOfText = 4;

    // Words of one character are none.
    const int MinWord = 2;

    readonly TextUnit _unit;
    readonly bool _lowercase;
    readonly ByteTable? _stopWords;

    // What an ASCII character becomes within a word; 0 where it parts words.
    readonly byte[] _ascii = new byte[128];
    byte[] _bytes = [];
    int[] _starts = [];
    int[] _ends = [];
    int[] _segments = [];
    int _length;
    int _spaces;

    internal UnitReader(GramSettings settings)
    {
        (_unit, _lowercase) = (settings.Unit, settings.Lowercase);
        for (var letter = 0; letter < _ascii.Length; letter++)
        {
            var kept = _lowercase ? char.ToLowerInvariant((char)letter) : (char)letter;
            _ascii[letter] = _unit != TextUnit.Words || LetterCase.IsWord(new Rune(kept)) ? (byte)kept : (byte)0;
        }

        if (settings.StopWords.Count > 0)
        {
            _stopWords = new ByteTable();
            foreach (var word in settings.StopWords)
            {
                _stopWords.Add(Encoding.UTF8.GetBytes(word));
            }
        }
    }

    /// <summary>The number of units of the text.</summary>
    internal int Count { get; private set; }

    /// <summary>The number of segments of the text; no run reaches beyond its segment.</summary>
    internal int SegmentCount { get; private set; }

    /// <summary>The unit behind the last of a segment.</summary>
    internal int SegmentEnd(int segment) => _segments[segment];

    /// <summary>The bytes of the units from one to another, both included.</summary>
    internal ReadOnlySpan<byte> Bytes(int first, int last) => _bytes.AsSpan(_starts[first], _ends[last] - _starts[first]);

    /// <summary>Cuts a text.</summary>
    internal void Read(ReadOnlySpan<byte> text)
    {
        Prepare(text.Length);
        if (_unit == TextUnit.Words)
        {
            ReadWords(text);
            CloseSegment();
            return;
        }

        for (var at = 0; at < text.Length;)
        {
            if (Decode(text, ref at, out var rune))
            {
                Take(rune);
                Take(LetterCase.DotAbove);
            }
            else
            {
                Take(rune);
            }
        }

        if (_unit == TextUnit.CharactersInWords)
        {
            EndSpacedWord();
        }
        else
        {
            CloseSegment();
        }
    }

    void Prepare(int bytes)
    {
        if (_bytes.Length < (bytes + 4) * GrowthOfText)
        {
            var size = checked((bytes + 4) * GrowthOfText);
            (_bytes, _starts, _ends, _segments) = (new byte[size], new int[size], new int[size], new int[size]);
        }

        (Count, SegmentCount, _length, _spaces) = (0, 0, 0, 0);
    }

    void ReadWords(ReadOnlySpan<byte> text)
    {
        var (start, letters) = (0, 0);
        var (bytes, ascii, length) = (_bytes, _ascii, 0);
        for (var at = 0; at < text.Length;)
        {
            var letter = text[at];
            if (letter < 0x80)
            {
                at++;
                if (ascii[letter] is var kept and not 0)
                {
                    bytes[length++] = kept;
                    letters++;
                }
                else if (letters > 0)
                {
                    start = length = EndWord(start, length, letters);
                    letters = 0;
                }

                continue;
            }

            var isDotted = Decode(text, ref at, out var rune);
            if (LetterCase.IsWord(rune))
            {
                length += rune.EncodeToUtf8(bytes.AsSpan(length));
                letters++;
            }

            if (letters > 0 && (isDotted || !LetterCase.IsWord(rune)))
            {
                start = length = EndWord(start, length, letters);
                letters = 0;
            }
        }

        EndWord(start, length, letters);
    }

    /// <summary>Keeps a word that is long enough and no stop word.</summary>
    /// <returns>Where the next word starts.</returns>
    int EndWord(int start, int end, int letters)
    {
        if (letters < MinWord || _stopWords?.Find(_bytes.AsSpan(start, end - start)) >= 0)
        {
            return start;
        }

        (_starts[Count], _ends[Count]) = (start, end);
        Count++;
        _bytes[end] = (byte)' ';
        return end + 1;
    }

    /// <summary>Reads a character, lowered where that is asked for.</summary>
    /// <returns>Whether a dot follows it.</returns>
    bool Decode(ReadOnlySpan<byte> text, ref int at, out Rune rune)
    {
        var isDotted = false;
        Rune.DecodeFromUtf8(text[at..], out rune, out var used);
        if (_lowercase)
        {
            rune = LetterCase.Lower(text, at, rune, used, out isDotted);
        }

        at += used;
        return isDotted;
    }

    void Take(Rune rune)
    {
        var isSpace = LetterCase.IsSpace(rune);
        if (_unit == TextUnit.CharactersInWords)
        {
            TakeInWords(rune, isSpace);
            return;
        }

        _spaces = isSpace ? _spaces + 1 : 0;
        if (_spaces == 2)
        {
            Count--;
            _length = _starts[Count];
            Append(new Rune(' '));
        }
        else if (_spaces < 2)
        {
            Append(rune);
        }
    }

    void TakeInWords(Rune rune, bool isSpace)
    {
        if (isSpace)
        {
            EndSpacedWord();
            return;
        }

        if (Count == (SegmentCount == 0 ? 0 : _segments[SegmentCount - 1]))
        {
            Append(new Rune(' '));
        }

        Append(rune);
    }

    void EndSpacedWord()
    {
        if (Count > (SegmentCount == 0 ? 0 : _segments[SegmentCount - 1]))
        {
            Append(new Rune(' '));
            CloseSegment();
        }
    }

    void Append(Rune rune)
    {
        _starts[Count] = _length;
        _length += rune.EncodeToUtf8(_bytes.AsSpan(_length));
        _ends[Count++] = _length;
    }

    void CloseSegment() => _segments[SegmentCount++] = Count;
}
