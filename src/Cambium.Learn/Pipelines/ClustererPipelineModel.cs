using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps and then a fitted clusterer, as one model that takes the table as it was before the steps.</summary>
public sealed class ClustererPipelineModel : ClustererModel
{
    readonly TransformModel[] _steps;

    internal ClustererPipelineModel(ClustererPipeline recipe, Schema input, TransformModel[] steps, ClustererModel last)
        : base(input)
    {
        Recipe = recipe;
        _steps = steps;
        Last = last;
    }

    /// <inheritdoc/>
    public override ClustererPipeline Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount => Last.ClusterCount;

    /// <inheritdoc/>
    public override Schema Output => Last.Output;

    /// <summary>The fitted steps, in order.</summary>
    public EquatableArray<TransformModel> Steps => _steps.ToEquatableArray();

    /// <summary>The fitted clusterer at the end; it takes what the steps make of a table.</summary>
    public ClustererModel Last { get; }

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows) => Last.PredictClusters(PipelineSteps.Apply(_steps, rows, Input));

    /// <inheritdoc/>
    public override Table Predict(Table rows) => Last.Predict(PipelineSteps.Apply(_steps, rows, Input));

    /// <inheritdoc/>
    public override ClusteringReport Evaluate(Table test, EvaluateOptions options) => Last.Evaluate(PipelineSteps.Apply(_steps, test, Input), options);

    /// <inheritdoc/>
    public override EquatableArray<ModelFeature> Features => PipelineSteps.Features(_steps, Input, Last.Input);

    internal override void Write(ModelWriter writer)
    {
        PipelineSteps.Write(_steps, writer);
        PipelineSteps.WriteLast(Last, writer);
    }

    internal static ClustererPipelineModel Read(ClustererPipeline recipe, ModelHeader header, ModelReader reader)
    {
        var steps = PipelineSteps.Read(recipe.Steps, reader);
        return new(recipe, header.Input, steps, (ClustererModel)PipelineSteps.ReadLast(recipe.Last, header, reader, steps));
    }
}
