using Cambium.Data;
using Cambium.Learn;
using Cambium.Numerics;

namespace Cambium.Cli;

/// <summary>What the held-out rows say about a model.</summary>
/// <param name="Report">How well it does.</param>
/// <param name="Baseline">How well a model does that looks at no feature; null where there is no target to guess.</param>
/// <param name="Explanation">Which columns its quality rests on; null where the score that tells is not defined on these rows.</param>
/// <param name="Undefined">Why it is not defined; null where it is.</param>
sealed record Judgement(Report Report, Report? Baseline, Explanation? Explanation, string? Undefined)
{
    /// <summary>The most rows that importances are computed from; more would take long and change little.</summary>
    internal const int ExplainedRows = 10_000;

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="baseline">The baseline, fitted on the same rows; null where there is no target.</param>
    /// <param name="heldOut">Rows that neither was fitted on.</param>
    /// <param name="explain">Seed, progress, cancellation.</param>
    internal static Judgement Of(Model model, Model? baseline, Table heldOut, ExplainOptions explain)
    {
        var (report, guess) = (model.Evaluate(heldOut), baseline?.Evaluate(heldOut));
        try
        {
            return new Judgement(report, guess, model.Explain(Sample(heldOut, explain.Seed), explain), null);
        }
        catch (TableException e)
        {
            // The rows themselves were read well: they are judged above.
            return new Judgement(report, guess, null, e.Message);
        }
    }

    static Table Sample(Table rows, long seed)
    {
        if (rows.RowCount <= ExplainedRows)
        {
            return rows;
        }

        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        new RandomStream(seed).Shuffle<int>(order);
        return rows.Take(order.AsSpan(0, ExplainedRows));
    }
}
