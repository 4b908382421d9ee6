using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps and then a fitted outlier detector, as one model that takes the table as it was before the steps.</summary>
public sealed class OutlierDetectorPipelineModel : OutlierDetectorModel
{
    readonly TransformModel[] _steps;

    internal OutlierDetectorPipelineModel(OutlierDetectorPipeline recipe, Schema input, TransformModel[] steps, OutlierDetectorModel last)
        : base(input)
    {
        Recipe = recipe;
        _steps = steps;
        Last = last;
    }

    /// <inheritdoc/>
    public override OutlierDetectorPipeline Recipe { get; }

    /// <inheritdoc/>
    public override double Threshold => Last.Threshold;

    /// <summary>The fitted steps, in order.</summary>
    public EquatableArray<TransformModel> Steps => _steps.ToEquatableArray();

    /// <summary>The fitted detector at the end; it takes what the steps make of a table.</summary>
    public OutlierDetectorModel Last { get; }

    /// <inheritdoc/>
    public override double[] PredictScores(Table rows) => Last.PredictScores(PipelineSteps.Apply(_steps, rows, Input));

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

    internal static OutlierDetectorPipelineModel Read(OutlierDetectorPipeline recipe, ModelHeader header, ModelReader reader)
    {
        var steps = PipelineSteps.Read(recipe.Steps, reader);
        return new(recipe, header.Input, steps, (OutlierDetectorModel)PipelineSteps.ReadLast(recipe.Last, header, reader, steps));
    }
}
