using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving;

/// <summary>SHAP values as they travel.</summary>
static class ShapTensor
{
    /// <summary>The name of the output of the Open Inference Protocol.</summary>
    internal const string Name = "shap_values";

    /// <summary>
    /// The values as an output: [n, p], of several explained outputs [n, k, p]. Its parameters name the method, the scale, each output with its base value, and each column.
    /// The protocol allows texts, numbers and truths as parameters and no lists, therefore one each.
    /// </summary>
    internal static InferenceTensor Of(ShapValues values) => new()
    {
        Name = Name,
        Datatype = TensorType.Fp64,
        Shape = values.Outputs.Count == 1 ? [values.RowCount, values.Columns.Count] : [values.RowCount, values.Outputs.Count, values.Columns.Count],
        Parameters =
        [
            new("method", values.Method),
            new("scale", ScaleOf(values)),
            .. values.Outputs.Select((output, place) => new KeyValuePair<string, string>($"output_{place}", output)),
            .. values.Columns.Select((column, place) => new KeyValuePair<string, string>($"column_{place}", column)),
        ],
        NumericParameters = values.BaseValues.Select((value, place) => new KeyValuePair<string, double>($"base_value_{place}", value)).ToEquatableArray(),
        Data = Column.Of(Name, values.Values.Span.ToArray()),
    };

    /// <summary>Writes the values as an object; "values" is a list a row, of more than one explained output with a list an output in it.</summary>
    internal static void Write(Utf8JsonWriter writer, ShapValues values)
    {
        writer.WriteStartObject();
        writer.WriteString("method", values.Method);
        writer.WriteString("scale", ScaleOf(values));
        WriteTexts(writer, "outputs", values.Outputs);
        WriteTexts(writer, "columns", values.Columns);
        writer.WriteStartArray("base_values");
        WriteNumbers(writer, values.BaseValues.Span);
        writer.WriteStartArray("values");
        for (var row = 0; row < values.RowCount; row++)
        {
            writer.WriteStartArray();
            for (var output = 0; output < values.Outputs.Count; output++)
            {
                if (values.Outputs.Count > 1)
                {
                    writer.WriteStartArray();
                }

                WriteNumbers(writer, values.Of(row, output));
            }

            if (values.Outputs.Count > 1)
            {
                writer.WriteEndArray();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static string ScaleOf(ShapValues values) => values.Scale.ToString().ToLowerInvariant();

    static void WriteTexts(Utf8JsonWriter writer, string name, EquatableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes the items of a list that was begun, and ends it.</summary>
    static void WriteNumbers(Utf8JsonWriter writer, ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            JsonBytes.WriteNumber(writer, number);
        }

        writer.WriteEndArray();
    }
}
