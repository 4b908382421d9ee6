using System.Text.Json.Nodes;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>What boosted trees minimise for numbers.</summary>
public sealed class BoostingLossTests
{
    static readonly JsonNode Peers = Oracle.Read("boosting_losses.json");

    static readonly BoostedTreesRegressor OneTree = new() { Trees = 1, LearningRate = 1, Leaves = 2, MinRowsPerLeaf = 1 };

    static readonly double[] Halves = [0, 0, 0, 1, 1, 1];

    [Fact]
    public void Absolute_error_answers_the_median_of_a_leaf()
    {
        var table = TreeTables.Pair(Halves, [1, 2, 90, 10, 20, 40]);

        // The median of all is 15, half way between 10 and 20; that of the left is 2, of the right 20.
        var answers = (OneTree with { Loss = BoostedTreesLoss.Absolute }).Fit(table, "y").PredictValues(table);

        TreeTables.AssertNear([2, 2, 2, 20, 20, 20], answers);
    }

    [Fact]
    public void A_quantile_weighs_rows()
    {
        var table = TreeTables.Pair(Halves, [1, 2, 3, 10, 20, 30]).With(Column.Of("w", [1.0, 1, 8, 8, 1, 1]));
        var recipe = OneTree with { Loss = BoostedTreesLoss.Quantile, QuantileLevel = 0.85 };

        var answers = recipe.Fit(table, "y", new FitOptions { Weight = "w" }).PredictValues(table);

        // 8.5 of 10: on the left within the last row, on the right within the second.
        TreeTables.AssertNear([3, 3, 3, 20, 20, 20], answers);
    }

    [Fact]
    public void Huber_moves_far_rows_to_delta()
    {
        var table = TreeTables.Pair(Halves, [1, 2, 90, 10, 11, 15]);

        var answers = (OneTree with { Loss = BoostedTreesLoss.Huber, HuberDelta = 3 }).Fit(table, "y").PredictValues(table);

        // Left: (1 − c) + (2 − c) + 3 = 0, so c = 3. Right: (10 − c) + (11 − c) + (15 − c) = 0, so c = 12, with no row further than 3.
        TreeTables.AssertNear([3, 3, 3, 12, 12, 12], answers);
    }

    [Fact]
    public void Poisson_answers_the_mean_of_a_leaf_and_never_less_than_0()
    {
        var table = TreeTables.Pair(Halves, [0, 0, 0, 4, 5, 9]);

        var answers = (OneTree with { Loss = BoostedTreesLoss.Poisson, L2 = 0 }).Fit(table, "y").PredictValues(table);

        Assert.All(answers[..3], answer => Assert.InRange(answer, 0, 1e-5));
        Assert.All(answers[3..], answer => Oracle.Near(6, answer, 1e-12));
    }

    [Fact]
    public void Poisson_with_a_penalty_is_as_lambda_more_rows_of_the_mean()
    {
        var table = TreeTables.Pair(Halves, [1, 1, 1, 4, 5, 9]);

        var answers = (OneTree with { Loss = BoostedTreesLoss.Poisson, L2 = 2 }).Fit(table, "y").PredictValues(table);

        // The mean is 3.5; λ = 2 stands beside sums of e^f = 10.5: 3.5 (3 + 2) / (10.5 + 2), 3.5 (18 + 2) / (10.5 + 2).
        TreeTables.AssertNear([1.4, 1.4, 1.4, 5.6, 5.6, 5.6], answers);
    }

    [Fact]
    public void Poisson_refuses_numbers_below_0()
    {
        var error = Assert.Throws<TableException>(
            () => new BoostedTreesRegressor { Loss = BoostedTreesLoss.Poisson }.Fit(TreeTables.Pair([1, 2, 3], [0, -0.5, 3]), "y"));

        Assert.Equal("The table cannot be learned from: the target 'y' is -0.5 in row 2; the Poisson loss is for numbers of at least 0.", error.Message);
        Assert.Equal("y", error.Column);
    }

