using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What can be told of a model by its SHAP values without making anybody wait.</summary>
static class QuickSample
{
    /// <summary>Fewer rows tell little.</summary>
    const int LeastRows = 50;

    /// <summary>Steps of SHAP values in all, nodes × half the columns on a path × rows: some 0.3 s.</summary>
    const double MostWork = 4e8;

    /// <summary>Steps of interaction values in all: some 0.2 s.</summary>
    const double MostPairWork = 5e7;

    /// <summary>Rows that curves are averaged over.</summary>
    const int CurveRows = 200;

    /// <summary>The sample and the curves of a model with exact SHAP values; null for others, and where the rows that fit the time are fewer than 50.</summary>
    internal static (ExplainedSample Sample, AnswerCurves? Curves)? Of(Model model, Table rows, ExplainedSampleOptions options)
    {
        if (model is not (ClassifierModel or RegressorModel or OutlierDetectorModel) || !model.HasShap || model.ShapInside is not { } inside)
        {
            return null;
        }

        var used = (int)Math.Min(MostWork / Math.Max(inside.ValueWork, 1), options.UsedRows);
        if (used < Math.Min(LeastRows, rows.RowCount))
        {
            return null;
        }

        var sample = ExplainedSample.Of(model, rows, options with { UsedRows = used, MostPairWork = MostPairWork });
        return (sample, Curves(model, rows, sample, options, Math.Min(CurveRows, used)));
    }

    /// <summary>The curves of the columns that count most.</summary>
    internal static AnswerCurves Curves(Model model, Table rows, ExplainedSample sample, ExplainedSampleOptions options, int usedRows) =>
        AnswerCurves.Of(model, rows, [.. sample.Columns.Select(column => column.Name)], new AnswerCurvesOptions
        {
            UsedRows = usedRows,
            Classes = sample.Outputs[0].Class is null ? [] : sample.Outputs.Select(output => output.Class!).ToEquatableArray(), // a classifier's outputs have one each
            Seed = options.Seed,
            MaxThreads = options.MaxThreads,
            CancellationToken = options.CancellationToken,
        });
}
