using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Tells whether one of two saved models is better by more than chance.</summary>
sealed class CompareCommand : ToolCommand
{
    readonly Argument<string> _first = new("MODEL_A") { Description = "The first model: the folder of a saved model, or models:/NAME/VERSION or models:/NAME@ALIAS." };
    readonly Argument<string> _second = new("MODEL_B") { Description = "The second model." };
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string[]> _metrics = new("--metric")
    {
        HelpName = "NAME,...",
        Description = "What to compare, the main figure first, as roc_auc or rmse; may be given several times. Default: roc_auc of classifiers, rmse of regressors.",
    };

    readonly Option<string?> _group = new("--group") { HelpName = "COL", Description = "Rows with equal values in this column belong together (one patient, one shop); resample them as a whole." };
    readonly Option<bool> _bca = new("--bca") { Description = "Make bias-corrected and accelerated intervals, better for few rows, instead of percentiles." };
    readonly Option<string> _store = ToolOptions.Store();
    readonly CsvArguments _csv = new();

    internal CompareCommand()
        : base(
            "compare",
            "Tell whether one of two models is better by more than chance, on rows that neither was fitted on.",
            "cambium compare models:/mortgages@champion models:/mortgages/4 new-mortgages.csv",
            "cambium compare a.model b.model visits.csv --metric f1,roc_auc --group patient --json")
    {
        Arguments.Add(_first);
        Arguments.Add(_second);
        Arguments.Add(_data);
        Options.Add(_metrics);
        Options.Add(_group);
        Options.Add(_bca);
        Options.Add(_store);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var (first, second, path) = (invocation.Value(_first), invocation.Value(_second), invocation.Value(_data));
        var store = invocation.Value(_store)!; // has a default
        var options = new EvaluateOptions
        {
            Metrics = [.. (invocation.Value(_metrics) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Metric.Named)],
            GroupBy = invocation.Value(_group),
            Intervals = invocation.Value(_bca) ? IntervalMethod.Bca : IntervalMethod.Percentile,
        };
        var (a, b) = (ModelArgument.Load(first, store), ModelArgument.Load(second, store));
        var table = _csv.Read(invocation, path);
        var rows = ModelArgument.Fit(ModelArgument.Fit(table, a, path), b, path);
        CheckTarget(rows, a, path);
        if (options.GroupBy is { } group && group == a.Target)
        {
            throw CommandException.Misuse($"--group names '{group}', which the models predict. Name a column whose equal values belong together, such as a patient, or leave it out.");
        }

        var comparison = ModelComparison.Of(a, b, rows, options, (first, second));
        terminal.Line($"[bold]{first}[/] and [bold]{second}[/] on {Figure.Count(comparison.Rows, "row")} of {path}: '{a.Target}'");
        foreach (var learned in ((string[])[first, second]).Distinct().Select(reference => ModelArgument.LearnedFrom(reference, store, table)).OfType<string>())
        {
            terminal.Paragraph(2, $"[yellow]{learned}[/]");
        }

        terminal.Show(ComparisonView.Of(comparison, terminal.Width));
        terminal.Paragraph(0, $"{comparison.Sentence}");
        terminal.Document(new
        {
            First = first,
            Second = second,
            Data = path,
            a.Target,
            comparison.Rows,
            Group = options.GroupBy,
            Figures = comparison.Figures.Select(figure => new
            {
                figure.Metric,
                figure.Test,
                figure.HigherIsBetter,
                figure.First,
                figure.Second,
                figure.Difference,
                Low = figure.Interval?.Low,
                High = figure.Interval?.High,
                Statistic = double.IsNaN(figure.Statistic) ? (double?)null : figure.Statistic,
                figure.PValue,
            }),
            comparison.Sentence,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static void CheckTarget(Table rows, Model model, string path)
    {
        if (model.Target.Length > 0 && !rows.Contains(model.Target))
        {
            throw CommandException.Failed($"{path} lacks the column '{model.Target}' that the models predict, so their answers cannot be compared.");
        }
    }
}
