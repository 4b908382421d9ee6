using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>Importances as bars.</summary>
static class ImportanceView
{
    const int NameWidth = 26;
    const int Gaps = 6;
    const int LeastBar = 4;

    /// <summary>The most important columns, a bar each.</summary>
    internal static Grid Of(Explanation explanation, int most, int width)
    {
        var shown = explanation.Importances.Take(most).ToArray();
        var figures = Array.ConvertAll(shown, importance => $"{Figure.Score(importance.Drop)} ± {Figure.Score(importance.StandardDeviation)}");
        var free = width - Gaps - figures.Select(text => text.Length).DefaultIfEmpty().Max();

        // Names give way, figures never.
        var nameWidth = Math.Clamp(free - LeastBar, LeastBar, NameWidth);
        var longest = Math.Min(nameWidth, shown.Length == 0 ? 0 : shown.Max(importance => importance.Column.Length));
        var room = Math.Clamp(free - longest, LeastBar, 40);
        var largest = shown.Length == 0 ? 0 : shown.Max(importance => importance.Drop);
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2))
            .AddColumn(new GridColumn().NoWrap().PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(0));
        for (var i = 0; i < shown.Length; i++)
        {
            grid.AddRow(
                new Text(Plain.Cut(shown[i].Column, nameWidth)),
                new Text(Bar.Horizontal(shown[i].Drop / largest, room), new Style(Color.Green)),
                new Text(figures[i]));
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
