using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A step of a pipeline, or its learner, as a drawing has it.</summary>
public sealed record OutlineStep
{
    /// <summary>Its kind, such as "one-hot".</summary>
    public required string Kind { get; init; }

    /// <summary>The settings that are not at their defaults; recipes within it are branches instead.</summary>
    public EquatableArray<OutlineSetting> Settings { get; init; } = [];

    /// <summary>Whether it is a learner; else it changes columns.</summary>
    public bool IsLearner { get; init; }

    /// <summary>The columns that it changes or makes others of; empty where that is not known.</summary>
    public EquatableArray<string> Reads { get; init; } = [];

    /// <summary>The columns that it takes away without making others of them; empty where that is not known.</summary>
    public EquatableArray<string> Drops { get; init; } = [];

    /// <summary>The columns that come out of it changed or new; empty where that is not known.</summary>
    public EquatableArray<string> Makes { get; init; } = [];

    /// <summary>The features that there are behind it, a sparse column counting as many as it is wide; 0: not known.</summary>
    public int Features { get; init; }

    /// <summary>What it is made of, side by side; their columns are joined, or their answers.</summary>
    public EquatableArray<OutlineBranch> Branches { get; init; } = [];
}
