using System.CommandLine;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Compares a model's answers with the truth in a table.</summary>
sealed class EvaluateCommand : ToolCommand
{
    readonly Argument<string> _model = ToolOptions.Model();
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string> _store = ToolOptions.Store();
    readonly Option<string?> _by = new("--by") { HelpName = "COL", Description = "Also compare the decisions between the groups of this column (two classes only), and the coverage of intervals and sets." };
    readonly CsvArguments _csv = new();

    internal EvaluateCommand()
        : base(
            "evaluate",
            "Compare a model's answers with the truth in rows that it was not fitted on.",
            "cambium evaluate models:/mortgages@champion new-mortgages.csv --by afam",
            "cambium evaluate ./mortgages.model new-mortgages.csv --json")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        Options.Add(_by);
        Options.Add(_store);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var (reference, path) = (invocation.Value(_model), invocation.Value(_data));
        var store = invocation.Value(_store)!; // has a default
        var model = ModelArgument.Load(reference, store);
        var table = _csv.Read(invocation, path);
        var rows = ModelArgument.Fit(table, model, path);
        var hasTarget = model.Target.Length > 0;
        if (hasTarget && !rows.Contains(model.Target))
        {
            throw CommandException.Failed($"{path} lacks the column '{model.Target}' that the model predicts, so its answers cannot be judged. To have the answers alone: cambium predict.");
        }

        var report = model.Evaluate(rows);
        var coverage = CoverageView.Of(model, rows, invocation.Value(_by));
        // Of intervals, and of sets of more than two classes, the coverage is all there is to compare.
        var comparison = invocation.Value(_by) is { } by && (coverage is null || model is ClassifierModel { Classes.Count: 2 }) ? Compare(model, by, rows) : null;
        terminal.Line($"[bold]{reference}[/] on {Figure.Count(report.Rows, "row")} of {path}{(hasTarget ? $": '{model.Target}'" : "")}");
        if (ModelArgument.LearnedFrom(reference, store, table) is { } learned)
        {
            terminal.Paragraph(2, $"[yellow]{learned}[/]");
        }

        terminal.Show(ReportView.Scores(report, baseline: null));
        if (report is ClassificationReport classification && ReportView.Confusion(classification, terminal.Width) is { } confusion)
        {
            terminal.Show(confusion);
        }

        if (comparison is not null)
        {
            terminal.Show(GroupView.Of(comparison, terminal.Width));
            terminal.Paragraph(2, $"{GroupView.Sentence(comparison)}");
        }

        if (coverage is not null)
        {
            CoverageView.Show(terminal, coverage);
        }

        terminal.Document(new
        {
            Model = reference,
            Data = path,
            model.Target,
            report.Rows,
            Scores = ReportView.Document(report),
            Classes = (report as ClassificationReport)?.Classes,
            Confusion = (report as ClassificationReport)?.Confusion,
            Groups = comparison,
            Coverage = CoverageView.Document(coverage),
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static GroupComparison Compare(Model model, string by, Data.Table rows) =>
        model is ClassifierModel { Classes.Count: 2 } classifier
            ? classifier.CompareGroups(rows, by)
            : throw CommandException.Misuse("--by compares the decisions of a model that tells two classes apart; this one does not.");
}
