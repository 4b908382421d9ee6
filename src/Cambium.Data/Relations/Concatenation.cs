namespace Cambium.Data;

/// <summary>Puts columns one below another.</summary>
static class Concatenation
{
    /// <summary>The values of columns of one kind: whole numbers among numbers become numbers, categories among texts texts; levels come in the order of the columns.</summary>
    /// <exception cref="ArgumentException">The types do not go together.</exception>
    internal static Column Of(string name, Column[] columns)
    {
        var types = columns.Select(column => column.Type).Distinct().ToArray();
        var type = types switch
        {
            [var one] => one,
            _ when types.All(one => one is ColumnType.Int64 or ColumnType.Float64) => ColumnType.Float64,
            _ when types.All(one => one is ColumnType.Category or ColumnType.String) => ColumnType.String,
            _ => throw new ArgumentException($"Column '{name}' would hold values of types {string.Join(" and ", types)}, which do not go together. Cast them first, for instance with AsText()."),
        };
        var n = columns.Sum(column => (long)column.Length) is var rows && rows <= Array.MaxLength
            ? (int)rows
            : throw new TableException($"The result would have {rows} rows; a table has at most {Array.MaxLength}.");
        return type switch
        {
            ColumnType.Float64 => Column.Of(name, Numbers(columns, n)),
            ColumnType.Int64 => new Column<long>(name, Values<long>(columns, n), ValidityOf(columns, n)),
            ColumnType.Boolean => new Column<bool>(name, Values<bool>(columns, n), ValidityOf(columns, n)),
            ColumnType.DateTime => new Column<DateTime>(name, Values<DateTime>(columns, n), ValidityOf(columns, n)),
            ColumnType.Category => Categories(name, columns, n),
            ColumnType.String => Texts(name, columns, n),
            _ => throw new ArgumentException($"Column '{name}' holds sparse vectors, which are not put one below another."),
        };
    }

    static T[] Values<T>(Column[] columns, int n)
        where T : unmanaged
    {
        var values = new T[n];
        var at = 0;
        foreach (var column in columns)
        {
            ((Column<T>)column).Values.CopyTo(values.AsSpan(at));
            at += column.Length;
        }

        return values;
    }

    static double[] Numbers(Column[] columns, int n)
    {
        var values = new double[n];
        var at = 0;
        foreach (var column in columns)
        {
            for (var row = 0; row < column.Length; row++)
            {
                values[at++] = column is Column<double> numbers ? numbers.Values[row] : column.Validity[row] ? ((Column<long>)column).Values[row] : double.NaN;
            }
        }

        return values;
    }

    static Validity ValidityOf(Column[] columns, int n)
    {
        if (Array.TrueForAll(columns, column => column.Validity.AllValid))
        {
            return Validity.All(n);
        }

        var words = new ulong[(n + 63) / 64];
        var at = 0;
        foreach (var column in columns)
        {
            for (var row = 0; row < column.Length; row++, at++)
            {
                words[at >> 6] |= column.Validity[row] ? 1UL << (at & 63) : 0;
            }
        }

        return Validity.FromWords(words, n);
    }

    static CategoryColumn Categories(string name, Column[] columns, int n)
    {
        var places = new Dictionary<string, int>();
        var codes = new int[n];
        var at = 0;
        foreach (var column in columns.Cast<CategoryColumn>())
        {
            var map = column.Levels.Select(level => places.TryAdd(level, places.Count) ? places.Count - 1 : places[level]).ToArray();
            foreach (var code in column.Codes)
            {
                codes[at++] = code < 0 ? CategoryColumn.MissingCode : map[code];
            }
        }

        return new CategoryColumn(name, codes, places.Keys.ToEquatableArray(), ValidityOf(columns, n));
    }

    static TextColumn Texts(string name, Column[] columns, int n)
    {
        var texts = new List<string?>(n);
        foreach (var column in columns)
        {
            for (var row = 0; row < column.Length; row++)
            {
                texts.Add(column is CategoryColumn category ? category[row] : ((TextColumn)column)[row]);
            }
        }

        return TextColumn.FromValues(name, texts);
    }
}
