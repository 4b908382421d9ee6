using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// What a model answers to rows where some columns come in another order. A pipeline's steps are done once where they work row by row and column by column, and trees that do not ask about the
/// shuffled columns are not asked again.
/// </summary>
abstract class ShuffledAnswers
{
    /// <summary>The answers where the columns come in orders of the rows; for columns that no answer rests on, null.</summary>
    internal abstract Func<int[], double[]>? For(EquatableArray<string> columns);

    /// <summary>Prepares a model's answers.</summary>
    /// <param name="model">The model, or the one at the end of a pipeline.</param>
    /// <param name="rows">The rows as it reads them.</param>
    /// <param name="ask">What asks it.</param>
    internal static ShuffledAnswers Of(Model model, Table rows, Func<Table, double[]> ask)
    {
        if (model is ClassifierModel { DecidesByRow: true })
        {
            // What a row is called is not told by the probabilities of a part of the model.
            return new ShuffledTable(rows, ask);
        }

        var (steps, last) = PipelineParts.Of(model);
        if (last is not null && Array.TrueForAll(steps, PipelineParts.IsRowByRow))
        {
            var fitting = ColumnFit.Fit(rows, model.Input.Fields);
            return new ShuffledBehindSteps(model, Of(last, PipelineSteps.Apply(steps, fitting), LastAsk(last, ask)), new ShuffledTable(rows, ask));
        }

        return ScoredTrees.Of(model) is { } trees ? new ShuffledTrees(trees, rows) : new ShuffledTable(rows, ask);
    }

    static Func<Table, double[]> LastAsk(Model last, Func<Table, double[]> ask) => last switch
    {
        RegressorModel regressor => regressor.PredictValues,
        ClassifierModel classifier => classifier.PredictProbabilities,
        OutlierDetectorModel detector => detector.PredictScores,
        _ => ask,
    };
}
