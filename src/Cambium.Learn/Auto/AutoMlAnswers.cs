namespace Cambium.Learn;

/// <summary>What a candidate answers on rows that it did not learn from.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Rounds">Its numbers each time that rows were dealt out: probabilities, n × k and row-major, or values; NaN in rows that no fold judged by.</param>
sealed record AutoMlAnswers(AutoMlCandidate Candidate, double[][] Rounds);
