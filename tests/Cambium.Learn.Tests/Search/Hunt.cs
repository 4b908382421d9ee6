using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Searches for the least value of functions, without any table.</summary>
static class Hunt
{
    /// <summary>Says that the losses are better when they are smaller.</summary>
    internal static CrossValidationOptions Validation { get; } = new() { Metrics = [Metric.Of("loss", (_, _) => 0, higherIsBetter: false), Metric.Of("second_loss", (_, _) => 0, higherIsBetter: false)] };

    /// <summary>A space of real numbers.</summary>
    internal static SpaceShape Box(params (double Low, double High)[] ends) =>
        new([.. ends.Select((end, i) => new SpaceDimension($"x{i}", SearchRange.Uniform(end.Low, end.High), -1, 0))]);

    /// <summary>The trials of a search for the least value of a function of named settings.</summary>
    internal static EquatableArray<Trial> Trials(SpaceShape shape, SearchOptions options, Func<IReadOnlyDictionary<string, string>, double> loss) =>
        SearchEngine.Run(shape, options with { Validation = Validation }, task => Judged(task.Trial, loss(task.Trial.Settings.ToDictionary(setting => setting.Name, setting => setting.Value)))).Trials;

    internal static double[] Numbers(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => double.Parse(setting.Value, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>A trial of one fold with one or two losses.</summary>
    internal static Trial Judged(Trial trial, params double[] losses) => trial with
    {
        Status = TrialStatus.Complete,
        Scores = losses.Select((loss, i) => new TrialScore(i == 0 ? "loss" : "second_loss", loss, [loss])).ToEquatableArray(),
    };
}
