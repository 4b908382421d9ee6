using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>SHAP values of the rows that a report tells of: of the probability or the number itself, not of log-odds, since people read them.</summary>
static class CaseValues
{
    /// <summary>The judged rows that stand for what is not known of a row.</summary>
    const int BackgroundRows = 100;

    /// <summary>The same where the model is asked about each of them again and again.</summary>
    const int AskedBackgroundRows = 25;

    /// <summary>Coalitions beyond two a column: a few seconds for slow models, and values within some hundredths of the answer's range.</summary>
    const int Coalitions = 256;

    /// <summary>Exact ones for trees and linear models, KernelSHAP for others.</summary>
    internal static ShapValues Of(Model model, Table rows, int[] chosen, ModelReportOptions options) => model.HasShap
        ? model.Shap(rows.Take(chosen), new ShapOptions
        {
            Background = Background(rows, BackgroundRows, options.Seed),
            Output = ShapOutput.Answer,
            MaxThreads = options.MaxThreads,
            CancellationToken = options.CancellationToken,
        })
        : KernelShap.Of(model, rows.Take(chosen), Background(rows, AskedBackgroundRows, options.Seed), new KernelShapOptions
        {
            Coalitions = Coalitions + (2 * model.Input.Fields.Count),
            Seed = options.Seed,
            MaxThreads = options.MaxThreads,
            CancellationToken = options.CancellationToken,
        });

    static Table Background(Table rows, int most, long seed)
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
