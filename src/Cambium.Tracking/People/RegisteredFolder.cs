namespace Cambium.Tracking;

/// <summary>A version of a registered model whose files lie in the store.</summary>
/// <param name="ModelId">The model's number, which grants speak of.</param>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="NeedsApproval">Whether an alias of the model is pointed only where other people approve.</param>
sealed record RegisteredFolder(long ModelId, string Model, int Version, bool NeedsApproval);
