namespace Cambium.Learn;

/// <summary>A pipeline's steps and what stands behind them.</summary>
static class PipelineParts
{
    /// <summary>The steps and the model behind them; no steps and no model where the given one is no pipeline.</summary>
    internal static (TransformModel[] Steps, Model? Last) Of(Model model) => model switch
    {
        RegressorPipelineModel pipeline => ([.. pipeline.Steps], pipeline.Last),
        ClassifierPipelineModel pipeline => ([.. pipeline.Steps], pipeline.Last),
        OutlierDetectorPipelineModel pipeline => ([.. pipeline.Steps], pipeline.Last),
        _ => ([], null),
    };

    /// <summary>Whether what a step makes of a row rests on that row alone; a program's own step may do anything.</summary>
    internal static bool IsRowByRow(TransformModel step) => step switch
    {
        LagModel or RollingModel or DifferenceModel or OwnStepModel => false,
        TransformPipelineModel pipeline => pipeline.Steps.All(IsRowByRow),
        BranchesModel branches => branches.Parts.All(IsRowByRow),
        _ => true,
    };
}
