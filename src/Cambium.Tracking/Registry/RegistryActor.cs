namespace Cambium.Tracking;

/// <summary>Who changes the registry, and why; both stand in its history.</summary>
/// <param name="User">The user's name; empty where nobody is known.</param>
/// <param name="Reason">Why; null where nobody said.</param>
sealed record RegistryActor(string User, string? Reason)
{
    internal const int MaxUserLength = 255;
    internal const int MaxReasonLength = 5000;

    /// <summary>Nobody who is known.</summary>
    internal static readonly RegistryActor Unknown = new("", null);

    /// <summary>The same, where both are short enough to be kept.</summary>
    /// <exception cref="TrackingException">One is not.</exception>
    internal RegistryActor Checked()
    {
        Limits.Text("user", User, MaxUserLength);
        Limits.Text("reason", Reason ?? "", MaxReasonLength);
        return this;
    }
}
