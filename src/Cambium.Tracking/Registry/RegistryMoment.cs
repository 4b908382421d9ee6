namespace Cambium.Tracking;

/// <summary>A registered model as it was at an instant.</summary>
/// <param name="Model">Its name then.</param>
/// <param name="Time">The instant, in milliseconds since 1970 UTC.</param>
/// <param name="Aliases">The version that each alias pointed at, by alias.</param>
/// <param name="Stages">The stage of each version that was there, by version.</param>
sealed record RegistryMoment(string Model, long Time, IReadOnlyDictionary<string, int> Aliases, IReadOnlyDictionary<int, string> Stages);
