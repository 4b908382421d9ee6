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

    /// <summary>The best constant within the bounds: −S(G, α) / (H + λ), with S(G, α) the part of G beyond ±α.</summary>
    internal double Value(double l1, double l2, ValueBounds bounds)
    {
        var beyond = Math.Max(Math.Abs(Gradient) - l1, 0);
        return Math.Clamp(-Math.CopySign(beyond, Gradient) / (Hessian + l2), bounds.Low, bounds.High);
    }

    /// <summary>Twice what that constant takes off the loss.</summary>
    internal double Score(double l1, double l2, ValueBounds bounds)
    {
        var value = Value(l1, l2, bounds);
        return -((2 * Gradient * value) + ((Hessian + l2) * value * value) + (2 * l1 * Math.Abs(value)));
    }
}
