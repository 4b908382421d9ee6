using System.Text.Json;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How well a model's answers match the truth: prints as a small table, serialises as JSON, holds the points of its curves.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ClassificationReport), "classification")]
[JsonDerivedType(typeof(RegressionReport), "regression")]
[JsonDerivedType(typeof(ClusteringReport), "clustering")]
[JsonDerivedType(typeof(OutlierReport), "outliers")]
[JsonDerivedType(typeof(CoverageReport), "coverage")]
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
            $"The report has no figure '{name}'.{NearestName.Suggestion(name, Scores.Select(score => score.Name))} It has: " +
            $"{string.Join(", ", Scores.Select(score => score.Name))}.",
            nameof(name));

    /// <summary>The report as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a report that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no report.</exception>
    public static Report FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<Report>(json, ModelJson.Options) ?? throw new JsonException(
                "The text is null, expected a report.");
        }
        catch (NotSupportedException e)
        {
            throw new JsonException($"The report cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The figures as a small table, with their intervals.</summary>
    public sealed override string ToString()
    {
        var scores = Scores.Select(score => (string[])[score.Name, TextTable.Number(score.Value), score.Interval is { } interval ? TextTable.Range(interval) : ""]);
        return $"{TextTable.Of([["rows", $"{Rows}"], .. scores])}{Details()}";
    }

    /// <summary>What a kind of report prints below its figures.</summary>
    private protected virtual string Details() => "";
}
