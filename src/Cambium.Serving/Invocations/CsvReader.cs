using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Reads a CSV body as the table that a model asks for.</summary>
static class CsvReader
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="RequestException">The body is no table, or does not fit the model.</exception>
    internal static Table Read(ReadOnlyMemory<byte> utf8, Schema input)
    {
        RequestJson.CheckLength(utf8.Length);
        var types = input.Fields.Select(field => new Field(field.Name, field.Type)).ToEquatableArray();
        Table table;
        try
        {
            table = Table.ParseCsv(utf8, new CsvOptions { Delimiter = ',', Types = types }, "the body");
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
}
