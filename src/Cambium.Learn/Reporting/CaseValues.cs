using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>SHAP values of the rows that a report tells of: of the probability or the number itself, not of log-odds, since people read them.</summary>
static class CaseValues
{
    /// <summary>The judged rows that stand for what is not known of a row.</summary>
    const int BackgroundRows = 100;

    /// <summary>Exact ones; null for a model of a kind that has no exact method.</summary>
    internal static ShapValues? Of(Model model, Table rows, int[] chosen, ModelReportOptions options) => model.HasShap
        ? model.Shap(rows.Take(chosen), new ShapOptions
        {
            Background = Background(rows, options.Seed),
            Output = ShapOutput.Answer,
            MaxThreads = options.MaxThreads,
            CancellationToken = options.CancellationToken,
        })
        : null;

    static Table Background(Table rows, long seed)
    {
        if (rows.RowCount <= BackgroundRows)
        {
            return rows;
        }

        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        new RandomStream(seed).Shuffle<int>(order);
        return rows.Take(order.AsSpan(0, BackgroundRows));
    }
}
