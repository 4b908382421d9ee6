using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>cambium slices: where a model does worst, what it bears, and which labels are doubtful.</summary>
sealed class SlicesCommand : ToolCommand
{
    const int Folds = 5;

    readonly SlicesArguments _arguments = new();

    internal SlicesCommand()
        : base(
            "slices",
            "Find the rows on which a model does worst, and its other weak spots, on rows that it was not fitted on.",
            "cambium slices ./mortgages.model new-mortgages.csv",
            "cambium slices ./mortgages.model new-mortgages.csv --column afam,single --depth 2 --min-rows 50",
            "cambium slices ./mortgages.model new-mortgages.csv --robustness --labels --train mortgages.csv --html slices.html",
            "cambium slices models:/mortgages@champion new-mortgages.csv --log") =>
        _arguments.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (terminal, options) = (invocation.Terminal, _arguments.OptionsOf(invocation));
        var (reference, path, page) = (invocation.Value(_arguments.ModelName), invocation.Value(_arguments.Data), OutputFile.Of(invocation.Value(_arguments.Html)));
        var store = invocation.Value(_arguments.Store)!; // has a default
        if (invocation.Value(_arguments.Log))
        {
            FindingsLog.Check(reference, store);
        }

        var model = ModelArgument.Load(reference, store);
        if (model is not (ClassifierModel or RegressorModel))
        {
            throw CommandException.Misuse("Slices are found by answers and truth, but this model has no target. Name a classifier's or a regressor's.");
        }

        var table = _arguments.Csv.Read(invocation, path);
        var rows = Judgeable(table, model, path);
        options = options with { Columns = _arguments.ColumnsOf(invocation, rows) };
        if (rows.RowCount < 2L * options.MinRows)
        {
            throw CommandException.Failed(
                $"{path} has {Figure.Count(rows.RowCount, "row")}, but a slice of at least {options.MinRows} and as many beside it take {2L * options.MinRows}. Give more rows, or lower --min-rows.");
        }

        var learned = invocation.Value(_arguments.Train) is { } train ? Judgeable(_arguments.Csv.Read(invocation, train), model, train) : null;
        var findings = Find(invocation, model, rows, learned, options) with { Data = path };

        terminal.Line($"[bold]{reference}[/] on {Figure.Count(rows.RowCount, "row")} of {path}: '{model.Target}'");
        if (ModelArgument.LearnedFrom(reference, store, table) is { } seen)
        {
            terminal.Paragraph(2, $"[yellow]{seen}[/]");
        }

        SlicesView.Show(terminal, findings);
        if (page is not null)
        {
            WholeFile.WriteText(page, SlicesPage.Of($"Weak spots of {reference} on {path}", findings));
            terminal.Line($"Page: [bold]{page}[/]");
        }

        if (invocation.Value(_arguments.Log))
        {
            FindingsLog.Keep(terminal, reference, store, "slices", (tracker, runId) => tracker.LogTo(runId, findings));
        }

        terminal.Document(new
        {
            Model = reference,
            Data = path,
            model.Target,
            Rows = rows.RowCount,
            findings.Sentences,
            findings.Slices,
            findings.Gap,
            findings.Robustness,
            Labels = SlicesView.Document(findings.Labels),
        });
        return Task.FromResult(ExitStatus.Done);
    }

    WeakSpotFindings Find(Invocation invocation, Model model, Table rows, Table? learned, WeakSpotOptions options)
    {
        var (terminal, seed) = (invocation.Terminal, invocation.Value(_arguments.Seed));
        var stop = invocation.CancellationToken;
        return new WeakSpotFindings(WeakSpots.Find(model, rows, options))
        {
            Gap = learned is null ? null : OverfittingGap.Measure(model, learned, rows, new EvaluateOptions { Seed = seed }),
            Robustness = !invocation.Value(_arguments.Robustness) ? null : Watch.Over(
                terminal, "robustness", 1, progress => Robustness.Measure(model, rows, new RobustnessOptions { Seed = seed, Progress = progress, CancellationToken = stop })),
            Labels = !invocation.Value(_arguments.Labels) ? null : Watch.Over(terminal, $"labels, {Folds} folds", Folds, progress => LabelIssues.Find(
                model.Recipe, rows.Select([.. model.Input.Fields.Select(field => field.Name), model.Target]), model.Target,
                new LabelIssueOptions { Validation = new CrossValidationOptions { Folds = Folds, Seed = seed, Progress = progress, CancellationToken = stop } })),
        };
    }

    /// <summary>A table with what the model reads and predicts.</summary>
    static Table Judgeable(Table table, Model model, string path)
    {
        var rows = ModelArgument.Fit(table, model, path);
        return rows.Contains(model.Target)
            ? rows
            : throw CommandException.Failed($"{path} lacks the column '{model.Target}' that the model predicts, so where it does worst cannot be told.");
    }
}
