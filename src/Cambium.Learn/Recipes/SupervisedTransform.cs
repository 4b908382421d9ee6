using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// A step that learns from the target too, such as <c>TargetEncode</c>. In a pipeline it sees the training rows alone; what it makes of
/// them for the learner may differ from what it makes of new rows, so that no row's own target is in its features.
/// </summary>
public abstract record SupervisedTransform : Transform
{
    private protected SupervisedTransform()
    {
    }

    /// <summary>Refuses: there is no target among features.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    public sealed override TransformModel Fit(Table features, FitOptions options = default) => FitOn(new StepRows(features, Target: null, Weight: null), options).Model;

    /// <summary>Learns from features and target.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Weight, threads, progress, cancellation; validation rows are ignored.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    public TransformModel Fit(Table train, string target, FitOptions options = default) => FitOn(PipelineSteps.RowsOf(train, target, options.Weight), options).Model;

    /// <summary>The training rows as the step leaves them for the learner, target and weight included, at their end.</summary>
    /// <inheritdoc cref="Fit(Table, string, FitOptions)"/>
    public Table FitTransform(Table train, string target, FitOptions options = default) =>
        PipelineSteps.Beside(FitOn(PipelineSteps.RowsOf(train, target, options.Weight), options).Rows);

    internal sealed override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, FitOptions options)
    {
        if (rows.Target is null)
        {
            throw new ArgumentException(
                $"{GetType().Name} learns from the target, but there is none here. Put the step into a pipeline that ends in a classifier or a regressor, or call Fit with the name of the target.",
                nameof(rows));
        }

        return FitOn(rows, rows.Target, options);
    }

    /// <summary>Learns, and changes the training rows for the learner.</summary>
    private protected abstract (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options);
}
