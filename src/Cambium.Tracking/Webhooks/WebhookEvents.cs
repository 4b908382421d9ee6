using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cambium.Tracking;

/// <summary>What webhooks can be told of, as MLflow's protocol names it: "entity.action".</summary>
static class WebhookEvents
{
    const string ModelCreated = "registered_model.created";
    const string VersionCreated = "model_version.created";
    const string TagSet = "model_version_tag.set";
    const string TagDeleted = "model_version_tag.deleted";
    const string AliasCreated = "model_version_alias.created";
    const string AliasDeleted = "model_version_alias.deleted";

    /// <summary>The body is sent as JSON and never put into a page, so that letters may stay letters.</summary>
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of them.</summary>
    internal static readonly IReadOnlyList<string> All = [ModelCreated, VersionCreated, TagSet, TagDeleted, AliasCreated, AliasDeleted];

    /// <summary>The event that a change of the registry is; null for one that nobody is told of.</summary>
    internal static string? Of(RegistryChange change) => change switch
    {
        RegistryChange.ModelCreated => ModelCreated,
        RegistryChange.VersionCreated => VersionCreated,
        RegistryChange.VersionTagSet => TagSet,
        RegistryChange.VersionTagDeleted => TagDeleted,
        RegistryChange.AliasSet => AliasCreated,
        RegistryChange.AliasDeleted => AliasDeleted,
        _ => null,
    };

    /// <summary>The events of a webhook, each once.</summary>
    /// <exception cref="TrackingException">There are none, or one is not known.</exception>
    internal static IReadOnlyList<string> Checked(IReadOnlyList<string> events)
    {
        if (events.Count == 0)
        {
            throw new TrackingException("Webhook events cannot be empty");
        }

        foreach (var name in events.Where(name => !All.Contains(name)))
        {
            throw new TrackingException($"Unknown webhook event {PythonText.Repr(name.Length > 100 ? name[..100] : name)}. The events are: {string.Join(", ", All)}.");
        }

        return [.. events.Distinct()];
    }

    /// <summary>What is sent of an event.</summary>
    /// <param name="name">The event.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">What happened.</param>
    internal static string Body(string name, DateTimeOffset time, JsonObject data)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return new JsonObject
        {
            ["entity"] = name[..dot],
            ["action"] = name[(dot + 1)..],
            ["timestamp"] = time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", System.Globalization.CultureInfo.InvariantCulture),
            ["data"] = data,
        }.ToJsonString(Readable);
    }

    /// <summary>What would be sent of an event, made up.</summary>
    internal static JsonObject Example(string name) => name switch
    {
        ModelCreated => new() { ["name"] = "example_model", ["tags"] = new JsonObject { ["example_key"] = "example_value" }, ["description"] = "An example registered model" },
        VersionCreated => new()
        {
            ["name"] = "example_model",
            ["version"] = "1",
            ["source"] = "runs:/abcd1234abcd5678/model",
            ["run_id"] = "abcd1234abcd5678",
            ["tags"] = new JsonObject { ["example_key"] = "example_value" },
            ["description"] = "An example model version",
        },
        TagSet => new() { ["name"] = "example_model", ["version"] = "1", ["key"] = "example_key", ["value"] = "example_value" },
        TagDeleted => new() { ["name"] = "example_model", ["version"] = "1", ["key"] = "example_key" },
        AliasCreated => new() { ["name"] = "example_model", ["alias"] = "example_alias", ["version"] = "1" },
        _ => new() { ["name"] = "example_model", ["alias"] = "example_alias" },
    };
}
