using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Steps and then a regressor, as one regressor: each step learns from the training rows only, and travels inside the model.</summary>
public sealed record RegressorPipeline : Regressor
{
    /// <summary>The steps, in order. Default none.</summary>
    public EquatableArray<Transform> Steps { get; init; } = [];

    /// <summary>The regressor at the end; not itself a pipeline.</summary>
    public required Regressor Last { get; init; }

    /// <inheritdoc/>
    public override RegressorPipelineModel Fit(Table train, string target, FitOptions options = default)
    {
        var (steps, rows, within) = PipelineSteps.Fit(Steps, train, target, options);
        return new RegressorPipelineModel(this, TrainingRows.Features(train, target, options.Weight).Schema, steps, Last.Fit(rows, target, within));
    }
}
