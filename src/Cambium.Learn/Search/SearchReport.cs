using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a search found: prints a leaderboard, serialises as JSON, refits the best recipe.</summary>
public sealed record SearchReport
{
    const int PrintedTrials = 10;

    /// <summary>The figures that counted, the first the one that trials are ranked by; empty where no trial has figures and none were named.</summary>
    public required EquatableArray<string> Metrics { get; init; }

    /// <summary>All trials that ended, by number.</summary>
    public required EquatableArray<Trial> Trials { get; init; }

    /// <summary>Why the search ended.</summary>
    public required SearchEnd End { get; init; }

    /// <summary>The recipe of the best trial; null where no trial came to its end.</summary>
    public required Recipe? BestRecipe { get; init; }

    /// <summary>How much each setting explains of the differences between trials (fANOVA), the greatest first; empty where there are fewer than 8 trials, or several metrics.</summary>
    public required EquatableArray<SettingImportance> Importances { get; init; }

    /// <summary>The trials that came to their end with the most of the resource that any had, the best first by the first metric.</summary>
    [JsonIgnore]
    public IReadOnlyList<Trial> Leaderboard
    {
        get
        {
            var complete = Trials.Where(trial => trial.Status == TrialStatus.Complete).ToArray();
            var most = complete.Select(trial => trial.Resource).DefaultIfEmpty(1).Max();
            return [.. complete.Where(trial => trial.Resource == most).OrderBy(trial => Losses(trial)[0]).ThenBy(trial => trial.Number)];
        }
    }

    /// <summary>The trials that no other beats by all metrics, by number; with one metric the best and its equals.</summary>
    [JsonIgnore]
    public IReadOnlyList<Trial> ParetoFront
    {
        get
        {
            var trials = Leaderboard;
            return trials.Count == 0 ? [] : [.. ParetoFronts.Of([.. trials.Select(Losses)])[0].Select(place => trials[place]).OrderBy(trial => trial.Number)];
        }
    }

    /// <summary>The best trial by the first metric; null where none came to its end.</summary>
    [JsonIgnore]
    public Trial? Best => Leaderboard is [var best, ..] ? best : null;

    /// <summary>Fits the best recipe to all rows.</summary>
    /// <exception cref="InvalidOperationException">No trial came to its end.</exception>
    /// <exception cref="TableException">The rows cannot be learned from.</exception>
    public Model Refit(Table table, string target, FitOptions options = default)
    {
        if (BestRecipe is { } recipe)
        {
            return recipe.Fit(table, target, options);
        }

        var error = Trials.FirstOrDefault(trial => trial.Error is not null) is { } failed ? $" Trial {failed.Number} failed: {failed.Error}" : "";
        throw new InvalidOperationException($"None of {Trials.Count} trials came to its end, so there is no recipe to fit.{error}");
    }

    /// <summary>The report as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a report that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no such report.</exception>
    public static SearchReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<SearchReport>(json, ModelJson.Options) ?? throw new JsonException("The text is null, expected the report of a search.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new JsonException($"The report cannot be read: {e.Message}", e);
        }
    }

    /// <summary>How the trials ended, the best ten, and what each setting explains.</summary>
    public override string ToString()
    {
        string[][] counts = [.. Enum.GetValues<TrialStatus>().Select(status => (status, Count: Trials.Count(trial => trial.Status == status))).Where(pair => pair.Count > 0)
            .Select(pair => (string[])[pair.status.ToString().ToLowerInvariant(), Text(pair.Count)])];
        var shown = Leaderboard.Take(PrintedTrials).ToArray();
        var names = shown.SelectMany(trial => trial.Settings.Select(setting => setting.Name)).Distinct().ToArray();
        string[][] best =
        [
            ["trial", .. Metrics, .. names],
            .. shown.Select(trial => (string[])
            [
                Text(trial.Number),
                .. Metrics.Select(metric => TextTable.Number(trial[metric])),
                .. names.Select(name => trial.Settings.FirstOrDefault(setting => setting.Name == name)?.Value ?? ""),
            ]),
        ];
        var importances = TextTable.Of([["setting", "importance"], .. Importances.Select(importance => (string[])[importance.Name, TextTable.Number(importance.Share)])]);
        return $"{TextTable.Of(counts)}{(shown.Length == 0 ? "" : $"\n{TextTable.Of(best)}")}{(Importances.Count == 0 ? "" : $"\n{importances}")}";
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    double[] Losses(Trial trial) => [.. Metrics.Select(metric => MetricDirection.Loss(metric, trial[metric]))];
}
