using System.Text;
using System.Text.Json;

namespace Cambium.Tracking.Tests;

/// <summary>A request as a server reads it.</summary>
sealed record FakeRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>The path after /api/2.0/, decoded.</summary>
    internal string Path => Uri.UnescapeDataString(Target.Split('?')[0]["/api/2.0/".Length..]);

    internal JsonElement Json => JsonDocument.Parse(Body.Length == 0 ? "{}"u8.ToArray() : Body).RootElement;

    internal string Text(string name) => Json.GetProperty(name).GetString()!;

    /// <summary>A value of the query.</summary>
    internal string? Query(string name) => Target.Split('?', 2) is [_, var query]
        ? query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair[0] == name).Select(pair => Uri.UnescapeDataString(pair[1])).FirstOrDefault()
        : null;

    public override string ToString() => $"{Method} {Target} {Encoding.UTF8.GetString(Body)}";
}
