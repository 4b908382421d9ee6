using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What was found of a model's weak spots: where it does worst, and where asked for how it bears damage, which labels are doubtful, and how much better it is on what it has seen.</summary>
/// <param name="Slices">Where it does worst.</param>
public sealed record WeakSpotFindings(WeakSpotReport Slices)
{
    /// <summary>What the rows were called; empty: nothing is said.</summary>
    public string Data { get; init; } = "";

    /// <summary>How the score falls with noise, missing and swapped values; null: not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RobustnessReport? Robustness { get; init; }

    /// <summary>Labels that are probably wrong; null: not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LabelIssueReport? Labels { get; init; }

    /// <summary>How much better it is on rows learned from; null: not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OverfittingGap? Gap { get; init; }

    /// <summary>All that was found, in plain words: slices, gap, robustness, labels.</summary>
    public EquatableArray<string> Sentences => [.. Slices.Sentences, .. Gap is null ? [] : (string[])[Gap.Sentence], .. Robustness?.Sentences ?? [], .. Labels?.Sentences ?? []];
}
