using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>What a search may try, as its run keeps it.</summary>
/// <param name="Settings">The settings, in the space's order.</param>
/// <param name="Metrics">The figures that count; empty where none were named, which means the reports' first.</param>
public sealed record SearchedSpace(IReadOnlyList<SearchedSetting> Settings, IReadOnlyList<SearchMetric> Metrics)
{
    const string RecipeChoice = "recipe";

    /// <summary>A figure by name; a larger one of a name that is not known counts as better.</summary>
    internal static SearchMetric MetricOf(string name, CrossValidationOptions validation)
    {
        var known = validation.Metrics.FirstOrDefault(metric => metric.Name == name) ?? (Metric.Names.Contains(name) ? Metric.Named(name) : null);
        return new SearchMetric(name, known?.HigherIsBetter ?? true);
    }

    internal static SearchedSpace Of(SearchSpace space, SearchOptions options)
    {
        var settings = new List<SearchedSetting>();
        if (space.Branches.Count > 1)
        {
            settings.Add(new SearchedSetting(RecipeChoice) { Values = [.. space.Branches.Select(branch => branch.Name)] });
        }

        foreach (var branch in space.Branches)
        {
            var prefix = space.Branches.Count > 1 ? $"{branch.Name}." : "";
            settings.AddRange(branch.Settings.Select(setting => new SearchedSetting(prefix + setting.Name)
            {
                Low = setting.Range.Low,
                High = setting.Range.High,
                IsLog = setting.Range.IsLog,
                Values = [.. setting.Range.Values],
                Under = setting.When is { } when ? prefix + when.Setting : space.Branches.Count > 1 ? RecipeChoice : null,
                UnderValue = setting.When?.Value ?? (space.Branches.Count > 1 ? branch.Name : null),
            }));
        }

        return new SearchedSpace(settings, [.. options.Metrics.Select(name => MetricOf(name, options.Validation))]);
    }
}
