namespace Cambium.Tracking;

/// <summary>A time during which an alias pointed at one version. Times are milliseconds since 1970 UTC.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version.</param>
/// <param name="Began">The event that pointed it there.</param>
/// <param name="Ended">The event that moved it on, or took it, the version or the model away; null where it still points there.</param>
sealed record AliasPeriod(string Alias, int Version, RegistryEvent Began, RegistryEvent? Ended);
