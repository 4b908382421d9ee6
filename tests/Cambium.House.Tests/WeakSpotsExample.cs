using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/weak-spots.md as they stand there; <see cref="WeakSpotsPageTests"/> compares the two letter by letter and runs them.</summary>
static class WeakSpotsExample
{
    internal static (WeakSpotReport Slices, OverfittingGap Gap, RobustnessReport Damage, LabelIssueReport Labels) Run(string samples)
    {
        // PAGE
        var mortgages = Table.ReadCsv(Path.Combine(samples, "mortgages.csv"));
        var (train, test) = mortgages.Split(0.5, stratifyBy: "deny", seed: 1);
        var recipe = new BoostedTreesClassifier { Trees = 60, Leaves = 8 };
        var model = recipe.Fit(train, "deny");

        var slices = WeakSpots.Find(model, test, new WeakSpotOptions { Depth = 2 });
        // PAGE

        // PAGE
        var gap = OverfittingGap.Measure(model, train, test, new EvaluateOptions());
        // PAGE

        // PAGE
        var damage = Robustness.Measure(model, test, new RobustnessOptions { Seed = 1 });
        // PAGE

        // PAGE
        var labels = LabelIssues.Find(recipe, mortgages, "deny", new LabelIssueOptions());
        // PAGE
        return (slices, gap, damage, labels);
    }
}
