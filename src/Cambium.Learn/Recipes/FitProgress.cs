namespace Cambium.Learn;

/// <summary>How far a fit has come.</summary>
/// <param name="Stage">What is being done, in a word or two: "trees", "iterations", "fold 2".</param>
/// <param name="Done">Steps done, from 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Steps there will be at most; a fit that converges or stops early ends sooner.</param>
public sealed record FitProgress(string Stage, int Done, int Total)
{
    /// <summary>The mean loss on the training rows after this step, in the learner's own loss. NaN where it was not computed.</summary>
    public double TrainingLoss { get; init; } = double.NaN;

    /// <summary>The mean loss on the validation rows after this step. NaN where there are none.</summary>
    public double ValidationLoss { get; init; } = double.NaN;
}
