using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>Roles as people write them.</summary>
static class RoleNames
{
    /// <summary>The roles that a user or token may have, the least first.</summary>
    internal static readonly string[] All = ["none", "viewer", "editor", "manager", "admin"];

    /// <summary>The name of a role.</summary>
    internal static string Text(Role role) => All[(int)role];

    /// <summary>The role of a name, in any case.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    internal static Role Parse(string text)
    {
        var at = Array.FindIndex(All, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return at >= 0
            ? (Role)at
            : throw new TrackingException($"There is no role '{text}'.{NearestName.Suggestion(text, All)} The roles are: {string.Join(", ", All)}.");
    }
}
