namespace Cambium.Cli;

/// <summary>Says when a model is too good to be true, because one column gives the answer away.</summary>
static class LeakAdvice
{
    /// <summary>A score from which on a single column that carries it is worth a question: real tables seldom allow it.</summary>
    const double SuspiciousClasses = 0.95;

    /// <summary>The same for R², which good models of numbers bring closer to 1.</summary>
    const double SuspiciousNumbers = 0.985;

    /// <summary>The share of what was learned that is lost with that column.</summary>
    const double Carries = 0.85;

    /// <summary>The advice, or null where nothing is suspicious.</summary>
    internal static string? Of(Judgement judgement, string? target)
    {
        if (judgement is not { Baseline: { } baseline, Explanation: { } explanation })
        {
            return null;
        }

        var chance = baseline[explanation.Score];
        var least = explanation.Score == "r2" ? SuspiciousNumbers : SuspiciousClasses;
        return explanation.Importances.Count > 1 && explanation.Baseline >= least && explanation.Importances[0] is var first && first.Drop >= Carries * (explanation.Baseline - chance)
            ? $"Nearly all of that rests on '{first.Column}'. If it is not known before '{target}' is, it gives the answer away: train again with --drop {ShellWord.Of(first.Column)}."
            : null;
    }
}
