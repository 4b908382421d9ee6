using Cambium.Data;
using Cambium.Learn;
using Cambium.Numerics;

namespace Cambium.Cli;

/// <summary>What the held-out rows say about a model.</summary>
/// <param name="Report">How well it does.</param>
/// <param name="Baseline">How well a model does that looks at no feature; null where there is no target to guess.</param>
/// <param name="Explanation">Which columns its quality rests on.</param>
sealed record Judgement(Report Report, Report? Baseline, Explanation Explanation)
{
    /// <summary>The most rows that importances are computed from; more would take long and change little.</summary>
    internal const int ExplainedRows = 10_000;

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="baseline">The baseline, fitted on the same rows; null where there is no target.</param>
    /// <param name="heldOut">Rows that neither was fitted on.</param>
    /// <param name="explain">Seed, progress, cancellation.</param>
    internal static Judgement Of(Model model, Model? baseline, Table heldOut, ExplainOptions explain) =>
        new(model.Evaluate(heldOut), baseline?.Evaluate(heldOut), model.Explain(Sample(heldOut, explain.Seed), explain));

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
