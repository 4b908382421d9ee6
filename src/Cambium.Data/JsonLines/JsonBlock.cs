using System.Text;

namespace Cambium.Data;

/// <summary>Gathers the rows of a block, by types that are known.</summary>
sealed class JsonBlock : IJsonValues
{
    readonly JsonColumn[] _columns;
    readonly CsvSource _source;

    internal JsonBlock(Field[] fields, CsvSource source)
    {
        _source = source;
        _columns = Array.ConvertAll(fields, Open);
    }

    /// <summary>The number of rows so far, but for the one that is being read.</summary>
    internal int Rows { get; private set; }

    public void Add(int column, JsonKind kind, ReadOnlySpan<byte> text)
    {
        if (column >= _columns.Length || !_columns[column].TryAdd(Rows, kind, text))
        {
            throw _source.Changed(column < _columns.Length ? _columns[column].Field.Name : $"number {column + 1}");
        }
    }

    internal void EndRow() => Rows++;

    /// <summary>The rows so far; others follow from none.</summary>
    internal Table Take()
    {
        var table = Table.OfRows(Array.ConvertAll(_columns, column => column.Take(Rows)), Rows);
        Rows = 0;
        return table;
    }

    JsonColumn Open(Field field) => field.Type switch
    {
        ColumnType.Int64 => new JsonValueColumn<long>(
            field,
            0,
            (kind, text) => kind == JsonKind.Whole && ValueText.TryInt64(text, isDeclared: false, out var value) ? value : null,
            (values, validity) => new Column<long>(field.Name, values, validity)),
        ColumnType.Float64 => new JsonValueColumn<double>(field, double.NaN, Number, (values, validity) => new Column<double>(field.Name, values, validity)),
        ColumnType.Boolean => new JsonValueColumn<bool>(
            field, false, (kind, text) => kind == JsonKind.Truth ? text[0] == 't' : null, (values, validity) => new Column<bool>(field.Name, values, validity)),
        ColumnType.DateTime => new JsonValueColumn<DateTime>(
            field,
            default,
            (kind, text) => kind == JsonKind.Text && ValueText.TryDateTime(text, out var value) ? value : null,
            (values, validity) => new Column<DateTime>(field.Name, values, validity)),
        ColumnType.Category => Category(field),
        _ => new JsonTextColumn(field, _source),
    };

    static double? Number(JsonKind kind, ReadOnlySpan<byte> text) =>
        (kind is JsonKind.Whole or JsonKind.Number || (kind == JsonKind.Text && JsonColumnTypes.IsNamedNumber(text)))
        && ValueText.TryFloat64(text, isDeclared: false, out var value)
            ? value
            : null;

    static JsonValueColumn<int> Category(Field field)
    {
        var codes = field.Levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code);
        return new JsonValueColumn<int>(
            field,
            CategoryColumn.MissingCode,
            (kind, text) => kind == JsonKind.Text && codes.TryGetValue(Encoding.UTF8.GetString(text), out var code) ? code : null,
            (values, validity) => new CategoryColumn(field.Name, values, field.Levels, validity));
    }
}
