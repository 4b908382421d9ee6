namespace Cambium.Numerics;

/// <summary>When <see cref="Lbfgs"/> stops, and what it is helped by.</summary>
public sealed record LbfgsOptions
{
    /// <summary>Stop where no component of the gradient is larger than this. Default 1e-6. Range [0, ∞).</summary>
    public double Tolerance { get; init => field = Check.AtLeast(value, 0.0); } = 1e-6;

    /// <summary>Most iterations. Default 1000. Range [0, ∞).</summary>
    public int MaxIterations { get; init => field = Check.AtLeast(value, 0); } = 1000;

    /// <summary>How many of the last steps shape the next direction. Default 10. Range [1, ∞).</summary>
    public int Memory { get; init => field = Check.AtLeast(value, 1); } = 10;

    /// <summary>
    /// An approximation of the inverse Hessian that every direction starts from; it may be another after each iteration. Null, the default: a multiple of
    /// the identity.
    /// </summary>
    public LbfgsPreconditioner? Preconditioner { get; init; }

    /// <summary>
    /// Told after every iteration, when the point holds where it has come: its number from 1 on, the value, the largest component of the gradient. Null:
    /// nobody.
    /// </summary>
    public Action<int, double, double>? Progress { get; init; }

    /// <summary>Looked at before every evaluation.</summary>
    public CancellationToken CancellationToken { get; init; }
}
