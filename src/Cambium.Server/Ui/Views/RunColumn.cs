using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A column of the table of runs.</summary>
/// <param name="Key">Its name in the address: "name", "status", "started", "duration", "metrics.X", "params.X" or "tags.X".</param>
sealed record RunColumn(string Key)
{
    /// <summary>Columns that every run has.</summary>
    internal static readonly RunColumn[] Fixed = [new("name"), new("status"), new("started"), new("duration")];

    /// <summary>Its heading.</summary>
    internal string Label => Key switch
    {
        "name" => "Run",
        "status" => "Status",
        "started" => "Started",
        "duration" => "Duration",
        _ => IsMetric ? Figure.Of(Inner).Label : Inner,
    };

    /// <summary>What it means, in a few words.</summary>
    internal string Hint => Key switch
    {
        _ when IsMetric => $"{Inner}. {Figure.Of(Inner).Hint}".TrimEnd(' ', '.'),
        _ when Key.StartsWith("params.", StringComparison.Ordinal) => $"Parameter {Inner}",
        _ => "",
    };

    /// <summary>Whether it holds a metric.</summary>
    internal bool IsMetric => Key.StartsWith("metrics.", StringComparison.Ordinal);

    /// <summary>The name of the metric, parameter or tag.</summary>
    internal string Inner => Key[(Key.IndexOf('.') + 1)..];

    /// <summary>Whether the first click on its heading puts the greatest on top.</summary>
    internal bool GreatestFirst => Key is "started" or "duration" || (IsMetric && Figure.Of(Inner).Direction >= 0);

    /// <summary>Sorts runs by this column; those without a value come last either way.</summary>
    internal IEnumerable<RunInfo> Sort(IEnumerable<RunInfo> runs, bool descending, DateTimeOffset now)
    {
        var keyed = runs
            .Select(run => (run, value: ValueOf(run, now)))
            .OrderBy(pair => double.IsNaN(pair.value.Number) && pair.value.Text.Length == 0);
        var sorted = descending
            ? keyed.ThenByDescending(pair => pair.value.Number).ThenByDescending(pair => pair.value.Text, StringComparer.OrdinalIgnoreCase)
            : keyed.ThenBy(pair => double.IsNaN(pair.value.Number))
                .ThenBy(pair => pair.value.Number)
                .ThenBy(pair => pair.value.Text, StringComparer.OrdinalIgnoreCase);
        return sorted.Select(pair => pair.run);
    }

    /// <summary>The value of the run's parameter or tag; empty where it has none.</summary>
    internal string TextOf(RunInfo run) =>
        (Key.StartsWith("tags.", StringComparison.Ordinal) ? run.Tags : run.Parameters).GetValueOrDefault(Inner, "");

    /// <summary>The run's value: a number, or a text where it is none; neither where the run has no value.</summary>
    (double Number, string Text) ValueOf(RunInfo run, DateTimeOffset now) => Key switch
    {
        "name" => (double.NaN, RunDisplay.Name(run)),
        "status" => (double.NaN, RunDisplay.Status(run)),
        "started" => (run.Started.UtcTicks, ""),
        "duration" => (RunDisplay.Duration(run, now)?.TotalSeconds ?? double.NaN, ""),
        _ when IsMetric => (run.Metrics.GetValueOrDefault(Inner, double.NaN), ""),
        _ => Parsed(TextOf(run)),
    };

    static (double Number, string Text) Parsed(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (number, "") : (double.NaN, text);
}
