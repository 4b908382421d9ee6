namespace Cambium.Learn;

/// <summary>
/// A node as rows are led by it: 16 bytes. A row goes to <see cref="Next"/> or the node after it; in a leaf <see cref="Next"/> is the place of the answer.
/// </summary>
readonly record struct ForestNode
{
    const int LeafFlag = 1 << 31;
    const int MissingLeftFlag = 1 << 30;
    const int CategoryFlag = 1 << 29;
    const int FeatureMask = CategoryFlag - 1;

    readonly int _question;

    ForestNode(int question, int next, double threshold)
    {
        _question = question;
        Next = next;
        Threshold = threshold;
    }

    internal int Next { get; }

    /// <summary>For a number: values up to this go left. For a category: where the bits of its levels begin.</summary>
    internal double Threshold { get; }

    internal int Feature => _question & FeatureMask;

    internal bool IsLeaf => _question < 0;

    /// <summary>−1 for a leaf, else 0.</summary>
    internal int LeafMask => _question >> 31;

    internal bool MissingLeft => (_question & MissingLeftFlag) != 0;

    internal bool IsCategory => (_question & CategoryFlag) != 0;

    internal static ForestNode Leaf(int answer) => new(LeafFlag, answer, 0);

    internal static ForestNode Question(int feature, bool isCategory, bool missingLeft, double threshold, int left) =>
        new(feature | (isCategory ? CategoryFlag : 0) | (missingLeft ? MissingLeftFlag : 0), left, threshold);
}
