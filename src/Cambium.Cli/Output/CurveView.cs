using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A curve on the terminal: a table, and a small drawing below it.</summary>
static class CurveView
{
    const int Height = 10;
    const int MostStep = 12;
    const char TestMark = '●';
    const char TrainMark = '○';

    /// <summary>One line a point.</summary>
    internal static Table Of(string at, string score, IReadOnlyList<CurveLine> lines)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Right(at)).AddColumn(Plain.Right($"{score} {TrainMark} learned from")).AddColumn(Plain.Right($"{TestMark} left out")).AddColumn(Plain.Right("± sd over folds"));
        foreach (var line in lines)
        {
            var (train, test) = line.Of(score);
            Plain.AddRow(table, line.At, Figure.Score(train.Mean), Figure.Score(test.Mean), Figure.Score(test.StandardDeviation));
        }

        return table;
    }

    /// <summary>The points as marks at their heights, in lines of text; none where no figure is defined.</summary>
    /// <param name="score">The figure to draw.</param>
    /// <param name="lines">The points, from left to right.</param>
    /// <param name="width">Columns of text.</param>
    internal static string[] Drawing(string score, IReadOnlyList<CurveLine> lines, int width)
    {
        var values = lines.Select(line => line.Of(score)).Select(pair => (Train: pair.Train.Mean, Test: pair.Test.Mean)).ToArray();
        double[] defined = [.. values.SelectMany(pair => (double[])[pair.Train, pair.Test]).Where(double.IsFinite)];
        if (defined.Length == 0)
        {
            return [];
        }

        var (low, high) = (defined.Min(), defined.Max());
        string[] borders = [Figure.Score(high), Figure.Score(low)];
        var margin = borders.Max(text => text.Length);
        var step = Math.Clamp((width - margin - 4) / lines.Count, 1, MostStep);
        var cells = Enumerable.Range(0, Height).Select(_ => new string(' ', lines.Count * step).ToCharArray()).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            Mark(values[i].Train, i, TrainMark);
            Mark(values[i].Test, i, TestMark);
        }

        return [.. cells.Select((row, place) => $"{(place == 0 ? borders[0] : place == Height - 1 ? borders[1] : "").PadLeft(margin)} │ {new string(row)}".TrimEnd())];

        void Mark(double value, int place, char mark)
        {
            if (double.IsFinite(value))
            {
                var fromTop = high == low ? 0 : (int)Math.Round((high - value) / (high - low) * (Height - 1));
                cells[fromTop][(place * step) + (step / 2)] = mark;
            }
        }
    }
}
