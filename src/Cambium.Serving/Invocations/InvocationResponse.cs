using System.Buffers;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>The answer of MLflow's /invocations.</summary>
/// <param name="Predictions">One a row: labels for a classifier, numbers for a regressor.</param>
public sealed record InvocationResponse(Column Predictions)
{
    /// <summary>The answer as JSON in UTF-8: {"predictions": [...]}. A number that is not finite is null.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("predictions");
            ColumnJson.Write(writer, Predictions);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
