using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Searches for the least value of functions, without any table.</summary>
static class Hunt
{
    /// <summary>A space of real numbers.</summary>
    internal static SpaceShape Box(params (double Low, double High)[] ends) =>
        new([.. ends.Select((end, i) => new SpaceDimension($"x{i}", SearchRange.Uniform(end.Low, end.High), -1, 0))]);

    /// <summary>The trials of a search for the least value of a function of named settings.</summary>
    internal static EquatableArray<Trial> Trials(SpaceShape shape, SearchOptions options, Func<IReadOnlyDictionary<string, string>, double> loss) =>
        SearchEngine.Run(shape, options, task => Judged(task.Trial, loss(task.Trial.Settings.ToDictionary(setting => setting.Name, setting => setting.Value)))).Trials;

    /// <summary>The least value found.</summary>
    internal static double Best(SpaceShape shape, Sampler sampler, int trials, long seed, Func<double[], double> function) =>
        Trials(shape, new SearchOptions { Sampler = sampler, Trials = trials, Seed = seed, Workers = 1 }, settings => function(Numbers(settings))).Min(trial => trial["loss"]);

    internal static double[] Numbers(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => double.Parse(setting.Value, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>A trial of one fold with a score that is better when it is smaller: its name ends so.</summary>
    internal static Trial Judged(Trial trial, params double[] losses) => trial with
    {
        Status = TrialStatus.Complete,
        Scores = losses.Select((loss, i) => new TrialScore(i == 0 ? "loss" : "second_loss", loss, [loss])).ToEquatableArray(),
    };
}
