namespace Cambium.Learn;

/// <summary>One step of taking a tree back to its root, question by question, the least useful first.</summary>
/// <param name="Alpha">The penalty on a leaf from which on the smaller tree is the better one; 0 for the whole tree.</param>
/// <param name="Impurity">The leaves' mean impurity after the step, weighted by their rows' weights.</param>
/// <param name="Leaves">The number of leaves after the step.</param>
public readonly record struct PruningStep(double Alpha, double Impurity, int Leaves);
