namespace Cambium.Learn;

/// <summary>How exact trees are grown; <see cref="DecisionTreeClassifier"/> says what each setting means.</summary>
readonly record struct GrowthSettings
{
    internal required SplitCriterion Criterion { get; init; }

    /// <summary>0 for no limit.</summary>
    internal int MaxDepth { get; init; }

    /// <summary>0 for no limit; otherwise trees grow best first.</summary>
    internal int MaxLeaves { get; init; }

    internal required int MinRowsPerLeaf { get; init; }

    internal required int MinRowsToSplit { get; init; }

    internal double MinImpurityDecrease { get; init; }

    /// <summary>Features drawn for a node, from 1 to p.</summary>
    internal required int FeaturesPerSplit { get; init; }

    /// <summary>Whether one border is drawn for a feature instead of the best one found.</summary>
    internal bool RandomBorders { get; init; }

    /// <summary>The number of features that a setting asks for: itself, at most p; 0 means the usual number for the learner.</summary>
    internal static int Features(int setting, int usual, int features) => Math.Clamp(setting == 0 ? usual : setting, 1, features);
}
