namespace Cambium.Data;

/// <summary>Finds the types of all columns.</summary>
sealed class JsonTypes(JsonLineParser parser, int mostLevels) : IJsonValues
{
    readonly List<JsonColumnTypes> _columns = [];

    public void Add(int column, JsonKind kind, ReadOnlySpan<byte> text)
    {
        Complete();
        _columns[column].Add(kind, text);
    }

    /// <summary>The columns, in the order in which they first came.</summary>
    internal Field[] Fields()
    {
        Complete();
        return [.. _columns.Select(column => column.Field())];
    }

    /// <summary>Columns that only had null have no values to be told of.</summary>
    void Complete()
    {
        while (_columns.Count < parser.Names.Count)
        {
            _columns.Add(new JsonColumnTypes(parser.Names[_columns.Count], mostLevels));
        }
    }
}
