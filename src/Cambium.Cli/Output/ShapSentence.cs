namespace Cambium.Cli;

/// <summary>SHAP values in a sentence.</summary>
static class ShapSentence
{
    /// <summary>Less of all that was moved is not worth naming.</summary>
    const double LeastShare = 0.01;

    /// <summary>What the model says of a row, and which columns moved it most either way.</summary>
    internal static string Of(string target, RowAnswer answer, ExplainedRows row)
    {
        var lines = WaterfallLine.Of(row, row.Count);
        var least = LeastShare * lines.Sum(line => Math.Abs(line.Change));
        var up = lines.Where(line => line.Change > least).MaxBy(line => line.Change);
        var down = lines.Where(line => line.Change < -least).MinBy(line => line.Change);
        var (upwards, downwards) = answer.Class is { } name ? ($"for '{name}'", "against it") : ("upwards", "downwards");
        var moved = (up, down) switch
        {
            (null, null) => "No column moves it.",
            (_, null) => $"Most {upwards} is {Named(up)}; nothing of weight is {(answer.Class is null ? "downwards" : "against it")}.",
            (null, _) => $"Most {(answer.Class is { } other ? $"against '{other}'" : downwards)} is {Named(down)}; nothing of weight is {(answer.Class is null ? "upwards" : "for it")}.",
            _ => $"Most {upwards} is {Named(up)}, most {downwards} {Named(down)}.",
        };
        return $"{Says(target, answer)} {moved}";
    }

    /// <summary>How the base value and the values make the answer.</summary>
    internal static string Sum(ExplainedRows row)
    {
        var output = row.Output ?? 0;
        return $"{row.Values.Outputs[output]}: {Figure.Score(row.Values.BaseValues[output])} without any column, {Figure.Score(row.Values.Answers[output])} for this row";
    }

    static string Says(string target, RowAnswer answer)
    {
        var says = answer.Class is { } name
            ? $"The model says {Figure.Score(answer.Value)} for '{name}'{(answer.Label != name ? $", so its answer is '{answer.Label}'" : answer.Value < 0.5 ? $", and its answer is '{name}'" : "")}"
            : target.Length > 0 ? $"The model says {Figure.Of(answer.Value)} for {target}" : $"The model gives it the score {Figure.Of(answer.Value)}";
        return answer.Truth is not { } truth ? $"{says}." : $"{says}; the table has {(answer.Label is null ? truth : $"'{truth}'")}.";
    }

    static string Named(WaterfallLine line) => $"{line.Column} {(line.Value == "missing" ? "(missing)" : $"= {Plain.Cut(Plain.Clean(line.Value), 40)}")} ({Figure.Signed(line.Change)})";
}
