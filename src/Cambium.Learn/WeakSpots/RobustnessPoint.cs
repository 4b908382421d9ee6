namespace Cambium.Learn;

/// <summary>How good a model is at one level of damage.</summary>
/// <param name="Level">Standard deviations of noise, or the share of values.</param>
/// <param name="Score">The mean score over the repeats.</param>
/// <param name="Interval">The 95 % interval of that mean, by the t distribution over the repeats: how far other random numbers might move it on these rows.</param>
/// <param name="Loss">How much worse the mean is than the score without damage; below 0 where it is better.</param>
public sealed record RobustnessPoint(double Level, double Score, Interval Interval, double Loss);
