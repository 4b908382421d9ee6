using Cambium.Data;

namespace Cambium.Learn;

/// <summary>SHAP values of the rows that a report tells of.</summary>
static class CaseValues
{
    /// <summary>Exact ones; null for a model of a kind that has no exact method.</summary>
    internal static ShapValues? Of(Model model, Table rows, int[] chosen, ModelReportOptions options)
    {
        try
        {
            return model.Shap(rows.Take(chosen), new ShapOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken });
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
