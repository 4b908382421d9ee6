using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The training rows on their way through the steps of a pipeline.</summary>
/// <param name="Features">What a step may change.</param>
/// <param name="Target">The target of the same rows; null where there is none.</param>
/// <param name="Weight">The weight of the same rows; null where every row counts 1.</param>
sealed record StepRows(Table Features, Column? Target, Column? Weight);
