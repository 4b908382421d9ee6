namespace Cambium.Learn;

/// <summary>How the step of a stochastic gradient method changes with t, the number of rows seen.</summary>
public enum LearningSchedule
{
    /// <summary>The same step η throughout.</summary>
    Constant,

    /// <summary>1 / (α (t₀ + t)), with t₀ chosen so that the first steps suit weights of the size that α allows. Source: L. Bottou, 2010.</summary>
    Optimal,

    /// <summary>η / t^power.</summary>
    InverseScaling,

    /// <summary>η, a fifth of it each time the loss has stopped falling.</summary>
    Adaptive,
}
