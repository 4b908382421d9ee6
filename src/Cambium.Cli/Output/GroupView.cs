using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A comparison of groups as a table, and in one sentence.</summary>
static class GroupView
{
    const int RoomForAccuracy = 70;

    /// <summary>One line a group.</summary>
    internal static Table Of(GroupComparison comparison, int width)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.LeftUnbroken(comparison.By)).AddColumn(Plain.Right("rows"));
        table.AddColumn(Plain.Right($"truly {comparison.Positive}")).AddColumn(Plain.Right($"called {comparison.Positive}"));
        table.AddColumn(Plain.Right("found")).AddColumn(Plain.Right("false alarms"));
        if (width >= RoomForAccuracy)
        {
            table.AddColumn(Plain.Right("right"));
        }

        foreach (var group in comparison.Groups)
        {
            string[] cells =
            [
                Plain.Cut(group.Group, width / 4),
                Figure.Count(group.Rows),
                Figure.Share(group.BaseRate),
                Figure.Share(group.SelectionRate),
                Figure.Share(group.TruePositiveRate),
                Figure.Share(group.FalsePositiveRate),
                Figure.Share(group.Accuracy),
            ];
            Plain.AddRow(table, cells.Take(table.Columns.Count));
        }

        return table;
    }

    /// <summary>The widest gap in words.</summary>
    internal static string Sentence(GroupComparison comparison)
    {
        var most = comparison.Groups.MaxBy(group => group.SelectionRate);
        var least = comparison.Groups.MinBy(group => group.SelectionRate);
        if (comparison.Groups.Count < 2 || most is null || least is null || most.Group == least.Group)
        {
            return $"The groups of {comparison.By} are called '{comparison.Positive}' equally often.";
        }

        var times = least.SelectionRate > 0 ? $" ({Figure.Of(Math.Round(most.SelectionRate / least.SelectionRate, 1))} times as often)" : "";
        return $"With {comparison.By} = {most.Group} the model calls {Figure.Share(most.SelectionRate)} of rows '{comparison.Positive}', with {comparison.By} = {least.Group} " +
            $"{Figure.Share(least.SelectionRate)}{times}; in truth it is {Figure.Share(most.BaseRate)} and {Figure.Share(least.BaseRate)}.{FalseAlarms(comparison)}";
    }

    static string FalseAlarms(GroupComparison comparison)
    {
        var known = comparison.Groups.Where(group => !double.IsNaN(group.FalsePositiveRate)).ToArray();
        if (known.Length < 2)
        {
            return "";
        }

        var most = known.MaxBy(group => group.FalsePositiveRate)!; // there are two
        var least = known.MinBy(group => group.FalsePositiveRate)!; // there are two
        return most.FalsePositiveRate > least.FalsePositiveRate
            ? $" Of the rows that are not '{comparison.Positive}' in truth it calls {Figure.Share(most.FalsePositiveRate)} so with {comparison.By} = {most.Group}, " +
                $"{Figure.Share(least.FalsePositiveRate)} with {comparison.By} = {least.Group}."
            : "";
    }
}
