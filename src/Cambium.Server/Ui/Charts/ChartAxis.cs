namespace Cambium.Server;

/// <summary>An axis of a chart.</summary>
/// <param name="Name">What it measures.</param>
public sealed record ChartAxis(string Name)
{
    /// <summary>Its lower end; null: found from the data.</summary>
    public double? Min { get; init; }

    /// <summary>Its upper end; null: found from the data.</summary>
    public double? Max { get; init; }

    /// <summary>Whether it counts, so that only whole numbers are marked.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether it is drawn by the logarithm; all values are above 0 then.</summary>
    public bool Log { get; init; }

    /// <summary>What stands at 0, 1, 2 and so on; null: the axis counts.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>An axis of shares, from 0 to 1.</summary>
    public static ChartAxis Share(string name) => new(name) { Min = 0, Max = 1 };
}
