namespace Cambium.Learn;

/// <summary>What boosting gave.</summary>
/// <param name="Ensemble">The trees of the rounds that are kept.</param>
/// <param name="StoppedEarly">Whether the loss on the validation rows ended it.</param>
sealed record BoostedTrees(TreeEnsemble Ensemble, bool StoppedEarly);
