using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps and then a fitted classifier, as one model that takes the table as it was before the steps.</summary>
public sealed class ClassifierPipelineModel : ClassifierModel
{
    readonly TransformModel[] _steps;

    internal ClassifierPipelineModel(ClassifierPipeline recipe, Schema input, TransformModel[] steps, ClassifierModel last)
        : base(input, last.Target, last.Classes)
    {
        Recipe = recipe;
        _steps = steps;
        Last = last;
    }

    /// <inheritdoc/>
    public override ClassifierPipeline Recipe { get; }

    /// <summary>The fitted steps, in order.</summary>
    public EquatableArray<TransformModel> Steps => _steps.ToEquatableArray();

    /// <summary>The fitted classifier at the end; it takes what the steps make of a table.</summary>
    public ClassifierModel Last { get; }

    /// <inheritdoc/>
    public override Schema Output => Last.Output;

    /// <inheritdoc/>
    public override Table Predict(Table rows) => Last.Predict(PipelineSteps.Apply(_steps, rows, Input));

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => Last.PredictProbabilities(PipelineSteps.Apply(_steps, rows, Input));

    internal override double? OwnThreshold => Last.OwnThreshold;

    internal override bool DecidesByRow => Last.DecidesByRow;

    internal override int[] Decide(ReadOnlySpan<double> probabilities) => Last.Decide(probabilities);

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities) =>
        DecidesByRow ? Last.Decide(PipelineSteps.Apply(_steps, rows, Input), probabilities) : Decide(probabilities);

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

    internal static ClassifierPipelineModel Read(ClassifierPipeline recipe, ModelHeader header, ModelReader reader)
    {
        var steps = PipelineSteps.Read(recipe.Steps, reader);
        return new(recipe, header.Input, steps, (ClassifierModel)PipelineSteps.ReadLast(recipe.Last, header, reader, steps));
    }
}
