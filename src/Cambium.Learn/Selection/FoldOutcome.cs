namespace Cambium.Learn;

/// <summary>What one fold gives.</summary>
/// <param name="Test">The figures on the rows left out.</param>
/// <param name="Train">The figures on the rows learned from; null where they were not asked for.</param>
/// <param name="Model">The model.</param>
/// <param name="Numbers">Its answers on the rows left out: probabilities (n × k, row-major), values or scores of strangeness; empty for clusters.</param>
/// <param name="Calls">The class that each row is called, or 1 for an outlier; empty for other models.</param>
sealed record FoldOutcome(Report Test, Report? Train, Model Model, double[] Numbers, int[] Calls);
