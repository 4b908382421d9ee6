using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Steps one after another, as one step.</summary>
public sealed record TransformPipeline : Transform
{
    /// <summary>The steps, in order. Default none.</summary>
    public EquatableArray<Transform> Steps { get; init; } = [];

    /// <inheritdoc/>
    public override TransformPipelineModel Fit(Table features, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        return new TransformPipelineModel(this, PipelineSteps.Fit(Steps, ref features, options));
    }
}
