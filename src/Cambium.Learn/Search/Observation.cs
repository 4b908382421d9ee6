namespace Cambium.Learn;

/// <summary>A trial as samplers and schedulers see it.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Point">Where it is in the space; NaN in dimensions that do not exist there.</param>
/// <param name="Losses">What is minimised, one a metric; infinite where it failed.</param>
/// <param name="IsWhole">Whether it went to its end.</param>
/// <param name="Resource">The share of rows, folds or a setting that it was given.</param>
/// <param name="FoldLosses">The mean loss of the first metric after each fold.</param>
sealed record Observation(int Number, double[] Point, double[] Losses, bool IsWhole, double Resource, double[] FoldLosses)
{
    /// <summary>By the first loss, trials that were stopped behind those that were not, and the earlier of equals first.</summary>
    internal static readonly Comparer<Observation> BestFirst = Comparer<Observation>.Create((one, other) =>
    {
        var stopped = other.IsWhole.CompareTo(one.IsWhole);
        var loss = stopped != 0 ? stopped : one.Losses[0].CompareTo(other.Losses[0]);
        return loss != 0 ? loss : one.Number.CompareTo(other.Number);
    });
}
