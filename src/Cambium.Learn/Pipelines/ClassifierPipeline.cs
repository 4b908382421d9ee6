using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Steps and then a classifier, as one classifier: each step learns from the training rows only, and travels inside the model.
/// </summary>
public sealed record ClassifierPipeline : Classifier
{
    /// <summary>The steps, in order. Default none.</summary>
    public EquatableArray<Transform> Steps { get; init; } = [];

    /// <summary>The classifier at the end; not itself a pipeline, whose steps belong to <see cref="Steps"/>.</summary>
    /// <exception cref="ArgumentException">It is a pipeline, or holds too many recipes within each other.</exception>
    public required Classifier Last
    {
        get;
        init => field = value is ClassifierPipeline ? throw new ArgumentException(
            "Last must not itself be a pipeline; join steps and pipelines with Then.", nameof(value)) : Nesting.Check(value);
    }

    /// <inheritdoc/>
    public override ClassifierPipelineModel Fit(Table train, string target, FitOptions options = default)
    {
        var (steps, rows, within) = PipelineSteps.Fit(Steps, train, target, isClassifier: true, options);
        return new ClassifierPipelineModel(this, TrainingRows.Features(train, target, options.Weight).Schema, steps, Last.Fit(rows, target, within));
    }

    /// <summary>The steps and the learner, one a line.</summary>
    public override string ToString() => PipelineTree.Of(Steps, Last);
}
