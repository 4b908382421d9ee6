using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A point of a learning curve.</summary>
/// <param name="Rows">The rows learned from: the mean over the folds, rounded.</param>
/// <param name="Train">Each figure on the rows learned from, over the folds.</param>
/// <param name="Test">Each figure on the rows left out, over the folds.</param>
public sealed record LearningCurvePoint(int Rows, EquatableArray<FoldScore> Train, EquatableArray<FoldScore> Test);
