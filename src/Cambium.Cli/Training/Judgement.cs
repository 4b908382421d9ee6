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

    /// <summary>Importances of fewer rows say little.</summary>
    const int FewestExplainedRows = 100;

    /// <summary>The rows that show how long an answer takes.</summary>
    const int TimedRows = 500;

    /// <summary>How much longer than it seems an explanation may take: shuffles are made and scored too.</summary>
    const double Caution = 1.5;

    /// <summary>Judges a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="baseline">The baseline, fitted on the same rows; null where there is no target.</param>
    /// <param name="heldOut">Rows that neither was fitted on.</param>
    /// <param name="explain">Seed, progress, cancellation.</param>
    /// <param name="left">The time that is left to explain it, which decides how many rows the importances come from; null: as long as it takes.</param>
    internal static Judgement Of(Model model, Model? baseline, Table heldOut, ExplainOptions explain, Func<TimeSpan>? left = null)
    {
        var (report, guess) = (model.Evaluate(heldOut), baseline?.Evaluate(heldOut));
        var most = left is null ? ExplainedRows : RowsWithin(model, heldOut, explain, left);
        if (most < FewestExplainedRows && most < heldOut.RowCount)
        {
            return new Judgement(report, guess, null, "the budget leaves no time for it. Give more --budget.");
        }

        try
        {
            return new Judgement(report, guess, model.Explain(Sample(heldOut, most, explain.Seed), explain), null);
        }
        catch (TableException e)
        {
            // The rows themselves were read well: they are judged above.
            return new Judgement(report, guess, null, $"{e.Message} Hold out more with --test, or other rows with --seed.");
        }
    }

    /// <summary>How many rows can be explained in the time that is left: each is asked about once a column and shuffle, and once as it is.</summary>
    static int RowsWithin(Model model, Table heldOut, ExplainOptions explain, Func<TimeSpan> left)
    {
        var rows = Sample(heldOut, TimedRows, explain.Seed);
        var started = TimeProvider.System.GetTimestamp();
        _ = model.Predict(rows);
        var once = TimeProvider.System.GetElapsedTime(started).TotalSeconds / rows.RowCount;
        var asked = (model.Input.Fields.Count * explain.Repeats) + 1;
        return (int)Math.Clamp(left().TotalSeconds / (once * asked * Caution), 0, ExplainedRows);
    }

    /// <summary>At most so many rows, drawn with the seed.</summary>
    internal static Table Sample(Table rows, int most, long seed)
    {
        if (rows.RowCount <= most)
        {
            return rows;
        }

        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        new RandomStream(seed).Shuffle<int>(order);
        return rows.Take(order.AsSpan(0, most));
    }
}
