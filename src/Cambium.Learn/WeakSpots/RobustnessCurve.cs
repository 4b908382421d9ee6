using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a model's score falls with a damage.</summary>
/// <param name="Damage">What is done.</param>
/// <param name="Column">The column that it is done to; empty: all at once.</param>
/// <param name="Points">A point a level, the least first. None where the model refused.</param>
/// <param name="Refusal">Why the model does not answer to rows so damaged; empty where it does.</param>
public sealed record RobustnessCurve(Damage Damage, string Column, EquatableArray<RobustnessPoint> Points, string Refusal);
