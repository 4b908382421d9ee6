using System.Globalization;
using System.Text;
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
        var (terminal, page) = (task.Terminal, OutputFile.Of(task.Invocation.Value(task.Arguments.Html)));
        var isCurves = task.Method.Name == ExplainMethod.IndividualCurves;
        var rows = task.Sample(task.Rows, isCurves ? MostCurves : MostRows);
        var options = new DependenceOptions { GridSize = GridSize, Class = task.OneClass(), CancellationToken = task.Invocation.CancellationToken };
        var note = task.SampleNote(rows);
        var views = Watch.Over(
            terminal, $"ask the model about {Figure.Count(rows.RowCount, "row")}", task.Columns.Count,
            progress => task.Columns.Select(columns => View(task.Model, rows, columns, isCurves, options with { Progress = progress })).ToArray());
        foreach (var view in views)
        {
            terminal.Line($"[bold]{view.Title}[/]");
            terminal.Show(view.Shown(terminal.Width));
        }

        if (note.Length > 0)
        {
            terminal.Paragraph(2, $"[dim]{note}[/]");
        }

        if (page is not null)
        {
            var body = new StringBuilder();
            body.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlPage.Text($"How {task.Reference} goes with single columns")}</h1>\n<p class=\"dim\">{HtmlPage.Text($"{Figure.Count(rows.RowCount, "row")} of {task.Data}. {note}")}</p>\n<div class=\"plots\">\n");
            body.AppendJoin("", views.Select(view => view.Picture));
            WholeFile.WriteText(page, HtmlPage.Of($"How {task.Reference} goes with single columns", body.Append("</div>\n").ToString(), Picture.Style));
            terminal.Line($"Page: [bold]{page}[/]");
        }

        terminal.Document(new { Model = task.Reference, task.Data, Method = task.Method.Name, Rows = rows.RowCount, RowsOfData = task.Rows.RowCount, Effects = views.Select(view => view.Document) });
    }

    static DependenceView View(Model model, Table rows, string[] columns, bool isCurves, DependenceOptions options) =>
        isCurves ? DependenceView.Of(IndividualCurves.Of(model, rows, columns[0], options))
        : DependenceView.Of(columns.Length == 2 ? PartialDependence.OfPair(model, rows, columns[0], columns[1], options) : PartialDependence.Of(model, rows, columns[0], options));
}
