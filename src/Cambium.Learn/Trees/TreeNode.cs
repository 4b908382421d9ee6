namespace Cambium.Learn;

/// <summary>A question about one feature of a row. A child is the place of another node, or, where it is below 0, the complement of the place of a leaf.</summary>
readonly record struct TreeNode
{
    /// <summary>For a number: values up to this go left; +∞ where every number does.</summary>
    internal double Threshold { get; init; }

    /// <summary>The feature that is asked for; each place of a sparse column is one.</summary>
    internal int Feature { get; init; }

    /// <summary>Where the bits of the levels that go left begin, for a category; -1 for a number.</summary>
    internal int Levels { get; init; }

    internal int Left { get; init; }

    internal int Right { get; init; }

    /// <summary>Whether a row without a value goes left.</summary>
    internal bool MissingLeft { get; init; }
}
