namespace Cambium.Data;

/// <summary>A named, typed, immutable column of a <see cref="Table"/>; safe to share between threads.</summary>
public abstract class Column
{
    readonly Lazy<int> _missingCount;

    private protected Column(string name, ColumnType type, Validity validity)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Type = type;
        Validity = validity;
        _missingCount = new Lazy<int>(validity.CountMissing);
    }

    /// <summary>The name; unique within a table, compared by ordinal.</summary>
    public string Name { get; }

    /// <summary>What the values are.</summary>
    public ColumnType Type { get; }

    /// <summary>The number of rows.</summary>
    public int Length => Validity.Length;

    /// <summary>Which rows hold a value.</summary>
    public Validity Validity { get; }

    /// <summary>The number of rows without a value.</summary>
    public int MissingCount => _missingCount.Value;

    /// <summary>Whether a row holds no value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside the column.</exception>
    public bool IsMissing(int row)
    {
        CheckRow(row);
        return !Validity[row];
    }

    /// <summary>The same values under another name.</summary>
    public abstract Column Rename(string name);

    /// <summary>A run of rows, without copying them.</summary>
    public abstract Column Slice(int start, int length);

    /// <summary>The rows at the given positions, copied, in that order; a position may come more than once.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    /// <summary>A row's value in its plain text form; the empty string where it is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside the column.</exception>
    public abstract string Format(int row);

    /// <summary>A column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One value a row; NaN means missing. Kept, not copied.</param>
    public static Column<double> Of(string name, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var validity = Array.Exists(values, double.IsNaN)
            ? Validity.FromRows(values.Length, row => !double.IsNaN(values[row]))
            : Validity.All(values.Length);
        return new Column<double>(name, values, validity);
    }

    /// <summary>A column of whole numbers, none missing. The values are kept, not copied.</summary>
    public static Column<long> Of(string name, long[] values) => new(name, values, Validity.All(values.Length));

    /// <summary>A column of truths, none missing. The values are kept, not copied.</summary>
    public static Column<bool> Of(string name, bool[] values) => new(name, values, Validity.All(values.Length));

    /// <summary>A column of moments, none missing. The values are kept, not copied.</summary>
    public static Column<DateTime> Of(string name, DateTime[] values) => new(name, values, Validity.All(values.Length));

    /// <summary>A column of categories, its levels in ordinal order; a null is missing.</summary>
    public static CategoryColumn Of(string name, IReadOnlyList<string?> values) => CategoryColumn.FromValues(name, values);

    private protected void CheckRow(int row)
    {
        if ((uint)row >= (uint)Length)
        {
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Column '{Name}' has rows 0 to {Length - 1}.");
        }
    }

    private protected void CheckSlice(int start, int length)
    {
        if (start < 0 || length < 0 || (long)start + length > Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"Column '{Name}' has {Length} rows; asked for {length} from row {start}.");
        }
    }
}
