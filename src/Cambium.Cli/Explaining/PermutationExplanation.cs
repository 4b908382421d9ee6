using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Explains by permutation importance: how much worse a model's answers are when a column is shuffled.</summary>
static class PermutationExplanation
{
    const int MostRows = 10_000;
    const int MostColumns = 20;

    /// <summary>Computes, shows and writes.</summary>
    internal static void Run(ExplainTask task)
    {
        var terminal = task.Terminal;
        if (task.Model.Target.Length > 0 && !task.Rows.Contains(task.Model.Target))
        {
            throw CommandException.Failed($"{task.Data} lacks the column '{task.Model.Target}' that the model predicts, and --method permutation judges its answers. To explain without it: --method shap.");
        }

        var rows = task.Sample(task.Rows, MostRows);
        var options = new ExplainOptions { Seed = task.Seed, CancellationToken = task.Invocation.CancellationToken };
        var explanation = Watch.Over(terminal, $"shuffle each column of {Figure.Count(rows.RowCount, "row")}", 1, progress => task.Model.Explain(rows, options with { Progress = progress }));
        var note = task.SampleNote(rows);
        terminal.Line($"[bold]{task.Reference}[/] on {Figure.Count(rows.RowCount, "row")} of {task.Data}: {explanation.Score} {Figure.Score(explanation.Baseline)}, less by this when a column is shuffled");
        terminal.Show(ImportanceView.Of(explanation, MostColumns, terminal.Width));
        task.Note(note);
        task.WritePage(
            $"What the answers of {task.Reference} rest on",
            $"{explanation.Score} is {Figure.Score(explanation.Baseline)} on {task.Data}. {note}",
            BarTable.Of(
                $"Loss of {explanation.Score} when a column is shuffled, and its standard deviation",
                [.. explanation.Importances.Select(own => ($"{HtmlPage.Name(own.Column)}<small>± {Figure.Score(own.StandardDeviation)}</small>", 0.0, own.Drop, Figure.Score(own.Drop)))]));
        ExplanationLog.Keep(task, explanation);
        terminal.Document(new { Model = task.Reference, task.Data, Method = task.Method.Name, Rows = rows.RowCount, RowsOfData = task.Rows.RowCount, Importance = ImportanceView.Document(explanation) });
    }
}
