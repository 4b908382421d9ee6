namespace Cambium.Learn;

/// <summary>What a split of a node must keep to; all in the whole units of <see cref="GradientScale"/>.</summary>
/// <param name="Node">The sums of the node's rows.</param>
/// <param name="L1">α, the penalty on the sizes of values.</param>
/// <param name="L2">λ, the penalty on their squares.</param>
/// <param name="MinRows">Fewest rows on either side.</param>
/// <param name="MinHessian">Least hessian on either side.</param>
/// <param name="Bounds">What both sides' values must lie between.</param>
/// <param name="Direction">1 where the right side's value may not be below the left's, -1 where not above, else 0.</param>
readonly record struct SplitLimits(GradientSums Node, double L1, double L2, double MinRows, double MinHessian, ValueBounds Bounds, int Direction)
{
    /// <summary>Whether values are free and only their squares cost.</summary>
    internal bool IsPlain => L1 == 0 && Direction == 0 && Bounds.AreNone;
}
