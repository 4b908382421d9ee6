using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps one after another, as one step.</summary>
public sealed class TransformPipelineModel : TransformModel
{
    readonly TransformModel[] _steps;

    internal TransformPipelineModel(TransformPipeline recipe, TransformModel[] steps)
    {
        Recipe = recipe;
        _steps = steps;
    }

    /// <inheritdoc/>
    public override TransformPipeline Recipe { get; }

    /// <summary>The fitted steps, in order.</summary>
    public EquatableArray<TransformModel> Steps => _steps.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => PipelineSteps.Apply(_steps, rows);

    internal override void Write(ModelWriter writer) => PipelineSteps.Write(_steps, writer);

    internal static TransformPipelineModel Read(TransformPipeline recipe, ModelReader reader) => new(recipe, PipelineSteps.Read(recipe.Steps, reader));
}
