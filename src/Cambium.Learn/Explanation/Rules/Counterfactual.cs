using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A change of a row that the model answers otherwise.</summary>
/// <param name="Changes">What changes, in the order of the model's columns.</param>
/// <param name="Distance">The sum of the changes: of a number in median absolute deviations of the background, of a category or truth 1.</param>
/// <param name="Answer">The probability of the wanted class after it, or the number that is answered.</param>
public sealed record Counterfactual(EquatableArray<CounterfactualChange> Changes, double Distance, double Answer);
