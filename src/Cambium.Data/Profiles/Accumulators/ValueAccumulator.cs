using System.Text;

namespace Cambium.Data;

/// <summary>Truths, categories and texts: values that are counted, not measured.</summary>
sealed class ValueAccumulator(string name, ColumnType type) : ColumnAccumulator(name, type)
{
    const int MostDateSamples = 200;

    // Of a longer text its beginning is kept, or a few thousand long texts would be.
    const int MostLetters = 200;

    readonly DistinctSketch _distinct = new();

    // By hash, so that a text is made into a string only if it is among those held at a block's end.
    readonly FrequentValues<ulong> _frequent = new();
    readonly Dictionary<ulong, string> _texts = [];

    protected override void AddValues(Column column)
    {
        switch (column)
        {
            case CategoryColumn category:
                AddCounts(category.Levels.ToArray(), CountCodes(category));
                break;
            case Column<bool> truths:
                AddCounts(["false", "true"], CountTruths(truths));
                break;
            default:
                AddTexts((TextColumn)column);
                break;
        }

        Forget();
    }

    protected override void MergeValues(ColumnAccumulator later)
    {
        var other = (ValueAccumulator)later;
        _distinct.Merge(other._distinct);
        _frequent.Merge(other._frequent);
        foreach (var (hash, text) in other._texts)
        {
            _texts.TryAdd(hash, text);
        }

        Forget();
    }

    protected override ColumnProfile Describe(ColumnProfile profile) => profile with
    {
        Distinct = _distinct.Count,
        DistinctIsExact = _distinct.IsExact,
        TopValues = Top(_frequent.Counts.Select(pair => KeyValuePair.Create(_texts[pair.Key], pair.Value))),
        MostFrequentCount = _frequent.Counts.Count == 0 ? 0 : _frequent.Counts.Values.Max(),
        LooksLikeDates = profile.Type != ColumnType.Boolean && DateText.AreDates(_texts.Values.Order(StringComparer.Ordinal).Take(MostDateSamples)),
    };

    static long[] CountCodes(CategoryColumn category)
    {
        var counts = new long[category.Levels.Count];
        foreach (var code in category.Codes)
        {
            if (code != CategoryColumn.MissingCode)
            {
                counts[code]++;
            }
        }

        return counts;
    }

    static long[] CountTruths(Column<bool> truths)
    {
        var counts = new long[2];
        for (var row = 0; row < truths.Length; row++)
        {
            counts[truths.Values[row] ? 1 : 0] += truths.Validity[row] ? 1 : 0;
        }

        return counts;
    }

    void AddCounts(string[] levels, long[] counts)
    {
        for (var code = 0; code < levels.Length; code++)
        {
            if (counts[code] > 0)
            {
                var hash = ValueHash.Of(Encoding.UTF8.GetBytes(levels[code]));
                _distinct.Add(hash);
                _frequent.Add(hash, counts[code]);
                _texts.TryAdd(hash, levels[code]);
            }
        }
    }

    void AddTexts(TextColumn column)
    {
        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                var hash = ValueHash.Of(column.Utf8(row));
                _distinct.Add(hash);
                _frequent.Add(hash);
            }
        }

        var unknown = _frequent.Counts.Keys.Where(hash => !_texts.ContainsKey(hash)).ToHashSet();
        for (var row = 0; row < column.Length && unknown.Count > 0; row++)
        {
            if (column.Validity[row] && ValueHash.Of(column.Utf8(row)) is var hash && unknown.Remove(hash))
            {
                _texts.Add(hash, Beginning(column[row]!)); // there, as its validity says
            }
        }
    }

    static string Beginning(string text) => text.Length <= MostLetters ? text : $"{text.AsSpan(0, MostLetters - 1)}…";

    /// <summary>Lets go of texts that are held no longer.</summary>
    void Forget()
    {
        foreach (var hash in _texts.Keys.Where(hash => !_frequent.Counts.ContainsKey(hash)).ToArray())
        {
            _texts.Remove(hash);
        }
    }
}
