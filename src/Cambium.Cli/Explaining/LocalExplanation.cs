using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Explains the answer to a row by LIME, or by an anchor.</summary>
static class LocalExplanation
{
    const int MostTerms = 12;
    const int BackgroundRows = 1_000;

    /// <summary>A linear fit near the row.</summary>
    internal static void RunLime(ExplainTask task)
    {
        var (terminal, row) = (task.Terminal, task.Rows.Slice(task.Row ?? 0, 1));
        var background = task.Background(BackgroundRows);
        var answer = RowAnswer.Of(task.Model, row, task.Class);
        var options = new LimeOptions { Class = answer.Class, Seed = task.Seed, CancellationToken = task.Invocation.CancellationToken };
        var lime = Lime.Of(task.Model, row, background, options);
        // A rest of one term is no shorter than the term.
        var terms = lime.Terms.Take(lime.Terms.Count == MostTerms + 1 ? MostTerms + 1 : MostTerms).ToArray();
        var note = $"LIME: {Figure.Count(options.Samples)} rows like those of {task.BackgroundWords(background)}, near row {task.Row + 1}. The fit says {Figure.Score(lime.LocalAnswer)}, the model {Figure.Score(lime.ModelAnswer)}; R² {Figure.Score(lime.R2)}.{(lime.R2 < 0.5 ? " The fit is poor: trust it little." : "")}";
        terminal.Line($"[bold]{task.Reference}[/] on row {task.Row + 1} of {task.Data}: {lime.Answer} {Figure.Score(lime.ModelAnswer)}, by a linear fit near the row");
        terminal.Show(ShapView.Terms([.. terms.Select(term => (term.Text, term.Weight))], terminal.Width));
        if (lime.Terms.Count > terms.Length)
        {
            terminal.Line($"  and {Figure.Count(lime.Terms.Count - terms.Length, "term")} that count less");
        }

        ReportView.ShowThreshold(terminal, task.Model);
        task.Note(note);
        task.WritePage(
            $"Why {task.Reference} answers so to row {task.Row + 1}", note,
            BarTable.Of($"What moves {lime.Answer}, where it holds", [.. lime.Terms.Select(term => (HtmlPage.Name(term.Text), 0.0, term.Weight, Figure.Signed(term.Weight)))]));
        terminal.Document(new
        {
            Model = task.Reference,
            task.Data,
            Row = task.Row + 1,
            Method = task.Method.Name,
            lime.Answer,
            lime.ModelAnswer,
            lime.LocalAnswer,
            lime.Intercept,
            lime.R2,
            lime.Terms,
        });
    }

    /// <summary>A rule that keeps the answer in place.</summary>
    internal static void RunAnchors(ExplainTask task)
    {
        if (task.Model is RegressorModel)
        {
            throw CommandException.Failed($"An anchor holds a decision in place, but {task.Reference} answers with a number. Explain it by --method shap or lime.");
        }

        if (task.Class is not null)
        {
            throw CommandException.Misuse("--method anchors explains the class that is answered. Leave --class out.");
        }

        var (terminal, row) = (task.Terminal, task.Rows.Slice(task.Row ?? 0, 1));
        var background = task.Background(BackgroundRows);
        var options = new AnchorOptions { Seed = task.Seed, CancellationToken = task.Invocation.CancellationToken };
        var anchor = Watch.Over(terminal, "look for a rule", 1, progress => Anchor.Of(task.Model, row, background, options with { Progress = progress }));
        var sentence = Sentence(anchor);
        terminal.Line($"[bold]{task.Reference}[/] on row {task.Row + 1} of {task.Data}");
        terminal.Paragraph(2, $"{sentence}");
        var note = $"Tried on {Figure.Count(anchor.Asked, "row")} made of {task.BackgroundWords(background)}.";
        task.Note(note);
        task.WritePage($"Why {task.Reference} answers so to row {task.Row + 1}", note, $"<p class=\"sentence\">{HtmlPage.Text(sentence)}</p>\n");
        terminal.Document(new { Model = task.Reference, task.Data, Row = task.Row + 1, Method = task.Method.Name, Anchor = anchor, Sentence = sentence });
    }

    static string Sentence(Anchor anchor)
    {
        if (anchor.Conditions.Count == 0)
        {
            return $"The model answers '{anchor.Decision}' to {Figure.Share(anchor.Precision)} of all rows: no column is needed to explain it.";
        }

        var doubt = anchor.IsReached ? "" : " No rule was found that is as sure as was asked for; this is the surest.";
        return $"Where {string.Join(" and ", anchor.Conditions)}, the model answers '{anchor.Decision}' to {Figure.Share(anchor.Precision)} of rows, whatever else they hold. That is so for {Figure.Share(anchor.Coverage)} of rows.{doubt}";
    }
}
