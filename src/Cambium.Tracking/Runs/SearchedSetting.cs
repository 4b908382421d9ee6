namespace Cambium.Tracking;

/// <summary>A setting of a searched space.</summary>
/// <param name="Name">Its name, as the trials' parameters have it.</param>
public sealed record SearchedSetting(string Name)
{
    /// <summary>The least number; 0 for listed values.</summary>
    public double Low { get; init; }

    /// <summary>The greatest number; 0 for listed values.</summary>
    public double High { get; init; }

    /// <summary>Whether numbers are drawn by their logarithm.</summary>
    public bool IsLog { get; init; }

    /// <summary>The listed values; empty for numbers.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The setting that must have a value for this one to exist; null: it always exists.</summary>
    public string? Under { get; init; }

    /// <summary>That value.</summary>
    public string? UnderValue { get; init; }
}
