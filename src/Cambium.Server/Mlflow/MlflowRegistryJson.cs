using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Registered models and their versions in the JSON of MLflow's protocol.</summary>
static class MlflowRegistryJson
{
    /// <summary>A version, whole, under a name.</summary>
    internal static void WriteVersion(this Utf8JsonWriter json, ReadOnlySpan<byte> name, VersionRecord version)
    {
        json.WriteStartObject(name);
        json.WriteVersion(version);
        json.WriteEndObject();
    }

    /// <summary>A model, whole.</summary>
    internal static void WriteModel(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ModelRecord model)
    {
        json.WriteStartObject(name);
        json.WriteModel(model);
        json.WriteEndObject();
    }

    /// <summary>The members of a model.</summary>
    internal static void WriteModel(this Utf8JsonWriter json, ModelRecord model)
    {
        json.WriteString("name"u8, model.Name);
        json.WriteNumber("creation_timestamp"u8, model.Created);
        json.WriteNumber("last_updated_timestamp"u8, model.Updated);
        json.Text("description"u8, model.Description);
        json.List("latest_versions"u8, model.LatestVersions, WriteVersion);
        json.Pairs("tags"u8, model.Tags);
        json.List("aliases"u8, model.Aliases, static (json, alias) =>
        {
            json.WriteString("alias"u8, alias.Key);
            json.WriteString("version"u8, alias.Value.ToString(CultureInfo.InvariantCulture));
        });
    }

    /// <summary>The members of a version.</summary>
    internal static void WriteVersion(this Utf8JsonWriter json, VersionRecord version)
    {
        json.WriteString("name"u8, version.Name);
        json.WriteString("version"u8, version.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("creation_timestamp"u8, version.Created);
        json.WriteNumber("last_updated_timestamp"u8, version.Updated);
        json.WriteString("current_stage"u8, version.Stage);
        json.Text("description"u8, version.Description);
        json.WriteString("source"u8, version.Source);
        json.Text("run_id"u8, version.RunId);
        json.WriteString("status"u8, "READY");
        json.Pairs("tags"u8, version.Tags);
        json.Text("run_link"u8, version.RunLink);
        json.Texts("aliases"u8, version.Aliases);
        json.Text("model_id"u8, version.ModelId);
    }
}
