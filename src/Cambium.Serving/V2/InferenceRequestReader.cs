using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Reads the JSON of an inference request, and gathers every problem on the way.</summary>
sealed class InferenceRequestReader
{
    readonly Problems _problems = new();
    long _cells;

    /// <summary>Reads a body.</summary>
    /// <exception cref="RequestException">There are problems.</exception>
    internal static InferenceRequest Read(JsonElement root)
    {
        var reader = new InferenceRequestReader();
        var inputs = reader.ReadInputs(root);
        var request = new InferenceRequest
        {
            Id = reader.ReadId(root),
            Inputs = inputs,
            Outputs = reader.ReadOutputs(root),
            Explain = ExplainParameter.Read(root, "parameters", reader._problems),
        };
        reader._problems.ThrowIfAny();
        return request;
    }

    string? ReadId(JsonElement root)
    {
        if (RequestJson.Find(root, "id") is not { } id)
        {
            return null;
        }

        if (id.ValueKind != JsonValueKind.String)
        {
            _problems.Add($"'id' is {RequestJson.Describe(id)}, expected a text");
            return null;
        }

        return id.GetString();
    }

    EquatableArray<InferenceTensor> ReadInputs(JsonElement root)
    {
        if (RequestJson.Find(root, "inputs") is not { ValueKind: JsonValueKind.Array } inputs)
        {
            var found = RequestJson.Find(root, "inputs") is { } other ? $"'inputs' is {RequestJson.Describe(other)}" : "there is no 'inputs'";
            _problems.Add($"{found}, expected a list of tensors such as {{\"name\": \"age\", \"shape\": [1], \"datatype\": \"INT64\", \"data\": [42]}}");
            return [];
        }

        return inputs.EnumerateArray().Select(ReadInput).OfType<InferenceTensor>().ToEquatableArray();
    }

    EquatableArray<string> ReadOutputs(JsonElement root)
    {
        if (RequestJson.Find(root, "outputs") is not { } outputs)
        {
            return [];
        }

        var names = outputs.ValueKind == JsonValueKind.Array
            ? outputs.EnumerateArray().Select(output => output.ValueKind == JsonValueKind.Object ? TextOf(output, "name") : null).ToArray()
            : [null];
        if (Array.Exists(names, name => name is null))
        {
            _problems.Add("'outputs' must be a list of objects with a 'name', such as [{\"name\": \"prediction\"}]");
        }

        return names.OfType<string>().ToEquatableArray();
    }

    InferenceTensor? ReadInput(JsonElement input, int place)
    {
        if (input.ValueKind != JsonValueKind.Object || TextOf(input, "name") is not { } name)
        {
            _problems.Add($"input {place + 1} must be an object with a 'name'");
            return null;
        }

        if (RequestJson.Find(input, "parameters") is { ValueKind: JsonValueKind.Object } parameters && parameters.TryGetProperty("binary_data_size", out _))
        {
            _problems.Add($"input '{name}' comes as binary data, which is not taken; send its values as JSON in 'data'");
            return null;
        }

        var type = ReadType(input, name);
        var shape = ReadShape(input, name);
        var values = ReadData(input, name);
        if (type is null || shape is null || values is null)
        {
            return null;
        }

        if (shape[0] != values.Count)
        {
            _problems.Add($"input '{name}' has shape [{string.Join(", ", shape)}] but {values.Count} values");
            return null;
        }

        var column = TensorReader.Read(name, type.Value, values.ToArray(), _problems);
        return column is null ? null : new InferenceTensor { Name = name, Datatype = type.Value, Shape = shape.ToEquatableArray(), Data = column };
    }

    TensorType? ReadType(JsonElement input, string name)
    {
        var text = TextOf(input, "datatype");
        if (text is not null && TensorReader.Find(text) is { } type)
        {
            return type;
        }

        _problems.Add($"input '{name}' has {(text is null ? "no datatype" : $"the datatype '{text}'")}, expected one of {string.Join(", ", TensorReader.Names)}");
        return null;
    }

    long[]? ReadShape(JsonElement input, string name)
    {
        if (RequestJson.Find(input, "shape") is { ValueKind: JsonValueKind.Array } extents)
        {
            var shape = extents.EnumerateArray()
                .Select(extent => extent.ValueKind == JsonValueKind.Number && extent.TryGetInt64(out var number) && number >= 0 ? number : -1)
                .ToArray();
            if (shape is [>= 0] or [>= 0, 1])
            {
                return shape;
            }
        }

        var found = RequestJson.Find(input, "shape") is { } shapeFound ? $"the shape {shapeFound.GetRawText()}" : "no shape";
        _problems.Add($"input '{name}' has {(found.Length > 60 ? "a shape of more dimensions" : found)}, expected [n] or [n, 1] for n rows: each input is one column");
        return null;
    }

    /// <summary>The values, flat or one in a list of its own for each row.</summary>
    List<JsonElement>? ReadData(JsonElement input, string name)
    {
        if (RequestJson.Find(input, "data") is not { ValueKind: JsonValueKind.Array } data)
        {
            _problems.Add($"input '{name}' has no 'data', expected a list of values");
            return null;
        }

        _cells += data.GetArrayLength();
        if (_cells > RequestLimits.MaxCells)
        {
            throw new RequestException($"The request cannot be answered: it has over {RequestLimits.MaxCells} values. Send fewer rows at a time.");
        }

        var values = new List<JsonElement>(data.GetArrayLength());
        foreach (var value in data.EnumerateArray())
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                values.Add(value);
            }
            else if (value.GetArrayLength() == 1)
            {
                values.Add(value[0]);
            }
            else
            {
                _problems.Add($"input '{name}' holds a list of {value.GetArrayLength()} values in row {values.Count + 1}, expected one value");
                return null;
            }
        }

        return values;
    }

    static string? TextOf(JsonElement parent, string name) =>
        RequestJson.Find(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
