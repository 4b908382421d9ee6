using System.Globalization;

namespace Cambium.Data;

/// <summary>A column of <see cref="double"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="DateTime"/> values.</summary>
/// <typeparam name="T">The type of a value; no other than these four.</typeparam>
public sealed class Column<T> : Column
    where T : unmanaged
{
    readonly ReadOnlyMemory<T> _values;

    /// <summary>Makes a column. The values are kept, not copied, and must not change afterwards.</summary>
    /// <param name="name">The column's name, not empty.</param>
    /// <param name="values">One value a row; in a <see cref="double"/> column the slot of a missing value must be NaN.</param>
    /// <param name="validity">Which rows hold a value; as long as the values.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no column holds <typeparamref name="T"/>.</exception>
    public Column(string name, ReadOnlyMemory<T> values, Validity validity)
        : base(name, TypeOf(), validity)
    {
        if (values.Length != validity.Length)
        {
            throw new ArgumentException(
                $"Column '{name}' has {values.Length} values but validity for {validity.Length} rows.", nameof(validity));
        }

        _values = values;
    }

    /// <summary>One value a row. The slot of a missing value holds NaN in a <see cref="double"/> column, else the type's default.</summary>
    public ReadOnlySpan<T> Values => _values.Span;

    /// <summary>The values as memory, for work that outlives the caller's stack.</summary>
    public ReadOnlyMemory<T> Memory => _values;

    /// <inheritdoc/>
    public override Column<T> Rename(string name) => new(name, _values, Validity);

    /// <inheritdoc/>
    public override Column<T> Slice(int start, int length)
    {
        CheckSlice(start, length);
        return new Column<T>(Name, _values.Slice(start, length), Validity.Slice(start, length));
    }

    /// <inheritdoc/>
    public override Column<T> Take(ReadOnlySpan<int> rows)
    {
        var values = new T[rows.Length];
        var source = Values;
        for (var i = 0; i < rows.Length; i++)
        {
            values[i] = source[rows[i]];
        }

        return new Column<T>(Name, values, Validity.Take(rows));
    }

    /// <inheritdoc/>
    public override string Format(int row)
    {
        CheckRow(row);
        if (!Validity[row])
        {
            return "";
        }

        return Values[row] switch
        {
            double value => value.ToString("R", CultureInfo.InvariantCulture),
            bool value => value ? "true" : "false",
            DateTime value => FormatMoment(value),
            var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        };
    }

    internal static string FormatMoment(DateTime value)
    {
        var format = value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd"
            : value.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss"
            : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    static ColumnType TypeOf()
    {
        if (typeof(T) == typeof(double))
        {
            return ColumnType.Float64;
        }

        if (typeof(T) == typeof(long))
        {
            return ColumnType.Int64;
        }

        if (typeof(T) == typeof(bool))
        {
            return ColumnType.Boolean;
        }

        return typeof(T) == typeof(DateTime)
            ? ColumnType.DateTime
            : throw new ArgumentException($"A column holds double, long, bool or DateTime values, not {typeof(T).Name}.");
    }
}
