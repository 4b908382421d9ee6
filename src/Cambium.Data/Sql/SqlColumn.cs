using System.Globalization;
using System.Text;

namespace Cambium.Data;

/// <summary>Gathers the values of one column of a query.</summary>
/// <param name="name">The column.</param>
/// <param name="hint">What it is declared as.</param>
sealed class SqlColumn(string name, SqlHint hint)
{
    const int MostShared = 100_000;

    // A null among the texts, and a false among the truths of values, is a missing value.
    readonly List<string?> _texts = [];
    readonly List<long> _words = [];
    readonly List<bool> _hasValue = [];
    readonly Dictionary<string, string> _shared = [];
    SqlKind _kind;

    internal int Rows => _hasValue.Count;

    /// <summary>Takes the value of the next row.</summary>
    /// <exception cref="TableException">It is of a type that a table has no column for.</exception>
    internal void Add(object value)
    {
        if (value is DBNull or double.NaN or float.NaN)
        {
            Append(0, null);
            return;
        }

        var kind = SqlHint.KindOf(value.GetType());
        if (kind == SqlKind.None)
        {
            throw new TableException(
                $"Column '{name}', row {Rows}: the query gives a value of type {value.GetType().Name}, which a table cannot hold. Cast it in the query to a number, a date or a text.")
            {
                Column = name,
            };
        }

        Widen(kind);
        if (_kind == SqlKind.Text)
        {
            Append(1, Shared(TextOf(value)));
        }
        else
        {
            var word = WordOf(value);
            Append(kind == SqlKind.Whole && _kind == SqlKind.Number ? BitConverter.DoubleToInt64Bits(word) : word, null);
            _hasValue[^1] = true;
        }
    }

    /// <summary>The column, its type found from its values.</summary>
    internal Column Build()
    {
        var kind = _kind == SqlKind.None ? hint.Kind : _kind;
        if (kind == SqlKind.Text && hint.Kind == SqlKind.Moment && MomentsOfTexts() is { } moments)
        {
            return moments;
        }

        if (kind == SqlKind.Text)
        {
            var distinct = _texts.OfType<string>().Distinct().Count();
            return distinct > 0 && CategoryRule.Repeats(distinct, _texts.Count(text => text is not null))
                ? CategoryColumn.FromValues(name, _texts)
                : TextColumn.FromValues(name, _texts);
        }

        var valid = Validity.FromRows(Rows, row => _hasValue[row]);
        return kind switch
        {
            SqlKind.Whole when hint.Kind == SqlKind.Truth && _words.TrueForAll(word => word is 0 or 1) => Values(valid, word => word == 1),
            SqlKind.Whole => Values(valid, word => word),
            SqlKind.Truth => Values(valid, word => word == 1),
            SqlKind.Moment => Values(valid, word => word == 0 ? default : DateTime.FromBinary(word)),
            _ => new Column<double>(name, _words.Select((word, row) => _hasValue[row] ? BitConverter.Int64BitsToDouble(word) : double.NaN).ToArray(), valid),
        };
    }

    /// <summary>The column as one of a known type, for rows that are not all there are.</summary>
    /// <exception cref="TableException">The values are of another type.</exception>
    internal Column Build(ColumnType type)
    {
        if (type == ColumnType.Float64)
        {
            Widen(SqlKind.Number);
        }

        var column = Build();
        return column switch
        {
            _ when column.Type == type => column,
            CategoryColumn when type == ColumnType.String => TextColumn.FromValues(name, _texts),
            _ when column.MissingCount == column.Length => SqlTypes.Missing(name, type, column.Length),
            _ => throw new TableException($"Column '{name}': found values of type {column.Type}, but the first row and the declaration say {type}. Cast the column in the query.") { Column = name },
        };
    }

    static string TextOf(object value) => value switch
    {
        DateTime moment => Column<DateTime>.FormatMoment(moment),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static long WordOf(object value) => value switch
    {
        bool truth => truth ? 1 : 0,
        DateTime moment => (moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment).ToBinary(),
        DateTimeOffset moment => moment.UtcDateTime.ToBinary(),
        DateOnly day => day.ToDateTime(TimeOnly.MinValue).ToBinary(),
        TimeOnly time => BitConverter.DoubleToInt64Bits(time.ToTimeSpan().TotalSeconds),
        TimeSpan span => BitConverter.DoubleToInt64Bits(span.TotalSeconds),
        ulong or float or double or decimal => BitConverter.DoubleToInt64Bits(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    Column<T> Values<T>(Validity valid, Func<long, T> read)
        where T : unmanaged => new(name, _words.Select(read).ToArray(), valid);

    Column<DateTime>? MomentsOfTexts()
    {
        var moments = new DateTime[Rows];
        for (var row = 0; row < moments.Length; row++)
        {
            if (_texts[row] is { } text)
            {
                if (!ValueText.TryDateTime(Encoding.UTF8.GetBytes(text), out moments[row]))
                {
                    return null;
                }

                moments[row] = hint.IsUtc ? DateTime.SpecifyKind(moments[row], DateTimeKind.Utc) : moments[row];
            }
        }

        return new Column<DateTime>(name, moments, Validity.FromRows(Rows, row => _texts[row] is not null));
    }

    /// <summary>Makes the column one that also holds values of another kind.</summary>
    void Widen(SqlKind kind)
    {
        if (_kind == kind)
        {
            return;
        }

        var widest = (_kind, kind) switch
        {
            (SqlKind.None, _) => kind,
            (SqlKind.Whole, SqlKind.Number) or (SqlKind.Number, SqlKind.Whole) => SqlKind.Number,
            _ => SqlKind.Text,
        };
        for (var row = 0; row < Rows && widest != _kind && _kind != SqlKind.None; row++)
        {
            if (_hasValue[row] && widest == SqlKind.Number)
            {
                _words[row] = BitConverter.DoubleToInt64Bits(_words[row]);
            }
            else if (_hasValue[row])
            {
                _texts[row] = TextOf(ValueOf(_words[row]));
            }
        }

        _kind = widest;
    }

    object ValueOf(long word) => _kind switch
    {
        SqlKind.Whole => word,
        SqlKind.Number => BitConverter.Int64BitsToDouble(word),
        SqlKind.Truth => word == 1,
        _ => DateTime.FromBinary(word),
    };

    void Append(long word, string? text)
    {
        _words.Add(word);
        _texts.Add(text);
        _hasValue.Add(text is not null);
    }

    string Shared(string text)
    {
        if (_shared.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_shared.Count < MostShared)
        {
            _shared.Add(text, text);
        }

        return text;
    }
}
