namespace Cambium.Tracking;

/// <summary>An experiment as a store keeps it.</summary>
/// <param name="Id">Its number, from 0.</param>
/// <param name="Name">Its name, unique among deleted ones too.</param>
/// <param name="ArtifactLocation">The URI below which the artifacts of its runs lie.</param>
/// <param name="Created">When it was made, in milliseconds since 1970 UTC.</param>
/// <param name="Updated">When it was made, renamed, deleted or restored last, in milliseconds since 1970 UTC.</param>
/// <param name="IsDeleted">Whether it is deleted, and can be restored.</param>
/// <param name="Tags">Its tags, by key.</param>
sealed record ExperimentRecord(
    long Id,
    string Name,
    string ArtifactLocation,
    long Created,
    long Updated,
    bool IsDeleted,
    IReadOnlyList<KeyValuePair<string, string>> Tags);
