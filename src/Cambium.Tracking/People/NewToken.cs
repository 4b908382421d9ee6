namespace Cambium.Tracking;

/// <summary>A service token to be made.</summary>
/// <param name="Name">Its name, which no other token may have.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Lifetime">How long it opens anything.</param>
sealed record NewToken(string Name, Role Role, TimeSpan Lifetime)
{
    /// <summary>The longest life of a token; what nobody renews, nobody needs.</summary>
    internal static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(366);

    /// <summary>The experiments that it opens; none, and no models either: all.</summary>
    internal IReadOnlyList<long> Experiments { get; init; } = [];

    /// <summary>The names of the registered models that it opens.</summary>
    internal IReadOnlyList<string> Models { get; init; } = [];
}
