using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.House.Tests;

/// <summary>The README's example as it stands there; <see cref="ReadmeTests"/> compares the two letter by letter and runs it.</summary>
static class ReadmeExample
{
    internal static (ClassificationReport Report, Explanation Why) Run()
    {
        // README
        var table = Table.ReadCsv("mortgages.csv");
        var (train, test) = table.Split(0.8, stratifyBy: "deny", seed: 42);

        var recipe = new Impute()
            .Then(new OneHot())
            .Then(new BoostedTreesClassifier { Trees = 300, LearningRate = 0.05 });

        var model = recipe.Fit(train, target: "deny");
        var report = model.Evaluate(test);
        var why = model.Explain(test);

        model.Save("mortgages.model");
        Tracker.Open("./runs").Log("mortgages", recipe, model, report);
        // README

        return (report, why);
    }
}
