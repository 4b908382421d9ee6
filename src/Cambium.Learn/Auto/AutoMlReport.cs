using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What <see cref="AutoMl"/> tried and chose: prints a leaderboard, serialises as JSON, writes the winner as C#.</summary>
public sealed record AutoMlReport
{
    const int PrintedCandidates = 12;

    /// <summary>The column to predict.</summary>
    public required string Target { get; init; }

    /// <summary>The figure that candidates are ranked by.</summary>
    public required string Metric { get; init; }

    /// <summary>The number of the candidate that was fitted to all rows.</summary>
    public required int Winner { get; init; }

    /// <summary>All candidates, by number.</summary>
    public required EquatableArray<AutoMlCandidate> Candidates { get; init; }

    /// <summary>The columns that no candidate saw: they give the answer away, no learner reads them, or rows were split by them.</summary>
    public required EquatableArray<string> LeftOut { get; init; }

    /// <summary>How many rows were left out because they have no target.</summary>
    public int WithoutTarget { get; init; }

    /// <summary>What was found of the columns.</summary>
    public required EquatableArray<string> Warnings { get; init; }

    /// <summary>The column of row weights; null where there is none.</summary>
    public string? Weight { get; init; }

    /// <summary>How long all of it took, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The candidate that was fitted to all rows.</summary>
    [JsonIgnore]
    public AutoMlCandidate Best => Candidates[Winner - 1];

    /// <summary>The winner's recipe.</summary>
    [JsonIgnore]
    public Recipe BestRecipe => Best.Recipe;

    /// <summary>The candidates that were cross-validated to the end, those on all rows first, the best first.</summary>
    [JsonIgnore]
    public IReadOnlyList<AutoMlCandidate> Leaderboard =>
    [
        .. Candidates.Where(candidate => candidate.Status == TrialStatus.Complete).OrderByDescending(candidate => candidate.Rows)
            .ThenBy(candidate => SearchMetric.Of(Metric, new CrossValidationOptions()).Loss(candidate.Mean)).ThenBy(candidate => candidate.Number),
    ];

    /// <summary>A C# program that fits the winner again.</summary>
    /// <param name="file">The file that the table is read from.</param>
    public string ToCSharp(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ToCSharp(new AutoMlSource(file));
    }

    /// <summary>A C# program that fits the winner again.</summary>
    /// <param name="source">Where the rows came from that were learned from.</param>
    internal string ToCSharp(AutoMlSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return AutoMlProgram.Of(this, source);
    }

    /// <summary>The report as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a report that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no such report.</exception>
    public static AutoMlReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<AutoMlReport>(json, ModelJson.Options) ?? throw new JsonException("The text is null, expected the report of AutoML.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new JsonException($"The report cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The best candidates with their intervals and costs.</summary>
    public override string ToString() => TextTable.Of(
    [
        ["candidate", "number", Metric, "95% interval", "rows", "seconds"],
        .. Leaderboard.Take(PrintedCandidates).Select(candidate => (string[])
        [
            candidate.Family,
            candidate.Number.ToString(CultureInfo.InvariantCulture),
            TextTable.Number(candidate.Mean),
            candidate.Interval is { } interval ? TextTable.Range(interval) : "",
            candidate.Rows.ToString(CultureInfo.InvariantCulture),
            candidate.Seconds.ToString("F2", CultureInfo.InvariantCulture),
        ]),
    ]);
}
