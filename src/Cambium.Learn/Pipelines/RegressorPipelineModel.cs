using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps and then a fitted regressor, as one model that takes the table as it was before the steps.</summary>
public sealed class RegressorPipelineModel : RegressorModel
{
    readonly TransformModel[] _steps;

    internal RegressorPipelineModel(RegressorPipeline recipe, Schema input, TransformModel[] steps, RegressorModel last)
        : base(input, last.Target)
    {
        Recipe = recipe;
        _steps = steps;
        Last = last;
    }

    /// <inheritdoc/>
    public override RegressorPipeline Recipe { get; }

    /// <summary>The fitted steps, in order.</summary>
    public EquatableArray<TransformModel> Steps => _steps.ToEquatableArray();

    /// <summary>The fitted regressor at the end; it takes what the steps make of a table.</summary>
    public RegressorModel Last { get; }

    /// <inheritdoc/>
    public override Schema Output => Last.Output;

    /// <inheritdoc/>
    public override Table Predict(Table rows) => Last.Predict(PipelineSteps.Apply(_steps, rows, Input));

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => Last.PredictValues(PipelineSteps.Apply(_steps, rows, Input));

    /// <inheritdoc/>
    public override EquatableArray<ModelFeature> Features => PipelineSteps.Features(_steps, Input, Last.Input);

    internal override ShapForm? ShapInside => Last.ShapInside;

    internal override bool HasShapMargins => Last.HasShapMargins;

    internal override ShapValues ShapOf(Table rows, ShapOptions options) => PipelineSteps.Shap(_steps, Last, this, rows, options);

    internal override ShapInteractions ShapInteractionsOf(Table rows, ShapOptions options) => PipelineSteps.ShapInteractions(_steps, Last, this, rows, options);

    internal override void Write(ModelWriter writer)
    {
        PipelineSteps.Write(_steps, writer);
        PipelineSteps.WriteLast(Last, writer);
    }

    internal static RegressorPipelineModel Read(RegressorPipeline recipe, ModelHeader header, ModelReader reader)
    {
        var steps = PipelineSteps.Read(recipe.Steps, reader);
        return new(recipe, header.Input, steps, (RegressorModel)PipelineSteps.ReadLast(recipe.Last, header, reader, steps));
    }
}
