using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Steps one after another, as one step.</summary>
public sealed record TransformPipeline : Transform
{
    /// <summary>The steps, in order. Default none.</summary>
    public EquatableArray<Transform> Steps { get; init; } = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A step learns from the target.</exception>
    public override TransformPipelineModel Fit(Table features, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new TransformPipelineModel(this, PipelineSteps.FitOn(Steps, new StepRows(features, Target: null, Weight: null), options).Steps);
    }

    internal override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, FitOptions options)
    {
        var (fitted, changed) = PipelineSteps.FitOn(Steps, rows, options);
        return (new TransformPipelineModel(this, fitted), changed);
    }

    /// <summary>The steps, one a line.</summary>
    public override string ToString() => PipelineTree.Of(Steps, last: null);
}
