using Cambium.Data;
using Cambium.Learn;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cambium.Cli;

/// <summary>How answers go with one or two columns, as text, as a picture and as a document.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Shown">The text for a width.</param>
/// <param name="Picture">The picture as HTML.</param>
/// <param name="Document">The figures.</param>
sealed record DependenceView(string Title, Func<int, IRenderable> Shown, string Picture, object Document)
{
    const int LabelWidth = 24;
    const int LeastBar = 4;
    const int MostBar = 48;
    const int MostAcross = 6;

    /// <summary>Mean answers by one column or two.</summary>
    internal static DependenceView Of(PartialDependence dependence)
    {
        var title = $"Mean {dependence.Answer} by {string.Join(" and ", dependence.Axes.Select(axis => axis.Column))}";
        var document = new { dependence.Answer, Axes = dependence.Axes, Values = dependence.Means, Rows = dependence.RowCount };
        return dependence.Axes is [var first, var second]
            ? new DependenceView(title, _ => Grid(first, second, dependence.Means), PairPicture.Of(title, first, second, dependence.Means), document)
            : new DependenceView(title, width => Dots(dependence.Axes[0], [], dependence.Means, [], width), CurvePicture.Of(title, dependence.Axes[0], [dependence.Means]), document);
    }

    /// <summary>Accumulated local effects of one column or two.</summary>
    internal static DependenceView Of(AccumulatedEffects effects)
    {
        var document = new { effects.Answer, effects.Axes, effects.Effects, effects.Counts };
        if (effects.Axes is [var first, var second])
        {
            var both = $"What {first.Column} and {second.Column} do to {effects.Answer} together, beyond what each does alone";
            return new DependenceView(both, _ => Grid(first, second, effects.Effects), PairPicture.Of(both, first, second, effects.Effects), document);
        }

        var title = $"Accumulated effect on {effects.Answer} by {effects.Axes[0].Column}";
        return new DependenceView(title, width => Dots(effects.Axes[0], [], effects.Effects, [], width), CurvePicture.Of(title, effects.Axes[0], [effects.Effects]), document);
    }

    /// <summary>The curves of single rows.</summary>
    internal static DependenceView Of(IndividualCurves curves)
    {
        var title = $"{curves.Answer} by {curves.Axis.Column}: mean and middle 80 % of rows";
        var sorted = Enumerable.Range(0, curves.Axis.Count).Select(place => Enumerable.Range(0, curves.RowCount).Select(row => curves.Curve(row)[place]).Order().ToArray()).ToArray();
        EquatableArray<double> mean = curves.Mean().ToEquatableArray(), low = Part(0.1), high = Part(0.9);
        return new DependenceView(
            title,
            width => Dots(curves.Axis, low, mean, high, width),
            CurvePicture.Of(title, curves.Axis, [mean, low, high], curves),
            new { curves.Answer, curves.Axis, Mean = mean, Low = low, High = high, Rows = curves.RowCount });

        EquatableArray<double> Part(double share) => sorted.Select(values => values[(int)Math.Round(share * (values.Length - 1))]).ToEquatableArray();
    }

    /// <summary>A line a value: a dot between the least and the greatest, and where there are borders, what lies between them.</summary>
    internal static Grid Dots(DependenceAxis axis, EquatableArray<double> low, EquatableArray<double> middle, EquatableArray<double> high, int width)
    {
        var known = low.Concat(middle).Concat(high).Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (least, most) = (known.Min(), known.Max());
        var figures = middle.Select(Figure.Score).ToArray();
        var labelWidth = Math.Clamp(width - figures.Max(text => text.Length) - 6 - LeastBar, LeastBar, LabelWidth); // labels give way, figures never
        var labels = axis.Labels.Select(label => Plain.Cut(Plain.Clean(label), labelWidth)).ToArray();
        var room = Math.Clamp(width - labels.Max(label => label.Length) - figures.Max(text => text.Length) - 6, LeastBar, MostBar);
        var grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1).RightAligned())
            .AddColumn(new GridColumn().NoWrap().PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(0).RightAligned());
        for (var place = 0; place < axis.Count; place++)
        {
            var cells = new string(' ', room).ToCharArray();
            if (low.Count > 0)
            {
                cells.AsSpan(Cell(low[place])..(Cell(high[place]) + 1)).Fill('─');
            }

            if (double.IsFinite(middle[place]))
            {
                cells[Cell(middle[place])] = '●';
            }

            grid.AddRow(new Text(labels[place], new Style(decoration: Decoration.Dim)), new Text($"│{new string(cells)}"), new Text(figures[place]));
        }

        return grid;

        int Cell(double value) => most > least ? (int)Math.Round((value - least) / (most - least) * (room - 1)) : 0;
    }

    /// <summary>A line a value of the first column, a column a value of the second.</summary>
    internal static Spectre.Console.Table Grid(DependenceAxis first, DependenceAxis second, EquatableArray<double> values)
    {
        int[] across = second.Count <= MostAcross ? [.. Enumerable.Range(0, second.Count)] : [.. Enumerable.Range(0, MostAcross).Select(place => place * (second.Count - 1) / (MostAcross - 1))];
        var table = Plain.Table();
        table.AddColumn(Plain.Right($"{Plain.Cut(first.Column, LabelWidth)} \\ {Plain.Cut(second.Column, LabelWidth)}"));
        foreach (var place in across)
        {
            table.AddColumn(Plain.Right(Plain.Cut(Plain.Clean(second.Labels[place]), LabelWidth / 2)));
        }

        for (var row = 0; row < first.Count; row++)
        {
            Plain.AddRow(table, [Plain.Cut(Plain.Clean(first.Labels[row]), LabelWidth), .. across.Select(place => Figure.Score(values[(row * second.Count) + place]))]);
        }

        return table;
    }
}
