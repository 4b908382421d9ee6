namespace Cambium.Cli;

/// <summary>cambium explain: why a model answers as it does, to one row or on the whole.</summary>
sealed class ExplainCommand : ToolCommand
{
    readonly ExplainArguments _arguments = new();

    internal ExplainCommand()
        : base(
            "explain",
            "Tell why a model answers as it does: to one row, or on the whole.",
            "cambium explain models:/mortgages@champion samples/mortgages.csv --html why.html",
            "cambium explain models:/mortgages/1 samples/mortgages.csv --log",
            "cambium explain ./mortgages.model new-mortgages.csv --row 7",
            "cambium explain ./mortgages.model samples/mortgages.csv --method pdp --column payment_to_income") =>
        _arguments.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var task = ExplainTask.Of(invocation, _arguments);
        switch (task.Method.Name)
        {
            case ExplainMethod.Permutation:
                PermutationExplanation.Run(task);
                break;
            case ExplainMethod.PartialDependence or ExplainMethod.IndividualCurves or ExplainMethod.AccumulatedEffects:
                DependenceExplanation.Run(task);
                break;
            case ExplainMethod.Interaction:
                InteractionExplanation.Run(task);
                break;
            case ExplainMethod.Lime:
                LocalExplanation.RunLime(task);
                break;
            case ExplainMethod.Anchors:
                LocalExplanation.RunAnchors(task);
                break;
            case ExplainMethod.Surrogate:
                SurrogateExplanation.Run(task);
                break;
            default:
                ShapExplanation.Run(task);
                break;
        }

        return Task.FromResult(ExitStatus.Done);
    }
}
