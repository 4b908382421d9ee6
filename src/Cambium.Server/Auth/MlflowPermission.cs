using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Roles as MLflow's permissions API names them.</summary>
static class MlflowPermission
{
    static readonly string[] Names = ["NO_PERMISSIONS", "READ", "EDIT", "MANAGE"];

    internal static string Of(Role role) => Names[(int)role];

    /// <summary>The role of a permission.</summary>
    /// <exception cref="TrackingException">There is no such permission.</exception>
    internal static Role Parse(string text)
    {
        var at = Array.IndexOf(Names, text);
        return at >= 0 ? (Role)at : throw new TrackingException($"Invalid permission '{text}'. Valid permissions are: READ, EDIT, MANAGE, NO_PERMISSIONS.");
    }
}
