namespace Cambium.Learn;

/// <summary>Sums over the rows of a node, in the whole units of <see cref="GradientScale"/>.</summary>
/// <param name="Gradient">Of gradients.</param>
/// <param name="Hessian">Of hessians.</param>
/// <param name="Rows">Of rows.</param>
readonly record struct GradientSums(double Gradient, double Hessian, double Rows)
{
    public static GradientSums operator +(GradientSums a, GradientSums b) => new(a.Gradient + b.Gradient, a.Hessian + b.Hessian, a.Rows + b.Rows);

    public static GradientSums operator -(GradientSums a, GradientSums b) => new(a.Gradient - b.Gradient, a.Hessian - b.Hessian, a.Rows - b.Rows);

    /// <summary>G² / (H + λ): twice what the best constant takes off the loss.</summary>
    internal double Score(double l2) => Gradient * Gradient / (Hessian + l2);
}
