using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Explains by SHAP values: a row, the model, or on a page both.</summary>
static class ShapExplanation
{
    const int MostColumns = 20;
    const int MostOfRow = 12;

    /// <summary>Computes, shows and writes.</summary>
    internal static void Run(ExplainTask task)
    {
        var page = task.Page;
        var named = task.Columns.SelectMany(columns => columns).Distinct().ToArray();
        var source = ShapSource.For(task);
        var (answer, row) = task.Row is { } place ? OfRow(task, source, place) : default;
        var rows = row is null || page is not null ? OfModel(task, source) : null;
        string[] notes = [.. Notes(task, source, row, rows)];
        if (row is not null)
        {
            Show(task, row, answer!, notes); // an answer to each row
        }
        else
        {
            Show(task, rows!, named, notes); // there are rows where there is no row
        }

        if (page is not null)
        {
            var title = row is null ? $"Why {task.Reference} answers so" : $"Why {task.Reference} answers so to row {task.Row + 1}";
            (string, string)? sentence = row is null ? null : (ShapSentence.Of(task.Model.Target, answer!, row), ShapSentence.Sum(row)); // as above
            WholeFile.WriteText(page, ShapPage.Of(title, notes, row, sentence, rows!, named)); // there are rows where there is a page
            task.Terminal.Line($"Page: [bold]{page}[/]");
        }

        ExplanationLog.KeepSample(task);
        task.Terminal.Document(row is null ? Document(task, rows!, named, notes) : Document(task, row, answer!, notes)); // as above
    }

    static (RowAnswer Answer, ExplainedRows Row) OfRow(ExplainTask task, ShapSource source, int place)
    {
        var table = task.Rows.Slice(place, 1);
        var answer = RowAnswer.Of(task.Model, table, task.Class);
        return (answer, Told(task, source.Of(table, null), table, answer.Class));
    }

    static ExplainedRows OfModel(ExplainTask task, ShapSource source)
    {
        var table = task.Sample(task.Rows, source.MostRows);
        var values = Watch.Over(task.Terminal, $"SHAP values of {Figure.Count(table.RowCount, "row")}", 1, progress => source.Of(table, progress));
        return Told(task, values, table, task.Class);
    }

    /// <summary>The values of the class that is told of.</summary>
    static ExplainedRows Told(ExplainTask task, ShapValues values, Table table, string? name)
    {
        if (task.Model is not ClassifierModel classifier || name is null)
        {
            return new ExplainedRows(values, table, values.Outputs.Count == 1 ? 0 : null);
        }

        if (values.Outputs.Count > 1)
        {
            return new ExplainedRows(values, table, classifier.Classes.IndexOf(name));
        }

        return new ExplainedRows(name == classifier.Classes[1] ? values : ExplainedRows.Turned(values, classifier.Classes[1], name), table, 0);
    }

    static IEnumerable<string> Notes(ExplainTask task, ShapSource source, ExplainedRows? row, ExplainedRows? rows)
    {
        yield return $"By {(rows ?? row)!.Values.Method}, on rows of {task.Data}.{(source.Note.Length > 0 ? $" {source.Note}" : "")}"; // one of them is there
        if (rows is not null && task.SampleNote(rows.Rows) is { Length: > 0 } note)
        {
            yield return note;
        }
    }

    static void Show(ExplainTask task, ExplainedRows row, RowAnswer answer, string[] notes)
    {
        var terminal = task.Terminal;
        terminal.Line($"[bold]{task.Reference}[/] on row {task.Row + 1} of {task.Data}");
        terminal.Paragraph(2, $"{ShapSentence.Of(task.Model.Target, answer, row)}");
        terminal.Line();
        terminal.Paragraph(2, $"{ShapSentence.Sum(row)}");
        terminal.Show(ShapView.Row(row, MostOfRow, terminal.Width));
        terminal.Paragraph(2, $"[dim]{string.Join(" ", notes)}[/]");
    }

    static void Show(ExplainTask task, ExplainedRows rows, string[] named, string[] notes)
    {
        var terminal = task.Terminal;
        var order = rows.Order(named);
        terminal.Line($"[bold]{task.Reference}[/] on {Figure.Count(rows.Values.RowCount, "row")} of {task.Data}: how far a column moves {rows.Name}, on average");
        terminal.Show(ShapView.Bars(rows, [.. order.Take(MostColumns)], terminal.Width));
        if (order.Length > MostColumns)
        {
            terminal.Line($"  and {Figure.Count(order.Length - MostColumns, "column")} that count less");
        }

        if (rows.Values.SharedFeatures is { Count: > 0 } shared)
        {
            terminal.Paragraph(2, $"[dim]Shared in equal parts between the columns that they are made of: {Plain.Cut(string.Join(", ", shared), 200)}.[/]");
        }

        terminal.Paragraph(2, $"[dim]{string.Join(" ", notes)}{(rows.Output is null ? " One class alone: --class NAME." : "")}[/]");
    }

    static object Document(ExplainTask task, ExplainedRows rows, string[] named, string[] notes)
    {
        var magnitudes = rows.Magnitudes();
        return new
        {
            Model = task.Reference,
            task.Data,
            rows.Values.Method,
            Scale = rows.Values.Scale,
            Rows = rows.Values.RowCount,
            RowsOfData = task.Rows.RowCount,
            Outputs = Enumerable.Range(0, rows.Values.Outputs.Count).Where(output => rows.Output is null || output == rows.Output).Select(output => new { Name = rows.Values.Outputs[output], BaseValue = rows.Values.BaseValues[output] }),
            Columns = rows.Order(named).Select(column => new { Column = rows.Values.Columns[column], MeanMagnitude = magnitudes[column], Direction = rows.Direction(column) is { Length: > 0 } words ? words : null }),
            SharedFeatures = rows.Values.SharedFeatures,
            Notes = notes,
        };
    }

    static object Document(ExplainTask task, ExplainedRows row, RowAnswer answer, string[] notes)
    {
        var output = row.Output ?? 0;
        var values = row.Values.Of(0, output).ToArray();
        return new
        {
            Model = task.Reference,
            task.Data,
            Row = task.Row + 1,
            row.Values.Method,
            row.Values.Scale,
            Answer = answer.Document,
            Output = row.Values.Outputs[output],
            BaseValue = row.Values.BaseValues[output],
            Value = row.Values.Answers[output],
            Columns = Enumerable.Range(0, row.Count).OrderByDescending(column => Math.Abs(values[column])).Select(column => new
            {
                Column = row.Values.Columns[column],
                Value = row.Rows[row.Values.Columns[column]].IsMissing(0) ? null : row.Rows[row.Values.Columns[column]].Format(0),
                Shap = values[column],
            }),
            Sentence = ShapSentence.Of(task.Model.Target, answer, row),
            Notes = notes,
        };
    }
}