    [Fact]
    public void L1_moves_a_leafs_gradient_towards_0()
    {
        var table = TreeTables.Pair([0, 0, 1, 1], [0, 0, 10, 10]);

        var answers = (OneTree with { L1 = 4 }).Fit(table, "y").PredictValues(table);

        // The mean is 5; on either side |G| = 10, less α = 4 is 6, over H + λ = 3.
        TreeTables.AssertNear([3, 3, 7, 7], answers);
        Assert.Equal(0, (OneTree with { L1 = 11 }).Fit(table, "y").TreeCount);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.75)]
    public void A_weighted_quantile_is_that_of_the_repeated_numbers_in_order(double level)
    {
        var random = new RandomStream(7);
        for (var round = 0; round < 300; round++)
        {
            var values = TreeTables.Draw(1 + random.NextInt(12), _ => random.NextInt(9));
            var weights = TreeTables.Draw(values.Length, _ => 1 + random.NextInt(4));
            var sorted = values.SelectMany((value, i) => Enumerable.Repeat(value, (int)weights[i])).Order().ToArray();
            var place = level * sorted.Length;
            var upper = sorted[Math.Min((int)Math.Floor(place), sorted.Length - 1)];
            var expected = place == Math.Floor(place) ? (sorted[(int)place - 1] + upper) / 2 : upper;

            Assert.Equal(expected, WeightedQuantile.Of([.. values], [.. weights], level));
            Assert.Equal(expected, WeightedQuantile.Of([.. sorted], [], level));
        }
    }

    [Fact]
    public void The_Huber_location_balances_the_clamped_distances()
    {
        var random = new RandomStream(8);
        for (var round = 0; round < 200; round++)
        {
            var residuals = TreeTables.Draw(1 + random.NextInt(60), _ => Math.Exp(3 * random.NextGaussian()) - 5);
            var weights = TreeTables.Draw(residuals.Length, _ => 0.1 + random.NextDouble());
            using var loss = new HuberLoss([0], [], 1.5);

            var at = loss.Location([.. residuals], [.. weights]);

            // Whatever order the search left, the sum is over the same pairs.
            Oracle.Near(0, residuals.Zip(weights, (residual, weight) => weight * Math.Clamp(residual - at, -1.5, 1.5)).Sum(), 1e-12);
        }
    }

    [Theory]
    [InlineData(BoostedTreesLoss.Squared)]
    [InlineData(BoostedTreesLoss.Absolute)]
    [InlineData(BoostedTreesLoss.Huber)]
    [InlineData(BoostedTreesLoss.Quantile)]
    [InlineData(BoostedTreesLoss.Poisson)]
    public void The_loss_told_falls_and_is_that_of_the_answers(BoostedTreesLoss loss)
    {
        var table = TreeTables.Random(600);
        table = table.With(Column.Of("y", Array.ConvertAll(table.Numbers("y"), value => Math.Max(value, 0))));
        var recipe = new BoostedTreesRegressor { Loss = loss, Trees = 20, HuberDelta = 0.5, QuantileLevel = 0.7 };
        var told = new Told();

        var model = recipe.Fit(table, "y", new FitOptions { Progress = told });

        Assert.True(told.All[^1].TrainingLoss < told.All[0].TrainingLoss);
        Oracle.Near(MeanLoss(recipe, table.Numbers("y"), model.PredictValues(table)), told.All[^1].TrainingLoss, 1e-12);
    }

    [Theory]
    [InlineData("diabetes", BoostedTreesLoss.Squared)]
    [InlineData("diabetes", BoostedTreesLoss.Absolute)]
    [InlineData("diabetes", BoostedTreesLoss.Huber)]
    [InlineData("diabetes", BoostedTreesLoss.Quantile)]
    [InlineData("diabetes", BoostedTreesLoss.Poisson)]
    [InlineData("credit_cards", BoostedTreesLoss.Squared)]
    [InlineData("credit_cards", BoostedTreesLoss.Absolute)]
    [InlineData("credit_cards", BoostedTreesLoss.Huber)]
    [InlineData("credit_cards", BoostedTreesLoss.Quantile)]
    [InlineData("credit_cards", BoostedTreesLoss.Poisson)]
    public void Held_out_rows_are_predicted_as_well_as_by_the_better_peer(string data, BoostedTreesLoss loss)
    {
        var table = LinearTables.Sample(data == "diabetes" ? "diabetes.csv" : "credit-cards.csv");
        var target = data == "diabetes" ? "progression" : "active_accounts";
        var recipe = new BoostedTreesRegressor
        {
            Loss = loss, Trees = 60, Leaves = 15, QuantileLevel = Peers["level"]!.GetValue<double>(), HuberDelta = Peers[data]!["huber_delta"]!.GetValue<double>(),
        };

        var own = Enumerable.Range(0, 20).Select(split => HeldOutLoss(recipe, table, target, split)).ToArray();

        var peers = Peers[data]![loss.ToString().ToLowerInvariant()]!.AsObject().Select(peer => peer.Value.Numbers()).OrderBy(scores => scores.Average()).ToArray();
        var spread = Math.Sqrt(peers[0].Sum(score => Math.Pow(score - peers[0].Average(), 2)) / 19);
        // A mean of 20 splits moves by a standard deviation of them over √20 from one set of splits to another.
        Assert.True(own.Average() <= peers[0].Average() + (spread / Math.Sqrt(20)), $"own {own.Average():F4}, peers {string.Join(", ", peers.Select(peer => peer.Average()))}");
    }

    static double HeldOutLoss(BoostedTreesRegressor recipe, Table table, string target, int split)
    {
        var isTest = Enumerable.Range(0, table.RowCount).ToLookup(row => (((ulong)row * 2654435761) + ((ulong)split * 40503)) % (1UL << 32) / 65536 % 5 == 0);
        var test = table.Take([.. isTest[true]]);
        var y = RegressionData.ReadTarget(test[target], []);
        return MeanLoss(recipe, y, recipe.Fit(table.Take([.. isTest[false]]), target).PredictValues(test));
    }

    static double MeanLoss(BoostedTreesRegressor recipe, double[] y, double[] predicted) => y.Zip(predicted, (target, f) =>
    {
        var (residual, delta) = (target - f, recipe.HuberDelta);
        return recipe.Loss switch
        {
            BoostedTreesLoss.Absolute => Math.Abs(residual),
            BoostedTreesLoss.Quantile => Math.Max(recipe.QuantileLevel * residual, (recipe.QuantileLevel - 1) * residual),
            BoostedTreesLoss.Huber => Math.Abs(residual) <= delta ? residual * residual / 2 : delta * (Math.Abs(residual) - (delta / 2)),
            BoostedTreesLoss.Poisson => f - (target * Math.Log(f)),
            _ => residual * residual / 2,
        };
    }).Average();

    [Theory]
    [InlineData(BoostedTreesLoss.Squared)]
    [InlineData(BoostedTreesLoss.Poisson)]
    public void One_row_without_a_table_gets_the_answer_of_its_row(BoostedTreesLoss loss)
    {
        var random = TreeTables.Random(400);
        var table = random.With(Column.Of("y", Array.ConvertAll(random.Numbers("y"), Math.Abs)));
        var model = new BoostedTreesRegressor { Trees = 10, Loss = loss }.Fit(table, "y");
        var levels = model.Input.Fields.Single(field => field.Name == "level").Levels;

        var answers = TreeTables.Draw(400, row => model.PredictValue(
            [table.Numbers("a")[row], table.Numbers("b")[row], table.Numbers("c")[row], table["level"].IsMissing(row) ? double.NaN : levels.IndexOf(table["level"].Format(row))]));

        Assert.Equal(model.PredictValues(table), answers);
    }

    [Fact]
    public void One_row_of_another_width_is_refused()
    {
        var model = new BoostedTreesRegressor { Trees = 1 }.Fit(TreeTables.Random(100), "y");

        var error = Assert.Throws<ArgumentException>(() => model.PredictValue([1, 2]));

        Assert.Equal("row has 2 items, expected 4. (Parameter 'row')", error.Message);
    }
}
