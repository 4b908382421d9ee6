using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Reads a CSV body as the table that a model asks for.</summary>
static class CsvReader
{
    const string Source = "the body";

    /// <summary>Reads the body.</summary>
    /// <exception cref="RequestException">The body is no table, or does not fit the model.</exception>
    internal static Table Read(ReadOnlyMemory<byte> utf8, Schema input)
    {
        RequestJson.CheckLength(utf8.Length);
        Table table;
        try
        {
            var header = Table.ParseCsv(utf8[..HeaderLength(utf8.Span)], new CsvOptions { Delimiter = ',' }, Source);
            var types = input.Fields.Where(field => header.Contains(field.Name)).Select(field => new Field(field.Name, field.Type)).ToEquatableArray();
            table = Table.ParseCsv(utf8, new CsvOptions { Delimiter = ',', Types = types }, Source);
        }
        catch (TableException e)
        {
            throw new RequestException($"The request cannot be answered: {e.Message}", e);
        }

        if ((long)table.RowCount * table.Columns.Count > RequestLimits.MaxCells)
        {
            throw new RequestException($"The request cannot be answered: it has over {RequestLimits.MaxCells} values. Send fewer rows at a time.");
        }

        return InputTable.Build(input, [.. table.Columns.Select(column => column.Name)], table.Columns, new Problems());
    }

    /// <summary>The length of the first record; a line break between quotes is part of a name.</summary>
    static int HeaderLength(ReadOnlySpan<byte> utf8)
    {
        var quoted = false;
        for (var at = 0; at < utf8.Length; at++)
        {
            quoted ^= utf8[at] == '"';
            if (!quoted && utf8[at] == '\n')
            {
                return at + 1;
            }
        }

        return utf8.Length;
    }
}
