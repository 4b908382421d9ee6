using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving;

/// <summary>Computes the SHAP values of a request's rows, so many as one request may ask for.</summary>
static class ExplainedRows
{
    /// <summary>Refuses rows whose explanation would take too long or too much memory, before anything is computed.</summary>
    /// <exception cref="RequestException">There are too many.</exception>
    internal static void Check(Model model, Table rows)
    {
        if (rows.RowCount > RequestLimits.MaxExplainedRows)
        {
            throw new RequestException(
                $"The request cannot be answered: it has {rows.RowCount} rows to explain, at most {RequestLimits.MaxExplainedRows} are taken. Send fewer rows at a time, or leave 'explain' out.");
        }

        var outputs = model is ClassifierModel { Classes.Count: > 2 } classifier ? classifier.Classes.Count : 1;
        if ((long)rows.RowCount * outputs * model.Input.Fields.Count > RequestLimits.MaxCells)
        {
            throw new RequestException(
                $"The request cannot be answered: its explanation has over {RequestLimits.MaxCells} values, one for each row, class and column. Send fewer rows at a time, or leave 'explain' out.");
        }
    }

    /// <summary>The values.</summary>
    /// <exception cref="RequestException">The model is of a kind that cannot be explained so.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the answer any more.</exception>
    internal static ShapValues Of(Model model, Table rows, CancellationToken cancellationToken)
    {
        try
        {
            // One thread: a row or a few take it less time than others would take to begin, and other requests are waiting.
            return model.Shap(rows, new ShapOptions { MaxThreads = 1, CancellationToken = cancellationToken });
        }
        catch (ArgumentException e)
        {
            throw new RequestException($"The request cannot be answered with an explanation: {Reason(e)}. Leave 'explain' out to have the prediction alone; the tool explains any model: cambium explain.", e);
        }
    }

    /// <summary>What stands in the way; what a C# program would do about it, the sentences after the first, a request cannot.</summary>
    static string Reason(ArgumentException e) => e.Message.Split(". ")[0].TrimEnd('.');
}
