namespace Cambium.Tracking;

/// <summary>A named model with its versions.</summary>
/// <param name="Name">Its name, unique.</param>
/// <param name="Created">When it was made (UTC).</param>
/// <param name="Versions">Its versions, the newest first.</param>
public sealed record RegisteredModel(string Name, DateTimeOffset Created, IReadOnlyList<ModelVersion> Versions);
