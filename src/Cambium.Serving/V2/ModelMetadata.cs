using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>What a served model takes and gives: the Open Inference Protocol's answer at /v2/models/NAME.</summary>
public sealed record ModelMetadata
{
    /// <summary>The platform that Cambium's models name.</summary>
    public const string Platform = "cambium";

    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The versions that are served.</summary>
    public required EquatableArray<string> Versions { get; init; }

    /// <summary>One a column that the model asks for.</summary>
    public required EquatableArray<TensorInfo> Inputs { get; init; }

    /// <summary>What it answers.</summary>
    public required EquatableArray<TensorInfo> Outputs { get; init; }

    /// <summary>The metadata as JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonBytes.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        writer.WriteStartArray("versions");
        foreach (var version in Versions)
        {
            writer.WriteStringValue(version);
        }

        writer.WriteEndArray();
        writer.WriteString("platform", Platform);
        Write(writer, "inputs", Inputs);
        Write(writer, "outputs", Outputs);
        writer.WriteEndObject();
    });

    static void Write(Utf8JsonWriter writer, string property, EquatableArray<TensorInfo> tensors)
    {
        writer.WriteStartArray(property);
        foreach (var tensor in tensors)
        {
            writer.WriteStartObject();
            writer.WriteString("name", tensor.Name);
            writer.WriteString("datatype", TensorReader.NameOf(tensor.Datatype));
            JsonBytes.WriteShape(writer, tensor.Shape.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
