using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving;

/// <summary>The answer of MLflow's /invocations.</summary>
/// <param name="Predictions">One a row: labels for a classifier, numbers for a regressor.</param>
public sealed record InvocationResponse(Column Predictions)
{
    /// <summary>The SHAP values of the answers; null where they were not asked for.</summary>
    public ShapValues? Explanation { get; init; }

    /// <summary>The answer as JSON in UTF-8: {"predictions": [...]}, and "explanation" where there is one. A number that is not finite is null.</summary>
    public byte[] ToJson() => JsonBytes.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("predictions");
        ColumnJson.Write(writer, Predictions);
        if (Explanation is not null)
        {
            writer.WritePropertyName("explanation");
            ShapTensor.Write(writer, Explanation);
        }

        writer.WriteEndObject();
    });
}
