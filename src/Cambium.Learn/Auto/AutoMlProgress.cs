namespace Cambium.Learn;

/// <summary>How far <see cref="AutoMl"/> has come.</summary>
/// <param name="Share">The share of the budget, or of the candidates, that is used, from 0 to 1.</param>
/// <param name="Stage">What is under way: "boosted-trees", "final fit".</param>
/// <param name="Candidates">How many candidates have ended.</param>
/// <param name="Best">The best mean of the metric so far; NaN before there is one.</param>
public sealed record AutoMlProgress(double Share, string Stage, int Candidates, double Best)
{
    /// <summary>The candidate that has just ended; null where none did since the last report.</summary>
    public AutoMlCandidate? Ended { get; init; }

    /// <summary>The figure that candidates are ranked by; empty before the first has ended where none was named.</summary>
    public string Metric { get; init; } = "";
}
