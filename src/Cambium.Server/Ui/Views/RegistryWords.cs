using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What happened to a registered model, in words.</summary>
static class RegistryWords
{
    internal static string Of(RegistryEvent one) => one.Change switch
    {
        RegistryChange.ModelCreated => "The model was made",
        RegistryChange.ModelRenamed => $"Renamed from {one.From}",
        RegistryChange.ModelDescribed => "Its description changed",
        RegistryChange.ModelDeleted => "The model was deleted",
        RegistryChange.ModelTagSet => $"Tag {one.Key} set to “{one.To}”",
        RegistryChange.ModelTagDeleted => $"Tag {one.Key} taken away",
        RegistryChange.VersionCreated => $"Version {one.Version} added",
        RegistryChange.VersionDescribed => $"Description of version {one.Version} changed",
        RegistryChange.VersionDeleted => $"Version {one.Version} deleted",
        RegistryChange.VersionTagSet => $"Tag {one.Key} of version {one.Version} set to “{one.To}”",
        RegistryChange.VersionTagDeleted => $"Tag {one.Key} of version {one.Version} taken away",
        RegistryChange.StageMoved => $"Version {one.Version} went from {one.From} to {one.To}",
        RegistryChange.AliasSet => one.From is null ? $"{one.Key} points at version {one.To}" : $"{one.Key} moved from version {one.From} to {one.To}",
        RegistryChange.AliasDeleted => $"{one.Key} taken away from version {one.Version}",
        RegistryChange.PolicySet => $"{one.Key} gated: {Gate(one.To)}",
        RegistryChange.PolicyRemoved => $"Gate of {one.Key} removed",
        RegistryChange.AliasRequested => $"Version {one.Version} asked for as {one.Key}",
        RegistryChange.AliasApproved => $"Version {one.Version} approved as {one.Key}",
        RegistryChange.AliasRequestWithdrawn => $"Request for version {one.Version} as {one.Key} taken back",
        RegistryChange.AliasRequestRefused => $"Version {one.Version} refused as {one.Key}",
        _ => one.Change.ToString(),
    };

    /// <summary>What a gate asks for: "2 checks, 1 approval".</summary>
    internal static string Gate(int checks, int approvals) => string.Join(", ", new[] { (checks, "check"), (approvals, "approval") }.Where(one => one.Item1 > 0).Select(one => Numbers.Count(one.Item1, one.Item2)));

    /// <summary>A gate as the history keeps it.</summary>
    static string Gate(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            return Gate(document.RootElement.GetProperty("checks").GetArrayLength(), document.RootElement.GetProperty("approvals").GetInt32());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Of another program, then.
            return json ?? "";
        }
    }
}
