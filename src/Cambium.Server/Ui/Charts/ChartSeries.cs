namespace Cambium.Server;

/// <summary>Points that belong together.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Points">Pairs of x and y; only finite numbers.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double[]> Points)
{
    /// <summary>Whether marks are drawn at the points; else only the line between them.</summary>
    public bool Marks { get; init; }

    /// <summary>What the legend calls it, where several lines share one entry; null: its name.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether the points stand alone, without a line between them.</summary>
    public bool Dots { get; init; }

    /// <summary>Whether the line keeps each value until the next point.</summary>
    public bool Steps { get; init; }

    /// <summary>The range that each point is uncertain in, low and high; null: none is drawn.</summary>
    public IReadOnlyList<double[]>? Ranges { get; init; }

    /// <summary>Which colour of the palette it has; null: the one of its place in the chart.</summary>
    public int? Colour { get; init; }

    /// <summary>Thins a series evenly, keeping its first and last point and leaving out what is not finite.</summary>
    public static ChartSeries Of(string name, IEnumerable<(double X, double Y)> points, int most = ServerLimits.CurvePoints)
    {
        var finite = points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
        if (finite.Length > most)
        {
            finite = [.. Enumerable.Range(0, most).Select(i => finite[(int)((long)i * (finite.Length - 1) / (most - 1))])];
        }

        return new ChartSeries(name, [.. finite.Select(point => new[] { point.X, point.Y })]);
    }
}
