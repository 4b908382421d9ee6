using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/conformal.md as they stand there; <see cref="ConformalPageTests"/> compares the two letter by letter and runs them.</summary>
static class ConformalExample
{
    /// <summary>What the examples give.</summary>
    internal static (Table Answers, CoverageReport Report, CoverageReport Plain, CoverageReport Each) Run(string samples)
    {
        // PAGE
        var patients = Table.ReadCsv(Path.Combine(samples, "diabetes.csv"));
        var (train, test) = patients.Split(0.7, seed: 1);

        var model = new ConformalRegressor { Base = new LinearRegression(), Coverage = 0.9 }.Fit(train, "progression");
        var answers = model.Predict(test);
        var report = model.EvaluateCoverage(test, new CoverageOptions { By = ["sex"] });
        // PAGE

        // PAGE
        var (known, fresh) = Table.ReadCsv(Path.Combine(samples, "mortgages.csv")).Split(0.7, "deny", seed: 1);
        var recipe = new ConformalClassifier { Base = new BoostedTreesClassifier { Trees = 50 }, Coverage = 0.9, Share = 0.3 };

        var plain = recipe.Fit(known, "deny").EvaluateCoverage(fresh);
        var each = (recipe with { ByClass = true }).Fit(known, "deny").EvaluateCoverage(fresh);
        // PAGE
        return (answers, report, plain, each);
    }
}
