using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// A step before a learner: learns from the features of the training rows how to change columns, then changes those of any rows the same
/// way. It never sees the target; a step that must is a <see cref="SupervisedTransform"/>.
/// </summary>
public abstract record Transform
{
    private protected Transform()
    {
    }

    /// <summary>Learns from the features.</summary>
    /// <param name="features">The training rows without target and weight.</param>
    /// <param name="options">Threads, progress, cancellation; weights and validation rows are ignored.</param>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    public abstract TransformModel Fit(Table features, FitOptions options = default);

    /// <summary>Learns from training rows on their way through a pipeline, and changes them for what comes next.</summary>
    internal virtual (TransformModel Model, StepRows Rows) FitOn(StepRows rows, FitOptions options)
    {
        var model = Fit(rows.Features, options with { Weight = null, Validation = null });
        return (model, rows with { Features = model.Apply(rows.Features) });
    }

    /// <summary>This step, then another.</summary>
    public TransformPipeline Then(Transform next) => new() { Steps = [.. StepsOf(this), .. StepsOf(next)] };

    /// <summary>This step, then a classifier; the whole is a classifier.</summary>
    public ClassifierPipeline Then(Classifier last) =>
        last is ClassifierPipeline pipeline
            ? pipeline with { Steps = [.. StepsOf(this), .. pipeline.Steps] }
            : new() { Steps = StepsOf(this), Last = last };

    /// <summary>This step, then a regressor; the whole is a regressor.</summary>
    public RegressorPipeline Then(Regressor last) =>
        last is RegressorPipeline pipeline
            ? pipeline with { Steps = [.. StepsOf(this), .. pipeline.Steps] }
            : new() { Steps = StepsOf(this), Last = last };

    /// <summary>This step, then a clusterer; the whole is a clusterer.</summary>
    public ClustererPipeline Then(Clusterer last) =>
        last is ClustererPipeline pipeline
            ? pipeline with { Steps = [.. StepsOf(this), .. pipeline.Steps] }
            : new() { Steps = StepsOf(this), Last = last };

    /// <summary>This step, then an outlier detector; the whole is an outlier detector.</summary>
    public OutlierDetectorPipeline Then(OutlierDetector last) =>
        last is OutlierDetectorPipeline pipeline
            ? pipeline with { Steps = [.. StepsOf(this), .. pipeline.Steps] }
            : new() { Steps = StepsOf(this), Last = last };

    static EquatableArray<Transform> StepsOf(Transform step) => step is TransformPipeline pipeline ? pipeline.Steps : [step];
}
