using Cambium.Data;
using Cambium.Learn;

namespace Cambium.House.Tests;

/// <summary>The examples of docs/choosing.md as they stand there; <see cref="ChoosingPageTests"/> compares the two letter by letter and runs them.</summary>
static class ChoosingExample
{
    /// <summary>What the first example prints, and the figures that the page speaks of.</summary>
    internal static (string Splits, Splitter ByStreet, CrossValidation Validation, Table? Answers, CrossValidation Nested, BootstrapValidation Bootstrap, LearningCurve Learning, ValidationCurve Depth, PermutationTest Chance) Run(string samples)
    {
        // PAGE
        var homes = Table.Create(
            Column.Of("street", ["Elm", "Elm", "Oak", "Oak", "Ash", "Ash", "Fir", "Fir"]),
            Column.Of("day", [.. Enumerable.Range(1, 8).Select(day => new DateTime(2026, 3, day, 0, 0, 0, DateTimeKind.Utc))]),
            Column.Of("sold", ["no", "yes", "no", "yes", "no", "yes", "no", "no"]));

        Splitter byStreet = new GroupKFold("street") { Folds = 2, Seed = 1 };
        Splitter byTime = new TimeSeriesSplit { Time = "day", Folds = 2, TestSize = 2, Gap = 1 };
        var splits = byTime.Split(homes);
        // PAGE
        var printed = string.Join('\n', splits.Select(split => $"{split.Train} -> {split.Test}"));
        Assert.Equal([4, 4], byStreet.Split(homes).Select(split => split.Test.Count));

        // PAGE
        var flowers = Table.ReadCsv(Path.Combine(samples, "iris.csv"));
        var recipe = new Standardize().Then(new LogisticRegression());
        var validation = CrossValidation.Run(recipe, flowers, "species", new CrossValidationOptions
        {
            Splitter = new RepeatedFolds(new StratifiedKFold("species") { Folds = 5 }) { Times = 3, Seed = 7 },
        });
        var answers = validation.OutOfFold;
        // PAGE

        // PAGE
        Recipe Choose(Table train)
        {
            double[] penalties = [0.01, 0.1, 1];
            return penalties.Select(l2 => new Standardize().Then(new LogisticRegression { L2 = l2 }))
                .MinBy(own => CrossValidation.Run(own, train, "species", new CrossValidationOptions())["log_loss"])!;
        }

        var nested = CrossValidation.Run(Choose, flowers, "species", new CrossValidationOptions { Folds = 3 });
        // PAGE

        // PAGE
        var bootstrap = BootstrapValidation.Run(new KNearestClassifier { Neighbours = 1 }, flowers, "species", new CrossValidationOptions { Splitter = new BootstrapSplit { Times = 20 } });
        // PAGE

        // PAGE
        var learning = LearningCurve.Run(recipe, flowers, "species", new LearningCurveOptions { Sizes = [15, 30, 60, 1] });
        var depth = ValidationCurve.Run("max_depth", [1, 2, 8], value => new DecisionTreeClassifier { MaxDepth = value }, flowers, "species", new CrossValidationOptions());
        var chance = PermutationTest.Run(recipe, flowers, "species", new PermutationTestOptions { Permutations = 19, Score = "accuracy" });
        // PAGE
        return (printed, byStreet, validation, answers, nested, bootstrap, learning, depth, chance);
    }
}
