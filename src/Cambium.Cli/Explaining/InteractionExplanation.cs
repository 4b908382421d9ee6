using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Explains by Friedman's H: which columns act together rather than side by side.</summary>
static class InteractionExplanation
{
    const int MostShown = 20;

    /// <summary>Computes, shows and writes: each pair of the columns named, or without any, each column with all the others.</summary>
    internal static void Run(ExplainTask task)
    {
        var named = task.Columns.SelectMany(columns => columns).Distinct().ToArray();
        if (named.Length == 1)
        {
            throw CommandException.Misuse($"--method interaction goes by pairs: name '{named[0]}' with another column, or leave --column out for each column with all the others.");
        }

        var options = new InteractionOptions { Class = task.OneClass(), Seed = task.Seed, CancellationToken = task.Invocation.CancellationToken };
        var all = task.Model.Input.Fields.Select(field => field.Name).ToArray();
        var found = Watch.Over(
            task.Terminal, $"ask the model about {Figure.Count(Math.Min(options.Rows, task.Rows.RowCount), "row")} with each other's values", 1,
            progress => named.Length > 0
                ? Interactions.OfPairs(task.Model, task.Rows, named, options with { Progress = progress })
                : Interactions.OfEach(task.Model, task.Rows, all, options with { Progress = progress }));
        var note = found.RowCount < task.Rows.RowCount ? $"{Figure.Count(found.RowCount)} of the {Figure.Count(task.Rows.RowCount)} rows, drawn with seed {task.Seed}." : "";
        var table = Plain.Table();
        table.AddColumn(Plain.Left(named.Length > 0 ? "columns together" : "column with all the others")).AddColumn(Plain.Right("H")).AddColumn(Plain.Right($"moves {found.Answer} by"));
        foreach (var item in found.Items.Take(MostShown))
        {
            Plain.AddRow(table, item.Columns, Figure.Score(item.H), Figure.Score(item.Deviation));
        }

        task.Terminal.Line($"[bold]{task.Reference}[/] on {task.Data}: which columns act together (H: 0 side by side, 1 only together)");
        task.Terminal.Show(table);
        task.Note(note);
        task.WritePage(
            $"Which columns of {task.Reference} act together",
            $"Friedman's H on rows of {task.Data}. {note}",
            BarTable.Of(
                $"What columns do only together, in {found.Answer} (a deviation), and H: 0 side by side, 1 only together",
                [.. found.Items.Select(item => ($"{HtmlPage.Name(item.Columns)}<small>H {Figure.Score(item.H)}</small>", 0.0, item.Deviation, Figure.Score(item.Deviation)))]));
        task.Terminal.Document(new { Model = task.Reference, task.Data, Method = task.Method.Name, found.Answer, Rows = found.RowCount, RowsOfData = task.Rows.RowCount, Interactions = found.Items });
    }
}
