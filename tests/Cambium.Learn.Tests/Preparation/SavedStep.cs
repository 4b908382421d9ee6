using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>What a step wrote of itself, edited and read again.</summary>
static class SavedStep
{
    internal static TransformModel Read(TransformModel model, Action<JsonObject>? edit = null, Action<Dictionary<string, Array>>? editArrays = null)
    {
        var writer = new ModelWriter();
        model.Write(writer);
        var json = (JsonObject)JsonNode.Parse(writer.Json.ToJsonString())!; // an object was written
        var arrays = writer.Arrays.ToDictionary(pair => pair.Key, pair => (Array)pair.Value.Clone());
        edit?.Invoke(json);
        editArrays?.Invoke(arrays);
        return ModelKinds.KindOf(model.Recipe).Read(model.Recipe, new ModelReader(json, arrays));
    }

    /// <summary>The message with which the edited step is refused.</summary>
    internal static string Refusal(TransformModel model, Action<JsonObject>? edit = null, Action<Dictionary<string, Array>>? editArrays = null) =>
        Assert.Throws<ModelFormatException>(() => Read(model, edit, editArrays)).Message;
}
