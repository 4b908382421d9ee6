using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What webhooks are told of, in words.</summary>
static class WebhookWords
{
    internal static string Of(string name) => name switch
    {
        "registered_model.created" => "a model is registered",
        "model_version.created" => "a version is added",
        "model_version_tag.set" => "a version's tag is set",
        "model_version_tag.deleted" => "a version's tag is taken away",
        "model_version_alias.created" => "an alias is pointed at a version",
        "model_version_alias.deleted" => "an alias is taken away",
        _ => name,
    };

    /// <summary>How the last messages went: what waits or was given up, and why.</summary>
    internal static string Trouble(IReadOnlyList<WebhookFailure> undelivered)
    {
        var (waiting, lost) = (undelivered.Count(one => one.NextAttempt is not null), undelivered.Count(one => one.NextAttempt is null));
        return string.Join(", ", new[] { (waiting, "waiting"), (lost, "given up") }.Where(one => one.Item1 > 0).Select(one => $"{Numbers.Whole(one.Item1)} {one.Item2}"));
    }
}
