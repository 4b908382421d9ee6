using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Steps and then an outlier detector, as one outlier detector: each step learns from the training rows only, and travels inside the model.</summary>
public sealed record OutlierDetectorPipeline : OutlierDetector
{
    /// <summary>The steps, in order. Default none.</summary>
    public EquatableArray<Transform> Steps { get; init; } = [];

    /// <summary>The outlier detector at the end; not itself a pipeline, whose steps belong to <see cref="Steps"/>.</summary>
    /// <exception cref="ArgumentException">It is a pipeline, or holds too many recipes within each other.</exception>
    public required OutlierDetector Last
    {
        get;
        init => field = value is OutlierDetectorPipeline ? throw new ArgumentException(
            "Last must not itself be a pipeline; join steps and pipelines with Then.", nameof(value)) : Nesting.Check(value);
    }

    /// <inheritdoc/>
    public override OutlierDetectorPipelineModel Fit(Table train, FitOptions options = default)
    {
        var (steps, rows) = PipelineSteps.Fit(Steps, train, options);
        var input = options.Weight is { } weight ? train.Drop(weight).Schema : train.Schema;
        return new OutlierDetectorPipelineModel(this, input, steps, Last.Fit(rows, options));
    }

    /// <summary>The steps and the learner, one a line.</summary>
    public override string ToString() => PipelineTree.Of(Steps, Last);
}
