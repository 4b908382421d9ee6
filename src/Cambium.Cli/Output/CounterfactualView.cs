using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>Changes that turn an answer, as a table and in a sentence.</summary>
static class CounterfactualView
{
    const int MostText = 30;

    /// <summary>A line a changed value, with the new answer at the first of each way.</summary>
    internal static Table Of(Model model, Counterfactuals found)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Right("way")).AddColumn(Plain.Left("column")).AddColumn(Plain.Right("from")).AddColumn(Plain.Right("to"));
        table.AddColumn(Plain.Right(model is ClassifierModel ? $"then for '{found.Wanted}'" : "then")).AddColumn(Plain.Right("distance"));
        for (var way = 0; way < found.Items.Count; way++)
        {
            var item = found.Items[way];
            for (var i = 0; i < item.Changes.Count; i++)
            {
                var change = item.Changes[i];
                Plain.AddRow(
                    table,
                    i == 0 ? Figure.Count(way + 1) : "",
                    change.Column,
                    Plain.Cut(Plain.Clean(change.From), MostText),
                    Plain.Cut(Plain.Clean(change.To), MostText),
                    i == 0 ? Figure.Score(item.Answer) : "",
                    i == 0 ? Figure.Score(item.Distance) : "");
            }
        }

        return table;
    }

    /// <summary>What the model says, and what would be nearest to another answer.</summary>
    internal static string Sentence(Model model, RowAnswer answer, Counterfactuals found)
    {
        var says = answer.Label is { } label ? $"The model answers '{label}' ({Figure.Score(found.Before)} for '{found.Wanted}')." : $"The model says {Figure.Of(found.Before)}.";
        if (found.HoldsAlready)
        {
            return $"{says} That is {(answer.Label is null ? found.Wanted : $"'{found.Wanted}'")} already: nothing needs to change.";
        }

        if (found.Items.Count == 0)
        {
            var among = found.Changeable.Count == 0 ? "no column may change" : $"at most {Figure.Count(found.MaxChanges, "change")} of {string.Join(", ", found.Changeable)}";
            return $"{says} No other values were found that make it {(answer.Label is null ? found.Wanted : $"'{found.Wanted}'")}: {among}. Allow more with --allow, --range or --changes, or take columns out of --fix.";
        }

        var first = found.Items[0];
        var changes = first.Changes.Select(change => $"{change.Column} were {Plain.Cut(Plain.Clean(change.To), MostText)} instead of {Plain.Cut(Plain.Clean(change.From), MostText)}");
        return $"{says} It would be {(model is ClassifierModel ? $"'{found.Wanted}' ({Figure.Score(first.Answer)})" : Figure.Of(first.Answer))} if {string.Join(" and ", changes)}.";
    }
}
