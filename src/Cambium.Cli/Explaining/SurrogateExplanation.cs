using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Explains by a shallow tree that answers as the model does, as far as it can.</summary>
static class SurrogateExplanation
{
    const int MostRows = 20_000;

    /// <summary>Fits, shows and writes.</summary>
    internal static void Run(ExplainTask task)
    {
        var terminal = task.Terminal;
        var rows = task.Sample(task.Rows, MostRows);
        var options = new SurrogateOptions { Class = task.OneClass(), Seed = task.Seed, CancellationToken = task.Invocation.CancellationToken };
        var surrogate = SurrogateTree.Of(task.Model, rows, options);
        var tree = surrogate.Tree.ToString()!.TrimEnd(); // a model has a text
        var agreement = surrogate.Agreement is { } share ? $" They agree on {Figure.Share(share)} of rows." : "";
        var note = $"Fidelity R² {Figure.Score(surrogate.Fidelity)} on rows that the tree did not see.{agreement}{(surrogate.Fidelity < 0.5 ? " That is little: the model does more than so few questions can tell." : "")} {task.SampleNote(rows)}".TrimEnd();
        terminal.Line($"[bold]{task.Reference}[/] on {Figure.Count(rows.RowCount, "row")} of {task.Data}: {surrogate.Answer}, as a tree of few questions tells it");
        foreach (var line in tree.Split('\n'))
        {
            terminal.Unwrapped($"  {line.TrimEnd()}");
        }

        task.Note(note);
        task.WritePage($"{task.Reference} as a tree of few questions", note, $"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"The tree\"><pre>{HtmlPage.Text(tree)}</pre></div>\n");
        terminal.Document(new { Model = task.Reference, task.Data, Method = task.Method.Name, surrogate.Answer, Rows = rows.RowCount, RowsOfData = task.Rows.RowCount, surrogate.Fidelity, surrogate.TrainingFidelity, surrogate.Agreement, Tree = tree });
    }
}
