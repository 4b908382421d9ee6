using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a model's answers match the truth: prints as a small table, serialises as JSON, holds the points of its curves.</summary>
public abstract record Report
{
    private protected Report()
    {
    }

    /// <summary>The number of rows judged.</summary>
    public required int Rows { get; init; }

    /// <summary>The figures, the main one first.</summary>
    public required EquatableArray<Score> Scores { get; init; }

    /// <summary>The value of a figure by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public double this[string name] =>
        Scores.FirstOrDefault(score => score.Name == name)?.Value
        ?? throw new ArgumentException(
            $"The report has no figure '{name}'.{NearestName.Suggestion(name, Scores.Select(score => score.Name))} It has: {string.Join(", ", Scores.Select(score => score.Name))}.",
            nameof(name));

    /// <summary>The report as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => throw new NotImplementedException();

    /// <summary>Reads a report that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is no report.</exception>
    public static Report FromJson(string json) => throw new NotImplementedException();
}
