using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One column of a <see cref="FeatureMatrix"/>.</summary>
/// <param name="Name">The table column that it comes from.</param>
/// <param name="Kind">How a learner may read it.</param>
/// <param name="Levels">The levels known at training, in the order of their codes; empty for numbers.</param>
sealed record Feature(string Name, FeatureKind Kind, EquatableArray<string> Levels)
{
    /// <summary>Whether its numbers are moments, as days since 1970-01-01: a column of numbers does not stand for one, nor it for a column of numbers.</summary>
    internal bool IsMoment { get; init; }

    /// <summary>How many numbers it is in each row: 1, but for a sparse column the width of its vectors.</summary>
    internal int Width { get; init; } = 1;

    /// <summary>What the places of a sparse column's vectors are called; empty where they have no names.</summary>
    internal EquatableArray<string> Places { get; init; }
}
