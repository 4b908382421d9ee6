using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/fairness.md as they stand there; <see cref="FairnessPageTests"/> compares the two letter by letter and runs them.</summary>
static class FairnessExample
{
    internal static (GroupComparison Compas, GroupComparison Before, GroupComparison Fair, double Accuracy, double FairAccuracy, TradeOffCurve Curve) Run(string samples)
    {
        // PAGE
        var cells = new[]
        {
            ("African-American", "yes", "yes", 1369), ("African-American", "no", "yes", 805), ("African-American", "yes", "no", 532), ("African-American", "no", "no", 990),
            ("Caucasian", "yes", "yes", 505), ("Caucasian", "no", "yes", 349), ("Caucasian", "yes", "no", 461), ("Caucasian", "no", "no", 1139),
        };
        var rows = cells.SelectMany(cell => Enumerable.Repeat(cell, cell.Item4)).ToArray();
        var compas = Table.Create(
            Column.Of("race", [.. rows.Select(row => row.Item1)]),
            Column.Of("reoffended", [.. rows.Select(row => row.Item2)]),
            Column.Of("high_risk", [.. rows.Select(row => row.Item3)]));

        var published = GroupComparison.Of(compas, "reoffended", "high_risk", new FairnessOptions { Columns = ["race"] });
        // PAGE

        // PAGE
        var mortgages = Table.ReadCsv(Path.Combine(samples, "mortgages.csv"));
        var (train, test) = mortgages.Split(0.5, stratifyBy: "deny", seed: 1);
        var groups = new FairnessOptions { Columns = ["afam"] };
        var recipe = (Classifier)RecipeCatalog.Prepare(new LogisticRegression());

        var before = recipe.Fit(train, "deny").CompareGroups(test, groups);
        // PAGE

        // PAGE
        var fair = new ExponentiatedGradient
        {
            Base = recipe,
            Groups = ["afam"],
            Constraint = FairConstraint.DemographicParity,
            Bound = 0.02,
        };
        var model = fair.Fit(train, "deny");
        var after = model.CompareGroups(test, groups);
        // PAGE

        // PAGE
        var curve = TradeOffCurve.Run(
            [("as it is", recipe), ("bound 0.02", fair), ("bound 0.1", fair with { Bound = 0.1 })],
            train, "deny", test, groups, bound: 0.05);
        // PAGE
        return (published, before, after, recipe.Fit(train, "deny").Evaluate(test)["accuracy"], model.Evaluate(test)["accuracy"], curve);
    }
}
