namespace Cambium.Data;

/// <summary>A column whose values come from a short list of levels; each row holds the number of its level.</summary>
public sealed class CategoryColumn : Column
{
    /// <summary>The code of a row without a value.</summary>
    public const int MissingCode = -1;

    readonly ReadOnlyMemory<int> _codes;

    /// <summary>Makes a column. The codes are kept, not copied, and must not change afterwards.</summary>
    /// <param name="name">The column's name, not empty.</param>
    /// <param name="codes">A row's level as its place in <paramref name="levels"/>, or <see cref="MissingCode"/>.</param>
    /// <param name="levels">The distinct levels; a level that no row uses may be among them.</param>
    /// <exception cref="ArgumentException">A code has no level, or a level comes twice.</exception>
    public CategoryColumn(string name, ReadOnlyMemory<int> codes, EquatableArray<string> levels)
        : this(name, codes, levels, CheckedValidity(name, codes.Span, levels))
    {
    }

    /// <summary>Makes a column of codes and levels that are known to fit.</summary>
    internal CategoryColumn(string name, ReadOnlyMemory<int> codes, EquatableArray<string> levels, Validity validity)
        : base(name, ColumnType.Category, validity)
    {
        _codes = codes;
        Levels = levels;
    }

    /// <summary>The distinct levels, in the order of their codes.</summary>
    public EquatableArray<string> Levels { get; }

    /// <summary>A row's level as its place in <see cref="Levels"/>, or <see cref="MissingCode"/>.</summary>
    public ReadOnlySpan<int> Codes => _codes.Span;

    /// <summary>The codes as memory, for work that outlives the caller's stack.</summary>
    internal ReadOnlyMemory<int> Memory => _codes;

    /// <summary>A row's level, or null where it is missing.</summary>
    public string? this[int row] => Codes[row] == MissingCode ? null : Levels[Codes[row]];

    /// <summary>Makes a column from one text a row; a null is missing. The levels come in ordinal order.</summary>
    public static CategoryColumn FromValues(string name, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var levels = values.OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray();
        var codeOf = levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
        var codes = new int[values.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = values[row] is { } value ? codeOf[value] : MissingCode;
        }

        return new CategoryColumn(name, codes, new EquatableArray<string>(levels));
    }

    /// <inheritdoc/>
    public override CategoryColumn Rename(string name) => new(name, _codes, Levels, Validity);

    /// <inheritdoc/>
    public override CategoryColumn Slice(int start, int length)
    {
        CheckSlice(start, length);
        return new CategoryColumn(Name, _codes.Slice(start, length), Levels, Validity.Slice(start, length));
    }

    /// <inheritdoc/>
    public override CategoryColumn Take(ReadOnlySpan<int> rows)
    {
        var codes = new int[rows.Length];
        var source = Codes;
        for (var i = 0; i < rows.Length; i++)
        {
            codes[i] = source[rows[i]];
        }

        return new CategoryColumn(Name, codes, Levels, Validity.Take(rows));
    }

    /// <inheritdoc/>
    public override string Format(int row)
    {
        CheckRow(row);
        return this[row] ?? "";
    }

    static Validity CheckedValidity(string name, ReadOnlySpan<int> codes, EquatableArray<string> levels)
    {
        if (levels.Distinct().Count() != levels.Count)
        {
            throw new ArgumentException($"Column '{name}' names a level twice.", nameof(levels));
        }

        var words = new ulong[(codes.Length + 63) / 64];
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < MissingCode || codes[row] >= levels.Count)
            {
                throw new ArgumentException(
                    $"Column '{name}', row {row}: code {codes[row]} has no level; codes run from -1 (missing) to {levels.Count - 1}.",
                    nameof(codes));
            }

            if (codes[row] != MissingCode)
            {
                words[row >> 6] |= 1UL << (row & 63);
            }
        }

        return Validity.FromWords(words, codes.Length);
    }
}
