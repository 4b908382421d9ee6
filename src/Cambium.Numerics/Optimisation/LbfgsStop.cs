namespace Cambium.Numerics;

/// <summary>Why <see cref="Lbfgs"/> stopped.</summary>
public enum LbfgsStop
{
    /// <summary>No component of the gradient is above the tolerance.</summary>
    Converged,

    /// <summary>The most iterations were done.</summary>
    MaxIterations,

    /// <summary>No step along the direction lowers the value any more: the rounding of the function hides what is left to gain.</summary>
    NoProgress,

    /// <summary>The value or the gradient at the starting point is not finite.</summary>
    NotFinite,
}
