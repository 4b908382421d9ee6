using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>The state of a comparison's charts, which is part of its address, and what they draw from.</summary>
sealed record CompareView
{
    /// <summary>Metrics that are drawn unasked.</summary>
    const int DefaultMetrics = 4;

    /// <summary>Quantities to choose from in a plot.</summary>
    const int MostKeys = 200;

    /// <summary>Axes of a plot of parallel coordinates; more cannot be read.</summary>
    const int MostAxes = 9;

    /// <summary>Longest text of a parameter that a plot shows.</summary>
    const int MostText = 60;

    /// <summary>What curves run along.</summary>
    internal static readonly IReadOnlyList<(string Value, string Text)> Axes = [("step", "step"), ("relative", "relative time"), ("wall", "wall clock")];

    /// <summary>Ways to look at quantities of several runs.</summary>
    internal static readonly IReadOnlyList<(string Value, string Text)> Plots = [("parallel", "Parallel coordinates"), ("scatter", "Scatter"), ("contour", "Contour")];

    internal required IReadOnlyList<string> Metrics { get; init; }

    internal required double Smoothing { get; init; }

    internal required string X { get; init; }

    internal required bool LogX { get; init; }

    internal required bool LogY { get; init; }

    internal required bool OnlyDifferences { get; init; }

    internal required string Plot { get; init; }

    internal required string PlotX { get; init; }

    internal required string PlotY { get; init; }

    internal required string Z { get; init; }

    /// <summary>"metrics.NAME" and "params.NAME" of what can be plotted.</summary>
    internal required IReadOnlyList<string> Keys { get; init; }

    internal required IReadOnlyList<string> ParallelAxes { get; init; }

    internal required string DefaultX { get; init; }

    internal required string DefaultY { get; init; }

    internal required string DefaultZ { get; init; }

    /// <summary>The runs' values as JSON that is safe to stand inside a script element.</summary>
    internal required string Data { get; init; }

    /// <summary>Reads the state from an address; what makes no sense there counts as absent.</summary>
    /// <param name="query">The address.</param>
    /// <param name="runs">The runs that are compared.</param>
    /// <param name="differing">Parameters that differ between them.</param>
    /// <param name="curves">Metrics that have a curve, looked up only where the address names none.</param>
    internal static CompareView Read(IQueryCollection query, IReadOnlyList<(string Name, RunInfo Run)> runs, IReadOnlyList<string> differing, Func<IEnumerable<string>> curves)
    {
        string[] metrics = [.. Figure.Telling(runs.SelectMany(pair => pair.Run.Metrics.Keys).ToHashSet()).Select(name => $"metrics.{name}")];
        string[] parameters = [.. differing.Select(name => $"params.{name}")];
        string[] keys = [.. metrics.Take(MostKeys / 2), .. parameters.Take(MostKeys / 2)];
        var z = metrics.FirstOrDefault() ?? "";
        var x = parameters.FirstOrDefault(key => IsNumeric(runs, key)) ?? parameters.FirstOrDefault() ?? z;
        var y = parameters.FirstOrDefault(key => key != x && IsNumeric(runs, key)) ?? metrics.Skip(1).FirstOrDefault() ?? x;
        return new CompareView
        {
            Metrics = query.ContainsKey("metric")
                ? [.. query["metric"].OfType<string>().Where(name => name.Length > 0)]
                : runs.Count == 0 ? [] : [.. curves().Take(DefaultMetrics)],
            Smoothing = double.TryParse(query["smooth"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var smoothing) ? Math.Clamp(smoothing, 0, 0.99) : 0,
            X = OneOf(query["x"], Axes),
            LogX = query["logx"] == "1",
            LogY = query["logy"] == "1",
            OnlyDifferences = query["diff"] == "1",
            Plot = OneOf(query["plot"], Plots),
            PlotX = KeyOf(query["px"], keys, x),
            PlotY = KeyOf(query["py"], keys, y),
            Z = KeyOf(query["pz"], keys, z),
            Keys = keys,
            ParallelAxes = [.. parameters.Concat(metrics).Take(MostAxes)],
            DefaultX = x,
            DefaultY = y,
            DefaultZ = z,
            Data = JsonSerializer.Serialize(runs.Select(pair => new
            {
                name = pair.Name,
                values = keys.Select(key => KeyValuePair.Create(key, ValueOf(pair.Run, key))).Where(value => value.Value is not null).ToDictionary(),
            })),
        };
    }

    static string OneOf(string? text, IReadOnlyList<(string Value, string Text)> choices) => choices.Any(choice => choice.Value == text) ? text! : choices[0].Value; // found, so not null

    static string KeyOf(string? text, string[] keys, string other) => text is not null && keys.Contains(text) ? text : other;

    static bool IsNumeric(IReadOnlyList<(string Name, RunInfo Run)> runs, string key) => runs.Any(pair => ValueOf(pair.Run, key) is double) && !runs.Any(pair => ValueOf(pair.Run, key) is string);

    /// <summary>A finite number, a text, or null where the run has neither.</summary>
    static object? ValueOf(RunInfo run, string key)
    {
        var name = key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (key.StartsWith("metrics.", StringComparison.Ordinal))
        {
            return run.Metrics.TryGetValue(name, out var metric) && double.IsFinite(metric) ? metric : null;
        }

        return !run.Parameters.TryGetValue(name, out var text) ? null :
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number :
            text.Length > MostText ? text[..MostText] + "…" : text;
    }
}
