namespace Cambium.Learn;

/// <summary>What one classifier gives for fairness.</summary>
/// <param name="Label">What it is: "as it is", "bound 0.05".</param>
/// <param name="Score">How good it is.</param>
/// <param name="ScoreInterval">The 95 % interval of that; null where there is none.</param>
/// <param name="Unfairness">How far groups are apart.</param>
/// <param name="UnfairnessInterval">The 95 % interval of that; null where there is none.</param>
public sealed record TradeOffPoint(string Label, double Score, Interval? ScoreInterval, double Unfairness, Interval? UnfairnessInterval);
