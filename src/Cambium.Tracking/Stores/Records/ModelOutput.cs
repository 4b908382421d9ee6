namespace Cambium.Tracking;

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Step">The step that it was made at.</param>
readonly record struct ModelOutput(string ModelId, long Step);
