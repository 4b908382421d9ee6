namespace Cambium.Learn;

/// <summary>
/// Minimise ½ Σᵢⱼ βᵢ βⱼ K(xᵢ, xⱼ) − Σ targetᵢ βᵢ + ε Σ |βᵢ| over lowerᵢ ≤ βᵢ ≤ upperᵢ, with Σ βᵢ as it is at the start. Classification (target ±1, the
/// range on the target's side of 0, ε = 0), regression (the range −C to C) and the one-class machine (target 0) are all of this form.
/// </summary>
sealed class SmoProblem
{
    /// <summary>n × p, row-major.</summary>
    internal required double[] Rows { get; init; }

    /// <summary>p.</summary>
    internal required int FeatureCount { get; init; }

    /// <summary>The kernel.</summary>
    internal required KernelFunction Kernel { get; init; }

    /// <summary>One number a row.</summary>
    internal required double[] Target { get; init; }

    /// <summary>At most 0, one a row.</summary>
    internal required double[] Lower { get; init; }

    /// <summary>At least 0, one a row.</summary>
    internal required double[] Upper { get; init; }

    /// <summary>ε; at least 0.</summary>
    internal double Epsilon { get; init; }

    /// <summary>Where to start, one number a row; empty: at 0.</summary>
    internal double[] Start { get; init; } = [];

    /// <summary>n.</summary>
    internal int RowCount => Target.Length;
}
