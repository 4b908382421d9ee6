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

    /// <summary>An axis of shares, from 0 to 1.</summary>
    public static ChartAxis Share(string name) => new(name) { Min = 0, Max = 1 };
}
