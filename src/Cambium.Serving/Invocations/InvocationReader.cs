using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Reads the JSON forms of MLflow's /invocations: dataframe_split, dataframe_records, instances (as records) and inputs (lists by column).</summary>
static class InvocationReader
{
    static readonly string[] Forms = ["dataframe_split", "dataframe_records", "instances", "inputs"];
    static readonly JsonElement Null = JsonElement.Parse("null");

    /// <summary>Reads a body.</summary>
    /// <exception cref="RequestException">The body is none of the forms, or its values do not fit the model.</exception>
    internal static Table Read(JsonElement root, Schema input)
    {
        var found = Forms.Where(form => RequestJson.Find(root, form) is not null).ToArray();
        if (found.Length != 1)
        {
            throw new RequestException(
                $"The request cannot be answered: it has {(found.Length == 0 ? "none" : string.Join(" and ", found))} of {string.Join(", ", Forms)}; send exactly one of them.");
        }

        var problems = new Problems();
        var body = root.GetProperty(found[0]);
        var columns = found[0] switch
        {
            "dataframe_split" => Split(body, problems),
            "inputs" => ByColumn(body, problems),
            _ => Records(found[0], body, problems),
        };
        problems.ThrowIfAny();
        return Build(columns, input, problems);
    }

    static Table Build(List<(string Name, JsonElement[] Values)> columns, Schema input, Problems problems)
    {
        var read = columns
            .Select(column => input.Find(column.Name) is { } field
                ? TensorReader.Read(field.Name, InputColumn.DatatypeOf(field.Type), column.Values, problems)
                : null)
            .OfType<Column>()
            .ToList();
        return InputTable.Build(input, columns.ConvertAll(column => column.Name), read, problems);
    }

    static List<(string Name, JsonElement[] Values)> Split(JsonElement body, Problems problems)
    {
        if (body.ValueKind != JsonValueKind.Object
            || RequestJson.Find(body, "columns") is not { ValueKind: JsonValueKind.Array } names
            || RequestJson.Find(body, "data") is not { ValueKind: JsonValueKind.Array } data
            || names.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            problems.Add("'dataframe_split' must be an object with 'columns', a list of names, and 'data', a list of rows, each a list of values");
            return [];
        }

        CheckCells(names.GetArrayLength(), data.GetArrayLength());
        var columns = names.EnumerateArray().Select(name => (Name: name.GetString()!, Values: new JsonElement[data.GetArrayLength()])).ToList(); // checked above: texts
        var row = 0;
        foreach (var values in data.EnumerateArray())
        {
            if (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() != columns.Count)
            {
                var found = values.ValueKind == JsonValueKind.Array ? $"has {values.GetArrayLength()} values" : $"is {RequestJson.Describe(values)}";
                problems.Add($"row {row + 1} of 'data' {found}, expected a list of {columns.Count}, one a column");
                return [];
            }

            var place = 0;
            foreach (var value in values.EnumerateArray())
            {
                columns[place++].Values[row] = value;
            }

            row++;
        }

        return columns;
    }

    /// <summary>One object a row. A name that a row lacks is missing there, as in a data frame.</summary>
    static List<(string Name, JsonElement[] Values)> Records(string form, JsonElement body, Problems problems)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"'{form}' is {RequestJson.Describe(body)}, expected a list of rows, each an object of values by column");
            return [];
        }

        var rows = body.GetArrayLength();
        var columns = new List<(string Name, JsonElement[] Values)>();
        var placeOf = new Dictionary<string, int>();
        var row = 0;
        foreach (var record in body.EnumerateArray())
        {
            if (record.ValueKind != JsonValueKind.Object)
            {
                problems.Add($"row {row + 1} of '{form}' is {RequestJson.Describe(record)}, expected an object of values by column");
                return [];
            }

            foreach (var property in record.EnumerateObject())
            {
                if (!placeOf.TryGetValue(property.Name, out var place))
                {
                    place = columns.Count;
                    placeOf.Add(property.Name, place);
                    CheckCells(place + 1, rows);
                    var values = new JsonElement[rows];
                    Array.Fill(values, Null);
                    columns.Add((property.Name, values));
                }

                columns[place].Values[row] = property.Value;
            }

            row++;
        }

        return columns;
    }

    static List<(string Name, JsonElement[] Values)> ByColumn(JsonElement body, Problems problems)
    {
        if (body.ValueKind != JsonValueKind.Object || body.EnumerateObject().Any(column => column.Value.ValueKind != JsonValueKind.Array))
        {
            problems.Add("'inputs' must be an object with a list of values for each column, such as {\"age\": [42, 17]}");
            return [];
        }

        var columns = body.EnumerateObject().Select(column => (column.Name, column.Value.EnumerateArray().ToArray())).ToList();
        CheckCells(1, columns.Sum(column => (long)column.Item2.Length));
        return columns;
    }

    static void CheckCells(long columns, long rows)
    {
        if (columns * rows > RequestLimits.MaxCells)
        {
            throw new RequestException($"The request cannot be answered: it has over {RequestLimits.MaxCells} values. Send fewer rows at a time.");
        }
    }
}
