using System.Text;

namespace Cambium.Data;

/// <summary>What the values of a column of JSON Lines are, found from every line.</summary>
/// <param name="name">The column.</param>
/// <param name="mostLevels">With more distinct texts the column holds free text.</param>
sealed class JsonColumnTypes(string name, int mostLevels)
{
    const int MostLevelBytes = 1 << 26;
    const int Slack = sizeof(ulong);

    readonly LevelTable _levels = new();
    byte[] _padded = new byte[256];
    JsonKind _kinds;
    bool _hasOtherThanDates;
    bool _hasOtherThanNumbers;
    bool _isFree;
    long _values;

    internal void Add(JsonKind kind, ReadOnlySpan<byte> text)
    {
        _kinds |= kind;
        _values++;
        if (kind != JsonKind.Text)
        {
            return;
        }

        _hasOtherThanDates = _hasOtherThanDates || !ValueText.TryDateTime(text, out _);
        _hasOtherThanNumbers = _hasOtherThanNumbers || !IsNamedNumber(text);
        if (!_isFree)
        {
            AddLevel(text);
        }
    }

    internal Field Field() => _kinds switch
    {
        JsonKind.None => new Field(name, ColumnType.Float64),
        JsonKind.Whole => new Field(name, ColumnType.Int64),
        JsonKind.Number or (JsonKind.Number | JsonKind.Whole) => new Field(name, ColumnType.Float64),
        JsonKind.Truth => new Field(name, ColumnType.Boolean),
        JsonKind.Text when !_hasOtherThanDates => new Field(name, ColumnType.DateTime),
        JsonKind.Text => OfTexts(),
        _ when (_kinds & (JsonKind.Truth | JsonKind.AsWritten)) == JsonKind.None && !_hasOtherThanNumbers => new Field(name, ColumnType.Float64),
        _ => new Field(name, ColumnType.String),
    };

    /// <summary>Numbers that JSON has no sign for.</summary>
    internal static bool IsNamedNumber(ReadOnlySpan<byte> text) => text.SequenceEqual("Infinity"u8) || text.SequenceEqual("-Infinity"u8) || text.SequenceEqual("NaN"u8);

    Field OfTexts() => _isFree || !CategoryRule.Repeats(_levels.Count, _values)
        ? new Field(name, ColumnType.String)
        : new Field(name, ColumnType.Category)
        {
            Levels = Enumerable.Range(0, _levels.Count).Select(code => Encoding.UTF8.GetString(_levels[code])).Order(StringComparer.Ordinal).ToEquatableArray(),
        };

    void AddLevel(ReadOnlySpan<byte> text)
    {
        if (_padded.Length < text.Length + Slack)
        {
            _padded = new byte[2 * (text.Length + Slack)];
        }

        text.CopyTo(_padded);
        _levels.GetOrAdd(_padded.AsSpan(0, text.Length + Slack)[..text.Length]);
        _isFree = _levels.Count > mostLevels || _levels.Size > MostLevelBytes;
    }
}
