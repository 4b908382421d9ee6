using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A point of a validation curve.</summary>
/// <param name="Value">The setting's value, as text.</param>
/// <param name="Train">Each figure on the rows learned from, over the folds.</param>
/// <param name="Test">Each figure on the rows left out, over the folds.</param>
public sealed record ValidationCurvePoint(string Value, EquatableArray<FoldScore> Train, EquatableArray<FoldScore> Test);
