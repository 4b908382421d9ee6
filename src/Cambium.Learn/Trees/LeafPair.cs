namespace Cambium.Learn;

/// <summary>What splitting a leaf gives.</summary>
/// <param name="Rule">The split as a question about bins.</param>
/// <param name="Left">The left child.</param>
/// <param name="Right">The right child.</param>
sealed record LeafPair(BinRule Rule, GrowingLeaf Left, GrowingLeaf Right);
