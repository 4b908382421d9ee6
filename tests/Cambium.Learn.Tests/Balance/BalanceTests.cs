using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class BalanceTests
{
    static readonly Table Train = Table.Create(
        Column.Of("x", [.. Enumerable.Range(0, 60).Select(i => (double)i)]),
        Column.Of("whole", [.. Enumerable.Range(0, 60).Select(i => (long)i * i)]),
        Column.Of("when", [.. Enumerable.Range(0, 60).Select(i => new DateTime(2026, 1, 1).AddDays(i))]),
        Column.Of("colour", [.. Enumerable.Range(0, 60).Select(i => i % 5 == 0 ? null : i % 2 == 0 ? "red" : "blue")]),
        Column.Of("truth", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0)]),
        Column.Of("y", [.. Enumerable.Range(0, 60).Select(i => i % 10 == 0 ? "rare" : i % 10 < 4 ? "some" : "most")]),
        Column.Of("w", [.. Enumerable.Range(0, 60).Select(i => 1.0 + i)]));

    static readonly FitOptions Weighted = new() { Weight = "w" };

    public static TheoryData<string> Steps => ["random-oversample", "random-undersample", "smote", "adasyn", "remove-tomek-links", "weight-classes"];

    [Theory]
    [InlineData(1.0, 36, 36)]
    [InlineData(0.5, 18, 18)]
    [InlineData(0.25, 9, 18)]
    public void Oversampling_raises_each_smaller_class_to_a_share_of_the_largest(double ratio, int rare, int some)
    {
        foreach (var step in new Resampler[] { new RandomOversample { Ratio = ratio }, new Smote { Ratio = ratio } })
        {
            var made = step.FitTransform(Train, "y", Weighted);

            Assert.Equal([rare, some, 36], new[] { "rare", "some", "most" }.Select(name => Count(made, name)));
            AssertSame(Train, made.Slice(0, 60));
        }
    }

    [Fact]
    public void Undersampling_leaves_the_smallest_class_whole_and_a_share_of_the_others()
    {
        var made = new RandomUndersample { Ratio = 0.5 }.FitTransform(Train, "y", Weighted);

        Assert.Equal([6, 12, 12], new[] { "rare", "some", "most" }.Select(name => Count(made, name)));
        Assert.True(made.Column<double>("x").Values.ToArray().Zip(made.Column<double>("x").Values.ToArray().Skip(1)).All(pair => pair.First < pair.Second));
    }

    [Fact]
    public void A_row_that_Smote_makes_lies_between_rows_of_its_class()
    {
        var made = new Smote { Neighbours = 2, Seed = 3 }.FitTransform(Train, "y", Weighted);
        var rare = Enumerable.Range(0, 6).Select(i => i * 10).ToArray();

        for (var row = 60; row < made.RowCount; row++)
        {
            if (made["y"].Format(row) != "rare")
            {
                continue;
            }

            var x = made.Column<double>("x").Values[row];
            Assert.InRange(x, 0, 50);
            // The weight is the base's, which so is known, and the base's moment goes with its number.
            var start = made.Column<double>("w").Values[row] - 1;
            Assert.Contains((int)start, rare);
            Assert.Equal(x, (made.Column<DateTime>("when").Values[row] - new DateTime(2026, 1, 1)).TotalDays, 1e-6);
            // All rare rows miss the colour (0, 10, 20 … are multiples of 5), and so do rows between them.
            Assert.True(made["colour"].IsMissing(row));
        }
    }

    [Fact]
    public void A_category_becomes_what_most_neighbours_have_and_of_equals_the_nearers()
    {
        var train = Table.Create(
            Column.Of("x", [0.0, 1, 2.5, 100, 101, 102, 103, 104, 105]),
            Column.Of("c", ["a", "b", "b", "z", "z", "z", "z", "z", "z"]),
            Column.Of("y", ["few", "few", "few", "many", "many", "many", "many", "many", "many"]));

        var made = new Smote { Seed = 1 }.FitTransform(train, "y");

        // Seen from "a" both others have b; from each b they have a and b: the nearer of the second row is the first or third.
        var first = new SyntheticRow(0, 1, 0.5, new[] { 1, 2 });
        var second = new SyntheticRow(1, 0, 0.5, new[] { 0, 2 });
        var space = SyntheticSpace.Of(train.Drop("y"), new Smote());
        var added = space.Add(new StepRows(train.Drop("y"), train["y"], null), [first, second]).Features;
        Assert.Equal(["b", "a"], new[] { added["c"].Format(9), added["c"].Format(10) });
        Assert.Equal([0.5, 0.5], added.Column<double>("x").Values[9..].ToArray());
        Assert.Equal(12, made.RowCount);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Only_training_rows_change(string step)
    {
        var recipe = (Resampler)StepTests.Make(step);

        var model = recipe.Then(new PriorClassifier()).Fit(Train, "y", Weighted);

        Assert.Equal(60, model.PredictProbabilities(Train).Length / 3);
        var (_, _, options) = PipelineSteps.Fit([recipe], Train, "y", isClassifier: true, Weighted with { Validation = Train });
        AssertSame(Train, options.Validation!); // the pipeline gave it
    }

    [Fact]
    public void A_balanced_classifier_sees_classes_that_weigh_alike()
    {
        foreach (var step in new Resampler[] { new WeightClasses(), new RandomOversample(), new RandomUndersample(), new Smote() })
        {
            var model = step.Then(new PriorClassifier()).Fit(Train.Drop("w"), "y");

            Assert.All(model.PredictProbabilities(Train.Slice(0, 1)), share => Assert.Equal(1 / 3.0, share, 1e-12)); // sums of 60 weights
        }
    }

    [Fact]
    public void Given_weights_multiply_those_of_the_rows()
    {
        var made = new WeightClasses { Balanced = false, Weights = [new("rare", 3)] }.FitTransform(Train, "y", Weighted);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => (1.0 + i) * (i % 10 == 0 ? 3 : 1)), made.Column<double>("w").Values.ToArray());
    }

    [Fact]
    public void A_seed_draws_the_same_rows_at_any_number_of_threads()
    {
        foreach (var step in new Resampler[] { new Smote { Seed = 5 }, new Adasyn { Seed = 5 } })
        {
            var made = new[] { 1, 2, 7 }.Select(threads => step.FitTransform(Train, "y", Weighted with { MaxThreads = threads })).ToArray();

            AssertSame(made[0], made[1]);
            AssertSame(made[0], made[2]);
        }

        Assert.NotEqual(
            new Smote { Seed = 5 }.FitTransform(Train, "y").Column<double>("x").Values[60..].ToArray(),
            new Smote { Seed = 6 }.FitTransform(Train, "y").Column<double>("x").Values[60..].ToArray());
    }

    internal static void AssertSame(Table expected, Table actual)
    {
        Assert.Equal(expected.Columns.Select(column => column.Name), actual.Columns.Select(column => column.Name));
        foreach (var column in expected.Columns)
        {
            Assert.Equal(Enumerable.Range(0, column.Length).Select(column.Format), Enumerable.Range(0, actual.RowCount).Select(actual[column.Name].Format));
        }
    }

    static int Count(Table table, string name) => Enumerable.Range(0, table.RowCount).Count(row => table["y"].Format(row) == name);
}
