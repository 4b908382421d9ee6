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
            case ExplainMethod.PartialDependence or ExplainMethod.IndividualCurves:
                DependenceExplanation.Run(task);
                break;
            default:
                ShapExplanation.Run(task);
                break;
        }

        return Task.FromResult(ExitStatus.Done);
    }
}
