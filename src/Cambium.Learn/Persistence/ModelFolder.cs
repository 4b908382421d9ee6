using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Cambium.Learn;

/// <summary>Writes a model as a folder and reads it back.</summary>
static class ModelFolder
{
    /// <summary>The version of the layout of model.json and of the arrays. A change that old readers cannot take raises it.</summary>
    internal const int FormatVersion = 1;

    /// <summary>The longest model.json that is read.</summary>
    const long MaxJson = 100_000_000;

    const string Manifest = "MLmodel";
    const string Settings = "model.json";
    const string Weights = "weights.safetensors";

    static readonly string Version = typeof(ModelFolder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion // the SDK always writes it
        .Split('+')[0];

    internal static void Write(Model model, string folder, DateTimeOffset now)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        ThrowIfOccupied(target);
        var parent = Path.GetDirectoryName(target) ?? throw new IOException(
            $"A model cannot be saved as the root folder '{target}'; name a folder in it.");
        Directory.CreateDirectory(parent);
        var stamp = $".{Path.GetFileName(target)}.{Guid.NewGuid():n}";
        var fresh = Path.Combine(parent, $"{stamp}.new");
        var old = Path.Combine(parent, $"{stamp}.old");
        try
        {
            Directory.CreateDirectory(fresh);
            WriteFiles(model, fresh, now);
            Replace(target, fresh, old);
        }
        finally
        {
            DeleteIfThere(fresh);
            DeleteIfThere(old);
        }
    }

    internal static Model Read(string folder, LoadOptions options)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to load a model from.");
        }

        try
        {
            var json = ReadJson(Require(folder, Settings));
            using var stream = File.OpenRead(Require(folder, Weights));
            return ReadModel(new ModelReader(json, SafeTensors.Read(stream, Weights), options), json);
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException($"The model in '{folder}' cannot be loaded: {e.Message}", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or EndOfStreamException)
        {
            throw new ModelFormatException($"The model in '{folder}' cannot be loaded: {e.Message}", e);
        }
    }

    static void WriteFiles(Model model, string folder, DateTimeOffset now)
    {
        var kind = ModelKinds.KindOf(model.Recipe);
        var writer = new ModelWriter();
        writer.Value("format_version", FormatVersion);
        writer.Value("cambium_version", Version);
        writer.Value("kind", kind.Name);
        writer.Value("recipe", model.Recipe);
        writer.Value("input", model.Input);
        writer.Value("target", model.Target);
        if (model is ClassifierModel classifier)
        {
            writer.Value("classes", classifier.Classes);
        }

        model.Write(writer);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var json = JsonSerializer.SerializeToUtf8Bytes(writer.Json, ModelJson.Options);
        hash.AppendData(json);
        WriteFile(Path.Combine(folder, Settings), stream => stream.Write(json));
        WriteFile(Path.Combine(folder, Weights), stream => SafeTensors.Write(stream, writer.Arrays));
        using (var stream = File.OpenRead(Path.Combine(folder, Weights)))
        {
            hash.AppendData(SHA256.HashData(stream));
        }

        // MLflow wants an identifier of 32 hexadecimal digits; this one is the same for the same model.
        var identifier = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
        var manifest = Encoding.UTF8.GetBytes(MLmodelFile.Text(model, kind.Name, Version, identifier, now));
        WriteFile(Path.Combine(folder, Manifest), stream => stream.Write(manifest));
    }

    static void WriteFile(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    static void Replace(string target, string fresh, string old)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(fresh, target);
            return;
        }

        Directory.Move(target, old);
        try
        {
            Directory.Move(fresh, target);
        }
        catch (IOException)
        {
            Directory.Move(old, target);
            throw;
        }
    }

    /// <summary>Refuses a place that a model cannot be saved to because something else is there.</summary>
    /// <exception cref="IOException">There is.</exception>
    internal static void ThrowIfOccupied(string target)
    {
        if (File.Exists(target))
        {
            throw new IOException($"'{target}' is a file; a model is saved as a folder. Name another place.");
        }

        if (!Directory.Exists(target))
        {
            return;
        }

        var stranger = Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).FirstOrDefault(name => name is not (Manifest or Settings or Weights));
        if (stranger is not null)
        {
            throw new IOException(
                $"The folder '{target}' holds '{stranger}', which is no part of a model; saving would delete it. Name another folder.");
        }
    }

    static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static string Require(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? path
            : throw new ModelFormatException(
                $"it has no file {file}, expected {Manifest}, {Settings} and {Weights}. Is this the folder of a model?");
    }

    static JsonObject ReadJson(string path)
    {
        var length = new FileInfo(path).Length;
        if (length > MaxJson)
        {
            throw new ModelFormatException(
                $"{Settings} has {length} bytes, expected at most {MaxJson}. The file is damaged; save the model again.");
        }

        var bytes = File.ReadAllBytes(path);
        if (!Utf8.IsValid(bytes))
        {
            throw new ModelFormatException($"{Settings} is no UTF-8. The file is damaged; save the model again.");
        }

        try
        {
            return JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { MaxDepth = ModelJson.MaxDepth, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new ModelFormatException($"{Settings} is no JSON object. The file is damaged; save the model again.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException($"{Settings} is no JSON: {e.Message} The file is damaged; save the model again.", e);
        }
    }

    static Model ReadModel(ModelReader reader, JsonObject json)
    {
        var format = reader.Value<int>("format_version");
        if (format != FormatVersion)
        {
            throw new ModelFormatException(
                $"{Settings} is of format version {format}, but this version of Cambium ({Version}) reads version {FormatVersion}. " +
                "It was saved by Cambium " +
                $"{(json["cambium_version"] is JsonValue version ? version.ToString() : "of an unknown version")}; use that version or " +
                "a newer one.");
        }

        var name = reader.Value<string>("kind");
        var kind = ModelKinds.Find(name)
            ?? throw new ModelFormatException(
                $"{Settings} tells of a model of kind '{name}', which this version of Cambium ({Version}) does not know; " +
                $"it knows {string.Join(", ", ModelKinds.Learners.Concat(ModelKinds.Pipelines).Select(known => known.Name))}. Use the " +
                "version that saved it.");
        var recipe = reader.Value<Recipe>("recipe");
        if (recipe.GetType() != kind.RecipeType)
        {
            throw new ModelFormatException(
                $"{Settings}: 'kind' is '{name}', but 'recipe' is of kind '{ModelKinds.KindOf(recipe).Name}'. The file is damaged or " +
                "was edited; save the model again.");
        }

        var header = new ModelHeader(reader.Schema("input"), reader.Value<string>("target"), recipe is Classifier ? reader.Classes("classes") : []);
        return kind.Read(recipe, header, reader);
    }
}
