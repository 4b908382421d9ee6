using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Where a model that was just trained does worst on the rows held out, kept for its run's slices page where that is found in a moment.</summary>
static class HeldOutSlices
{
    /// <summary>Of more columns pairs take longer than a moment.</summary>
    const int MostColumns = 60;

    /// <summary>A budget that has less left is not spent on it.</summary>
    static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>Keeps them.</summary>
    /// <param name="run">The run of the training.</param>
    /// <param name="model">The model.</param>
    /// <param name="heldOut">Rows that it was not fitted on.</param>
    /// <param name="drawn">The seed that rows are drawn with, and when to stop.</param>
    /// <param name="left">The time that is left; null: as long as it takes.</param>
    internal static void Log(Run run, Model model, Table heldOut, ExplainOptions drawn, Func<TimeSpan>? left = null)
    {
        if ((left is null || left() >= Least) && Of(model, heldOut, drawn) is { } found)
        {
            run.Log(found);
        }
    }

    /// <summary>The slices of up to two conditions of <see cref="Judgement.ExplainedRows"/> rows at most; null for a model without a target, of more than 60 columns, or where the rows make no slices.</summary>
    static WeakSpotFindings? Of(Model model, Table heldOut, ExplainOptions drawn)
    {
        var options = new WeakSpotOptions { Depth = 2, CancellationToken = drawn.CancellationToken };
        if (model is not (ClassifierModel or RegressorModel) || model.Input.Fields.Count > MostColumns || heldOut.RowCount < 2 * options.MinRows)
        {
            return null;
        }

        try
        {
            return new WeakSpotFindings(WeakSpots.Find(model, Judgement.Sample(heldOut, Judgement.ExplainedRows, drawn.Seed), options)) { Data = "held out when it was trained" };
        }
        catch (TableException)
        {
            // The rows were judged well: none of the columns makes slices.
            return null;
        }
    }
}
