using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>An answer of the Open Inference Protocol, version 2 (REST).</summary>
public sealed record InferenceResponse
{
    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary>The model's version.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The request's id; null where it had none.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// A classifier gives "prediction" (BYTES [n], the labels) and "probabilities" (FP64 [n, k], whose parameters class_0, class_1 and so on name the
    /// columns); a regressor gives "prediction" (FP64 [n]). An explained answer has "shap_values" too: FP64 [n, p], how much each of p columns moved the answer to each row away
    /// from the base value, for more than two classes [n, k, p]; its parameters name method, scale, outputs, columns and base values.
    /// </summary>
    public required EquatableArray<InferenceTensor> Outputs { get; init; }

    /// <summary>The answer as JSON in UTF-8. A number that is not finite is null.</summary>
    public byte[] ToJson() => JsonBytes.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("model_name", ModelName);
        writer.WriteString("model_version", ModelVersion);
        if (Id is not null)
        {
            writer.WriteString("id", Id);
        }

        writer.WriteStartArray("outputs");
        foreach (var output in Outputs)
        {
            Write(writer, output);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    static void Write(Utf8JsonWriter writer, InferenceTensor tensor)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tensor.Name);
        writer.WriteString("datatype", TensorReader.NameOf(tensor.Datatype));
        JsonBytes.WriteShape(writer, tensor.Shape.Span);
        if (tensor.Parameters.Count + tensor.NumericParameters.Count > 0)
        {
            writer.WriteStartObject("parameters");
            foreach (var (name, value) in tensor.Parameters)
            {
                writer.WriteString(name, value);
            }

            foreach (var (name, value) in tensor.NumericParameters)
            {
                writer.WritePropertyName(name);
                JsonBytes.WriteNumber(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WritePropertyName("data");
        ColumnJson.Write(writer, tensor.Data);
        writer.WriteEndObject();
    }
}
