using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>A small saved model in a folder of its own, to be damaged.</summary>
sealed class SavedModel : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("cambium-saved").FullName;

    internal SavedModel()
        : this(new Impute().Then(new OneHot()).Then(new Standardize()).Then(new LogisticRegression()).Fit(Rows, "y"))
    {
    }

    internal SavedModel(Model model) => model.Save(Folder);

    internal static Table Rows { get; } = ConformanceData.Mixed(60, classes: true);

    internal string Folder => Path.Combine(_root, "model");

    internal string Json => Path.Combine(Folder, "model.json");

    internal string Weights => Path.Combine(Folder, "weights.safetensors");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    internal void Edit(Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(Json))!.AsObject();
        edit(json);
        File.WriteAllText(Json, json.ToJsonString());
    }

    /// <summary>Changes the arrays.</summary>
    internal void EditArrays(Action<Dictionary<string, Array>> edit)
    {
        using var file = File.Open(Weights, FileMode.Open);
        var arrays = SafeTensors.Read(file, Weights).ToDictionary();
        edit(arrays);
        file.SetLength(0);
        SafeTensors.Write(file, arrays);
    }

    /// <summary>Writes a file of arrays with a header of one's own.</summary>
    internal void WriteWeights(string header, int dataBytes) => WriteWeights((ulong)header.Length, System.Text.Encoding.UTF8.GetBytes(header), dataBytes);

    internal void WriteWeights(ulong headerLength, byte[] header, int dataBytes) =>
        File.WriteAllBytes(Weights, [.. BitConverter.GetBytes(headerLength), .. header, .. new byte[dataBytes]]);

    /// <summary>Asserts that loading is refused, and gives the reason after "The model in '…' cannot be loaded: ".</summary>
    internal string Refusal()
    {
        var error = Assert.Throws<ModelFormatException>(() => Model.Load(Folder));
        var start = $"The model in '{Folder}' cannot be loaded: ";
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        return error.Message[start.Length..];
    }
}
