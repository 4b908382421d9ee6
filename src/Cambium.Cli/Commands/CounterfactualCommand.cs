using System.CommandLine;
using Cambium.Learn;
using Table = Cambium.Data.Table;

namespace Cambium.Cli;

/// <summary>cambium counterfactual: what would have to be otherwise in a row for another answer.</summary>
sealed class CounterfactualCommand : ToolCommand
{
    /// <summary>Rows that tell which values there are.</summary>
    const int MostRows = 2_000;

    readonly Argument<string> _model = ToolOptions.Model();
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<int> _row = NumberOption.Whole("--row", "N", 0, 1, int.MaxValue, "The row of DATA; the first is 1.");
    readonly CounterfactualArguments _wanted = new();
    readonly Option<string?> _background = new("--background") { HelpName = "FILE", Description = "Rows that tell which values there are, such as the training table. Default: DATA." };
    readonly Option<string> _store = ToolOptions.Store();
    readonly CsvArguments _csv = new();

    internal CounterfactualCommand()
        : base(
            "counterfactual",
            "Tell what would have to be otherwise in a row for the model to answer otherwise.",
            "cambium counterfactual ./mortgages.model samples/mortgages.csv --row 7 --fix afam,single",
            "cambium counterfactual ./diabetes.model samples/diabetes.csv --row 3 --at-most 120 --allow body_mass_index,blood_pressure",
            "cambium counterfactual ./mortgages.model new-mortgages.csv --row 7 --range loan_to_value=0.5..0.9 --increase-only credit_history --count 5")
    {
        _row.Required = true;
        Arguments.Add(_model);
        Arguments.Add(_data);
        Options.Add(_row);
        _wanted.AddTo(this);
        Options.Add(_background);
        Options.Add(_store);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (terminal, reference, path, number) = (invocation.Terminal, invocation.Value(_model), invocation.Value(_data), invocation.Value(_row));
        if (number == 0)
        {
            throw CommandException.Misuse("--row N is needed: the row whose answer should be another.");
        }

        var model = ModelArgument.Load(reference, invocation.Value(_store)!); // has a default
        if (model is not (ClassifierModel or RegressorModel or OutlierDetectorModel))
        {
            throw CommandException.Failed($"{reference} answers with a group, and groups have no answer that could be reached. Name a classifier, a regressor or an outlier detector.");
        }

        var options = _wanted.Of(invocation, model);
        var rows = ExplainTask.Readable(_csv.Read(invocation, path), model, path);
        if (number > rows.RowCount)
        {
            throw CommandException.Misuse($"--row {number} is beyond the end of {path}, which has {Figure.Count(rows.RowCount, "row")}.");
        }

        var row = rows.Slice(number - 1, 1);
        var background = Background(invocation, model, rows);
        var answer = RowAnswer.Of(model, row, null);
        var found = Watch.Over(terminal, "look for changes", 1, progress => Counterfactuals.Of(model, row, background, options with { Progress = progress }));
        var sentence = CounterfactualView.Sentence(model, answer, found);
        terminal.Line($"[bold]{reference}[/] on row {number} of {path}");
        terminal.Paragraph(2, $"{sentence}");
        ReportView.ShowThreshold(terminal, model);
        if (found.Items.Count > 0)
        {
            terminal.Show(CounterfactualView.Of(model, found));
        }

        terminal.Document(new
        {
            Model = reference,
            Data = path,
            Row = number,
            Answer = answer.Document,
            Threshold = (model as ClassifierModel)?.OwnThreshold,
            found.Wanted,
            found.Before,
            found.HoldsAlready,
            Counterfactuals = found.Items,
            found.Changeable,
            Sentence = sentence,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    Table Background(Invocation invocation, Model model, Table rows)
    {
        var given = invocation.Value(_background) is { } file ? ExplainTask.Readable(_csv.Read(invocation, file), model, file) : rows;
        return given.RowCount > MostRows ? given.Sample(MostRows) : given;
    }
}
