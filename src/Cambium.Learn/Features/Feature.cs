using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One column of a <see cref="FeatureMatrix"/>.</summary>
/// <param name="Name">The table column that it comes from.</param>
/// <param name="Kind">How a learner may read it.</param>
/// <param name="Levels">The levels known at training, in the order of their codes; empty for numbers.</param>
sealed record Feature(string Name, FeatureKind Kind, EquatableArray<string> Levels);
