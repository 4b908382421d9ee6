using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A comparison of two models as a table: one line a figure and test.</summary>
static class ComparisonView
{
    const int RoomForTest = 90;

    internal static Table Of(ModelComparison comparison, int width)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("figure")).AddColumn(Plain.Right("first")).AddColumn(Plain.Right("second")).AddColumn(Plain.Right("difference"));
        table.AddColumn(Plain.Right("95% interval")).AddColumn(Plain.Right("p"));
        if (width >= RoomForTest)
        {
            table.AddColumn(Plain.Left("test"));
        }

        foreach (var figure in comparison.Figures)
        {
            string[] cells =
            [
                figure.Metric,
                Figure.Score(figure.First),
                Figure.Score(figure.Second),
                Figure.Score(figure.Difference),
                figure.Interval is { } interval ? $"{Figure.Score(interval.Low)} to {Figure.Score(interval.High)}" : "",
                figure.PValue < 0.001 ? "< 0.001" : Figure.Score(figure.PValue),
                figure.Test,
            ];
            Plain.AddRow(table, cells.Take(table.Columns.Count));
        }

        return table;
    }
}
