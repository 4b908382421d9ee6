namespace Cambium.Tracking;

/// <summary>A registered model as a store keeps it. Times are milliseconds since 1970 UTC.</summary>
/// <param name="Name">Its name, unique.</param>
/// <param name="Description">What people wrote of it; may be empty.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it or one of its versions was changed last.</param>
/// <param name="LatestVersions">The greatest version of each stage.</param>
/// <param name="Tags">Its tags, by key.</param>
/// <param name="Aliases">Its aliases and the versions that they point at.</param>
sealed record ModelRecord(
    string Name,
    string? Description,
    long Created,
    long Updated,
    IReadOnlyList<VersionRecord> LatestVersions,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    IReadOnlyList<KeyValuePair<string, int>> Aliases);
