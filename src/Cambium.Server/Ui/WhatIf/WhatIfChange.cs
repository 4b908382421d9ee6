using Cambium.Data;

namespace Cambium.Server;

/// <summary>How the answer to a row differs from that to the row at the start.</summary>
/// <param name="Start">The answer at the start.</param>
/// <param name="Now">The answer now.</param>
/// <param name="Changed">The columns that were changed.</param>
public sealed record WhatIfChange(WhatIfAnswer Start, WhatIfAnswer Now, IReadOnlyList<string> Changed)
{
    /// <summary>Columns of a waterfall that stand alone.</summary>
    const int MostSteps = 12;

    /// <summary>Changed columns that a sentence names.</summary>
    const int MostNames = 3;

    /// <summary>What the answers are told by: of two classes the probability of the second, of more that of the class that is answered now.</summary>
    internal string Told(string target) => Now.Towards is { } name ? $"probability of {name}" : target.Length > 0 ? target : "answer";

    double Before => Now.Towards is { } name ? Start.ProbabilityOf(name) : Start.Number ?? double.NaN;

    /// <summary>"probability of yes: 0.12 → 0.31; mostly by payment_to_income."</summary>
    internal string Words(string target)
    {
        if (Changed.Count == 0)
        {
            return $"{Told(target)}: {ScoreOf(Now)}. Nothing is changed yet.";
        }

        var by = By();
        var decision = Now.Prediction != Start.Prediction && Now.Towards is not null ? $". The answer turns from '{Start.Prediction}' to '{Now.Prediction}'" : "";
        var (before, now) = double.IsNaN(Now.Score) ? (Start.Prediction, Now.Prediction) : (Numbers.Significant(Before), Numbers.Significant(Now.Score));
        return before == now ? $"{Told(target)}: {now} as before{decision}." : $"{Told(target)}: {before} → {now}{by}{decision}.";
    }

    /// <summary>From the base value to the answer: the columns that move it most now or at the start, the others together.</summary>
    internal IReadOnlyList<WhatIfStep> Steps()
    {
        if (Now.Shap is not { } shap)
        {
            return [];
        }

        var (now, start) = (shap.Of(0, Now.Output).ToArray(), AtStart());
        var order = Enumerable.Range(0, now.Length).OrderByDescending(column => Math.Max(Math.Abs(now[column]), Math.Abs(start[column]))).ThenBy(column => column).ToArray();
        // A rest of one column is no shorter than the column.
        var alone = order.Length == MostSteps + 1 ? order.Length : Math.Min(MostSteps, order.Length);
        var at = shap.BaseValues[Now.Output];
        var steps = new List<WhatIfStep>();
        foreach (var column in order.Take(alone))
        {
            var name = shap.Columns[column];
            steps.Add(new WhatIfStep(name, ValueOf(Now.Row[name]), now[column], start[column], at, Changed.Contains(name)));
            at += now[column];
        }

        if (order.Length > alone)
        {
            var rest = order.Skip(alone).ToArray();
            steps.Add(new WhatIfStep(Numbers.Count(rest.Length, "other column"), "", rest.Sum(column => now[column]), rest.Sum(column => start[column]), at, false));
        }

        return steps;
    }

    /// <summary>What made the change. A column that nobody changed can have the part that moved most: what it does depends on those that were.</summary>
    string By()
    {
        if (Mover() is not { } mover)
        {
            return "";
        }

        return Changed.Contains(mover) ? $"; mostly by {mover}" : $"; mostly through {mover}, with which {ChangedNames()} {(Changed.Count == 1 ? "acts" : "act")} together";
    }

    string ChangedNames() =>
        Changed.Count == 1 ? Changed[0]
        : Changed.Count <= MostNames ? $"{string.Join(", ", Changed.SkipLast(1))} and {Changed[^1]}"
        : $"{string.Join(", ", Changed.Take(MostNames))} and {Numbers.Count(Changed.Count - MostNames, "other column")}";

    /// <summary>The column whose part in the answer changed most in the direction of the change; without such parts, the only column that was changed.</summary>
    string? Mover()
    {
        if (Now.Shap is not { } shap || Start.Shap is null)
        {
            return Changed.Count == 1 ? Changed[0] : null;
        }

        var (now, start) = (shap.Of(0, Now.Output).ToArray(), AtStart());
        var up = shap.Answers[Now.Output] >= Start.Shap.Answers[Now.Output] ? 1 : -1;
        var most = Enumerable.Range(0, now.Length).MaxBy(column => up * (now[column] - start[column]));
        return now.Length > 0 && up * (now[most] - start[most]) > 0 ? shap.Columns[most] : null;
    }

    double[] AtStart() => Start.Shap is { } shap ? shap.Of(0, Now.Output).ToArray() : new double[Now.Shap?.Columns.Count ?? 0];

    static string ScoreOf(WhatIfAnswer answer) => double.IsNaN(answer.Score) ? answer.Prediction : Numbers.Significant(answer.Score);

    static string ValueOf(Column column) => column.IsMissing(0) ? "missing" : column is Column<double> numbers ? Numbers.Significant(numbers.Values[0]) : column.Format(0);
}
