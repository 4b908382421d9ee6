namespace Cambium.Learn;

/// <summary>A node of a tree of any model, as <see cref="ShapTree"/> takes it.</summary>
readonly record struct ShapNode
{
    /// <summary>Whether it answers instead of asking.</summary>
    internal bool IsLeaf { get; init; }

    /// <summary>The place of the feature among those asked for.</summary>
    internal int Feature { get; init; }

    /// <summary>For a number: values up to this go left.</summary>
    internal double Threshold { get; init; }

    /// <summary>Where the bits of the levels that go left begin, for a category; -1 for a number.</summary>
    internal int Levels { get; init; }

    /// <summary>Whether a row without a value goes left.</summary>
    internal bool MissingLeft { get; init; }

    internal int Left { get; init; }

    internal int Right { get; init; }

    /// <summary>The place of a leaf's answer.</summary>
    internal int Answer { get; init; }

    /// <summary>The weight of the training rows in a leaf; 0 where it is not known.</summary>
    internal double Cover { get; init; }
}
