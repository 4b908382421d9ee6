using Cambium.Data;

namespace Cambium.Serving;

/// <summary>The answer of MLflow's /invocations.</summary>
/// <param name="Predictions">One a row: labels for a classifier, numbers for a regressor.</param>
public sealed record InvocationResponse(Column Predictions)
{
    /// <summary>The answer as JSON in UTF-8: {"predictions": [...]}. A number that is not finite is null.</summary>
    public byte[] ToJson() => JsonBytes.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("predictions");
        ColumnJson.Write(writer, Predictions);
        writer.WriteEndObject();
    });
}
