namespace Cambium.Learn;

/// <summary>Trees that add up to a model's margins.</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Constants">What the margins are without any tree, one an output.</param>
/// <param name="Asked">The features asked for, rising; each place of a sparse column is one.</param>
/// <param name="HasCovers">Whether the trees know how many training rows came to each leaf.</param>
sealed record ShapTrees(ShapTree[] Trees, double[] Constants, int[] Asked, bool HasCovers);
