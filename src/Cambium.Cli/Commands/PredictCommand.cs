using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Writes a model's answers for the rows of a table.</summary>
sealed class PredictCommand : ToolCommand
{
    readonly Argument<string> _model = ToolOptions.Model();
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string?> _out = new("--out") { HelpName = "FILE", Description = "Write the answers to this file: as Parquet where it ends with .parquet, else as CSV. Default: standard output." };
    readonly Option<string[]> _keep = new("--keep") { HelpName = "COL,...", Description = "Write these columns of DATA before the answers; '*' for all." };
    readonly Option<string> _store = ToolOptions.Store();
    readonly CsvArguments _csv = new();

    internal PredictCommand()
        : base(
            "predict",
            "Write a model's answers as CSV, one line a row of DATA, in its order.",
            "cambium predict models:/mortgages@champion new-mortgages.csv --out answers.csv",
            "cambium predict ./mortgages.model new-mortgages.csv --keep '*' | head")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        Options.Add(_out);
        Options.Add(_keep);
        Options.Add(_store);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var path = invocation.Value(_data);
        var file = OutputFile.Of(invocation.Value(_out));
        var model = ModelArgument.Load(invocation.Value(_model), invocation.Value(_store)!); // has a default
        var keep = invocation.Value(_keep) ?? [];
        if (file is not null)
        {
            // Block by block, so that DATA need not fit in memory.
            var scan = _csv.Scan(invocation, path).Apply(rows => Answer(model, rows, keep, path));
            var count = CsvArguments.IsParquet(file) ? scan.WriteParquet(file) : scan.WriteCsv(file);
            var columns = scan.Schema.Fields.Select(field => field.Name).ToArray();
            invocation.Terminal.Line($"{Figure.Count(count)} answers in {file}: {string.Join(", ", columns)}");
            invocation.Terminal.Document(new { model.Target, Rows = count, File = file, Columns = columns, Predictions = (object?)null });
            return Task.FromResult(ExitStatus.Done);
        }

        var answers = Answer(model, _csv.Read(invocation, path), keep, path);
        if (!invocation.Terminal.IsJson)
        {
            answers.WriteCsv(Console.Out);
            Console.Out.Flush();
        }

        invocation.Terminal.Document(new
        {
            model.Target,
            Rows = answers.RowCount,
            File = file,
            Columns = answers.Columns.Select(column => column.Name),
            Predictions = Records(answers),
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static Table Answer(Model model, Table rows, string[] keep, string path)
    {
        var fitted = ModelArgument.Fit(rows, model, path);
        return Beside(Kept(fitted, keep), model.Predict(fitted));
    }

    static Table Kept(Table rows, string[] names)
    {
        string[] columns = [.. names.SelectMany(name => name.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return columns.Contains("*") ? rows : rows.Select(columns);
    }

    static Table Beside(Table kept, Table answers) =>
        kept.Columns.Count == 0 ? answers : Table.Create([.. kept.Columns.Where(column => !answers.Contains(column.Name)), .. answers.Columns]);

    static IEnumerable<Dictionary<string, object?>> Records(Table table)
    {
        for (var row = 0; row < table.RowCount; row++)
        {
            yield return table.Columns.ToDictionary(column => column.Name, column => Value(column, row));
        }
    }

    static object? Value(Column column, int row) => column switch
    {
        _ when column.IsMissing(row) => null,
        Column<double> numbers => numbers.Values[row],
        Column<long> numbers => numbers.Values[row],
        Column<bool> truths => truths.Values[row],
        _ => column.Format(row),
    };
}
