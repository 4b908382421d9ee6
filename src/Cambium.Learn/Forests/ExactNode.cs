namespace Cambium.Learn;

/// <summary>A node of a tree as it was grown: what is known of its rows, and the question asked there, if any.</summary>
readonly record struct ExactNode
{
    /// <summary>The feature that is asked for; -1 in a leaf.</summary>
    internal int Feature { get; init; }

    /// <summary>For a number: values up to this go left; +∞ where every number does.</summary>
    internal double Threshold { get; init; }

    /// <summary>For a category: bits of the levels that go left, 32 a word; null for a number.</summary>
    internal uint[]? LeftLevels { get; init; }

    /// <summary>The place of the left child; the right one follows it. Children come after their parent.</summary>
    internal int Left { get; init; }

    /// <summary>Whether a row without a value goes left.</summary>
    internal bool MissingLeft { get; init; }

    /// <summary>Whether a training row without a value of the feature came here.</summary>
    internal bool SawMissing { get; init; }

    internal double Impurity { get; init; }

    /// <summary>The sum of the weights of its rows.</summary>
    internal double Weight { get; init; }

    internal int Rows { get; init; }

    internal bool IsLeaf => Feature < 0;

    internal ExactNode AsLeaf() => this with { Feature = -1, Threshold = 0, LeftLevels = null, Left = 0, MissingLeft = false, SawMissing = false };
}
