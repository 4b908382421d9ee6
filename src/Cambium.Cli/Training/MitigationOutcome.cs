using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>What making a classifier fairer came to, on rows held out.</summary>
/// <param name="Mitigation">What was done.</param>
/// <param name="Base">The model whose recipe was learned anew.</param>
/// <param name="Before">The groups without it.</param>
/// <param name="After">The groups with it.</param>
/// <param name="AccuracyBefore">The share of rows called right without it.</param>
/// <param name="AccuracyAfter">The same with it.</param>
/// <param name="Rows">The rows held out.</param>
sealed record MitigationOutcome(Mitigation Mitigation, ClassifierModel Base, GroupComparison Before, GroupComparison After, double AccuracyBefore, double AccuracyAfter, int Rows)
{
    /// <summary>What the bound is held against.</summary>
    internal Score Reached => Mitigation.Reached(After);

    /// <summary>Whether the rows held out are within the bound; null where the figure is not defined on them.</summary>
    internal bool? IsKept => double.IsNaN(Reached.Value) ? null : Reached.Value <= Mitigation.Bound;

    /// <summary>What changed, what it cost, whether the bound is kept, and what became of the model's own threshold.</summary>
    internal string Sentence => $"{Change} {Bound}{(Threshold is { } threshold ? $" {threshold}" : "")}";

    string Change
    {
        get
        {
            var (figure, lost) = (Mitigation.Figure, AccuracyBefore - AccuracyAfter);
            return $"{figure} goes from {Figure.Score(Before[figure].Value)} to {Figure.Score(After[figure].Value)} (95 % interval {FairnessView.Range(After[figure].Interval)}); " +
                $"accuracy goes from {Figure.Score(AccuracyBefore)} to {Figure.Score(AccuracyAfter)}, {(lost > 0 ? $"a loss of {Figure.Score(lost)}" : "no loss")}, on {Figure.Count(Rows)} rows held out.";
        }
    }

    string Bound
    {
        get
        {
            var (reached, bound) = (Reached, Figure.Score(Mitigation.Bound));
            if (IsKept is not { } kept)
            {
                return $"Whether the bound of {bound} is kept cannot be told: {reached.Name} is not defined on these rows.";
            }

            var what = Mitigation.Constraint == FairConstraint.BoundedError ? $" (the most errors of a group are {Figure.Score(reached.Value)}, 95 % interval {FairnessView.Range(reached.Interval)})" : "";
            return kept
                ? $"The bound of {bound} is kept on these rows{what}{(reached.Interval is { } over && over.High > Mitigation.Bound ? ", though the interval goes beyond it" : "")}."
                : $"The bound of {bound} is not kept on these rows{what}{(reached.Interval is { } under && under.Low <= Mitigation.Bound ? ", though the interval holds it" : "")}.";
        }
    }

    string? Threshold => Base.OwnThreshold is not { } threshold ? null : Mitigation.Method switch
    {
        "thresholds" => $"The model's own threshold of {Figure.Of(threshold)} is dropped: each group has one of its own now.",
        "reject-option" => $"The model's own threshold of {Figure.Of(threshold)} is dropped: rows are called from 0.5 on, and around it by their group.",
        _ => $"The model's own threshold of {Figure.Of(threshold)} was chosen anew by its recipe.",
    };
}
