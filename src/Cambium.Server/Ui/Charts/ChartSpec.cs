using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cambium.Server;

/// <summary>What a chart shows; how it looks is the script's matter.</summary>
/// <param name="Kind">"line", "scatter", "bar" or "parallel".</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
public sealed record ChartSpec(string Kind, ChartAxis X, ChartAxis Y)
{
    /// <summary>Escapes everything that could end the script element that holds the data.</summary>
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The lines or clouds of points; empty for bars.</summary>
    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>The bars, from top to bottom; empty for other kinds.</summary>
    public IReadOnlyList<ChartBar> Bars { get; init; } = [];

    /// <summary>Parallel coordinates; null for other kinds.</summary>
    public ParallelSpec? Parallel { get; init; }

    /// <summary>A dashed line that the eye compares with, such as chance level; null: none.</summary>
    public ChartSeries? Reference { get; init; }

    /// <summary>Whether there is anything to draw.</summary>
    [JsonIgnore]
    public bool IsEmpty => Bars.Count == 0 && Parallel is null && Series.All(series => series.Points.Count == 0);

    /// <summary>The chart as JSON, safe to stand inside a script element.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
