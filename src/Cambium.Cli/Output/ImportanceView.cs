using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>Importances as bars.</summary>
static class ImportanceView
{
    const int NameWidth = 26;
    const int FiguresWidth = 20;

    /// <summary>The most important columns, a bar each.</summary>
    internal static Grid Of(Explanation explanation, int most, int width)
    {
        var shown = explanation.Importances.Take(most).ToArray();
        var longest = Math.Min(NameWidth, shown.Length == 0 ? 0 : shown.Max(importance => importance.Column.Length));
        var room = Math.Clamp(width - longest - FiguresWidth, 8, 40);
        var largest = shown.Length == 0 ? 0 : shown.Max(importance => importance.Drop);
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2))
            .AddColumn(new GridColumn().NoWrap().PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(0));
        foreach (var importance in shown)
        {
            grid.AddRow(
                new Text(Plain.Cut(importance.Column, NameWidth)),
                new Text(Bar.Horizontal(importance.Drop / largest, room), new Style(Color.Green)),
                new Text($"{Figure.Score(importance.Drop)} ± {Figure.Score(importance.StandardDeviation)}"));
        }

        return grid;
    }

    /// <summary>The importances for a program.</summary>
    internal static object Document(Explanation explanation) => new
    {
        explanation.Score,
        explanation.Baseline,
        Columns = explanation.Importances.Select(importance => new { importance.Column, importance.Drop, importance.StandardDeviation }),
    };
}
