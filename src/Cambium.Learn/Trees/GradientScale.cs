namespace Cambium.Learn;

/// <summary>What one unit of the whole-number gradients and hessians of a tree is worth.</summary>
/// <param name="Gradient">Above 0; 0 where every gradient is.</param>
/// <param name="Hessian">Above 0; 0 where every hessian is.</param>
readonly record struct GradientScale(double Gradient, double Hessian)
{
    /// <summary>Whether there is anything to learn.</summary>
    internal bool IsUsable => double.IsNormal(Gradient) && double.IsNormal(Hessian);

    /// <summary>What a gain in whole units takes off the loss.</summary>
    internal double Gain(double wholeGain) => 0.5 * wholeGain * (Gradient * Gradient / Hessian);
}
