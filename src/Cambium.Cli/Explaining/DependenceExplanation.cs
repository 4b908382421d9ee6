using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Explains by how the answers go with one or two columns.</summary>
static class DependenceExplanation
{
    const int MostRows = 5_000;
    const int MostCurves = 1_000;
    const int GridSize = 20;

    /// <summary>Computes, shows and writes.</summary>
    internal static void Run(ExplainTask task)
    {
        var terminal = task.Terminal;
        var isCurves = task.Method.Name == ExplainMethod.IndividualCurves;
        var rows = task.Sample(task.Rows, isCurves ? MostCurves : MostRows);
        var note = task.SampleNote(rows);
        var views = Watch.Over(
            terminal, $"ask the model about {Figure.Count(rows.RowCount, "row")}", task.Columns.Count,
            progress => task.Columns.Select(columns => View(task, rows, columns, progress)).ToArray());
        foreach (var view in views)
        {
            terminal.Line($"[bold]{view.Title}[/]");
            terminal.Show(view.Shown(terminal.Width));
        }

        task.Note(note);
        task.WritePage(
            $"How the answers of {task.Reference} go with single columns",
            $"{Figure.Count(rows.RowCount, "row")} of {task.Data}. {note}",
            $"<div class=\"plots\">\n{string.Concat(views.Select(view => view.Picture))}</div>\n");
        terminal.Document(new { Model = task.Reference, task.Data, Method = task.Method.Name, Rows = rows.RowCount, RowsOfData = task.Rows.RowCount, Effects = views.Select(view => view.Document) });
    }

    static DependenceView View(ExplainTask task, Table rows, string[] columns, IProgress<FitProgress> progress)
    {
        var (model, stop, name) = (task.Model, task.Invocation.CancellationToken, task.OneClass());
        if (task.Method.Name == ExplainMethod.AccumulatedEffects)
        {
            var effects = new EffectOptions { Intervals = GridSize, Class = name, Progress = progress, CancellationToken = stop };
            return DependenceView.Of(columns is [var first, var second] ? AccumulatedEffects.OfPair(model, rows, first, second, effects) : AccumulatedEffects.Of(model, rows, columns[0], effects));
        }

        var options = new DependenceOptions { GridSize = GridSize, Class = name, Progress = progress, CancellationToken = stop };
        return task.Method.Name == ExplainMethod.IndividualCurves ? DependenceView.Of(IndividualCurves.Of(model, rows, columns[0], options))
            : DependenceView.Of(columns is [var one, var other] ? PartialDependence.OfPair(model, rows, one, other, options) : PartialDependence.Of(model, rows, columns[0], options));
    }
}
