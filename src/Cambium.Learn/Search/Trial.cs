using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One cross-validation of one recipe in a search.</summary>
public sealed record Trial
{
    /// <summary>Its number, from 1, in the order in which trials were chosen.</summary>
    public required int Number { get; init; }

    /// <summary>The settings that were tried, by their names in the space.</summary>
    public required EquatableArray<TrialSetting> Settings { get; init; }

    /// <summary>How it stands.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>The share of rows, folds or a setting that it was given, above 0; 1 is all.</summary>
    public double Resource { get; init; } = 1;

    /// <summary>The trial that had the same settings with less of the resource; 0: none had.</summary>
    public int Repeats { get; init; }

    /// <summary>The figures over the folds that were done; empty where it failed.</summary>
    public EquatableArray<TrialScore> Scores { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The mean of a figure over the folds.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public double this[string name] =>
        Scores.FirstOrDefault(score => score.Name == name)?.Mean
        ?? throw new ArgumentException(
            $"Trial {Number} has no figure '{name}'.{NearestName.Suggestion(name, Scores.Select(score => score.Name))} It has: {string.Join(", ", Scores.Select(score => score.Name))}.", nameof(name));

    /// <summary>The trial as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a trial that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no trial.</exception>
    public static Trial FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return JsonSerializer.Deserialize<Trial>(json, ModelJson.Options) ?? throw new JsonException("The text is null, expected a trial.");
    }
}
