namespace Cambium.Learn;

/// <summary>A single answer in words: what the model says, what is true, and what moved the answer most.</summary>
static class CaseSentence
{
    const int Named = 3;

    /// <summary>What a model says of a row: "The model says 0.871 for 'yes', and its answer is 'yes'; the table has 'no'."</summary>
    /// <param name="target">The column that it predicts; empty where it has none.</param>
    /// <param name="label">The class that it names; null for a number.</param>
    /// <param name="told">The class that is told of; null for a number.</param>
    /// <param name="value">The probability of that class, or the number.</param>
    /// <param name="truth">What is true; null where nobody knows.</param>
    internal static string Says(string target, string? label, string? told, double value, string? truth)
    {
        var number = ReportNumbers.Of(value);
        var says = told is not null ? $"The model says {number} for '{told}'{(label is null ? "" : label == told ? $", and its answer is '{told}'" : $", so its answer is '{label}'")}"
            : target.Length > 0 ? $"The model says {number} for {target}"
            : $"The model gives it the score {number}";
        return truth is null ? $"{says}." : $"{says}; the table has {(told is null ? truth : $"'{truth}'")}.";
    }

    /// <summary>What moved an answer, up and down: "Most towards 'yes': debt = 0.61 (+0.9); most away from it: income = 5,200 (−0.2)."</summary>
    /// <param name="contributions">The largest first.</param>
    /// <param name="towards">The class whose score is explained; null for numbers.</param>
    internal static string Movers(IReadOnlyList<Contribution> contributions, string? towards)
    {
        var (up, down) = (Side(contributions, isUp: true), Side(contributions, isUp: false));
        var (upWord, downWord) = towards is null ? ("upwards", "downwards") : ($"towards '{towards}'", up.Length > 0 ? "away from it" : $"away from '{towards}'");
        return (up.Length, down.Length) switch
        {
            (0, 0) => "No column moved the answer.",
            (_, 0) => $"Moved {upWord} by {up}.",
            (0, _) => $"Moved {downWord} by {down}.",
            _ => $"Moved {upWord} by {up}; {downWord} by {down}.",
        };
    }

    static string Side(IReadOnlyList<Contribution> contributions, bool isUp)
    {
        // What is under a tenth of the largest is left to the figures.
        var least = contributions.Count == 0 ? 0 : Math.Abs(contributions[0].Amount) / 10;
        var named = contributions.Where(own => own.Amount != 0 && own.Amount > 0 == isUp && Math.Abs(own.Amount) >= least).Take(Named);
        return ReportNumbers.List([.. named.Select(own => $"{own.Column} = {own.Value} ({ReportNumbers.Signed(own.Amount)})")]);
    }
}
