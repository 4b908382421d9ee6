using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>A point of a curve, whatever it goes by.</summary>
/// <param name="At">The number of rows, or the value of the setting.</param>
/// <param name="Train">Each figure on the rows learned from.</param>
/// <param name="Test">Each figure on the rows left out.</param>
sealed record CurveLine(string At, IReadOnlyList<FoldScore> Train, IReadOnlyList<FoldScore> Test)
{
    /// <summary>A figure on the rows learned from and left out.</summary>
    internal (FoldScore Train, FoldScore Test) Of(string score) => (Train.First(own => own.Name == score), Test.First(own => own.Name == score));
}
