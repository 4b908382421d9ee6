namespace Cambium.Learn.Tests;

public sealed class TreeSettingsTests
{
    public static TheoryData<string, string, string> Bad => new()
    {
        { "trees", "0", "Trees must be between 1 and 100000." },
        { "trees", "100001", "Trees must be between 1 and 100000." },
        { "learning-rate", "0", "LearningRate must be between 0.0001 and 1." },
        { "learning-rate", "1.5", "LearningRate must be between 0.0001 and 1." },
        { "learning-rate", "NaN", "LearningRate must be between 0.0001 and 1." },
        { "leaves", "1", "Leaves must be between 2 and 65536." },
        { "max-depth", "-1", "MaxDepth must be between 0 and 65535." },
        { "bins", "1", "Bins must be between 2 and 255." },
        { "bins", "256", "Bins must be between 2 and 255." },
        { "l2", "-0.5", "L2 must be a finite number of at least 0." },
        { "min-rows-per-leaf", "0", "MinRowsPerLeaf must be between 1 and 2147483647." },
        { "min-hessian-per-leaf", "-1", "MinHessianPerLeaf must be a finite number of at least 0." },
        { "min-gain", "-1", "MinGain must be a finite number of at least 0." },
        { "category-smoothing", "Infinity", "CategorySmoothing must be a finite number of at least 0." },
        { "early-stopping-rounds", "-1", "EarlyStoppingRounds must be between 0 and 100000." },
        { "growth", "sideways", "expected one of leaf-wise, depth-wise." },
        { "l1", "-1", "L1 must be a finite number of at least 0." },
        { "row-sample", "0", "RowSample must be between 0.001 and 1." },
        { "column-sample", "1.1", "ColumnSample must be between 0.001 and 1." },
        { "node-column-sample", "NaN", "NodeColumnSample must be between 0.001 and 1." },
        { "max-levels-per-side", "0", "MaxLevelsPerSide must be between 1 and 255." },
        { "min-rows-per-level", "0", "MinRowsPerLevel must be between 1 and 2147483647." },
        { "validation-share", "1", "ValidationShare must be between 0 and 0.9." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_setting_out_of_range_is_refused_with_its_range(string setting, string value, string message)
    {
        foreach (var learner in new[] { "boosted-trees-classifier", "boosted-trees-regressor" })
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => RecipeCatalog.Create(learner, new Dictionary<string, string> { [setting] = value }));

            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("huber-delta", "0", "HuberDelta must be a finite number above 0.")]
    [InlineData("quantile-level", "1", "QuantileLevel must be between 0.001 and 0.999.")]
    [InlineData("loss", "cubic", "expected one of squared, absolute, huber, quantile, poisson.")]
    public void A_setting_of_a_loss_out_of_range_is_refused_with_its_range(string setting, string value, string message)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => RecipeCatalog.Create("boosted-trees-regressor", new Dictionary<string, string> { [setting] = value }));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bounds_themselves_are_allowed()
    {
        var recipe = new BoostedTreesRegressor { Leaves = 2, Bins = 2, MaxDepth = 1, LearningRate = 1, L2 = 0, MinRowsPerLeaf = 1, MinHessianPerLeaf = 0, Trees = 3, CategorySmoothing = 0 };
        var table = TreeTables.Random(300);

        var model = recipe.Fit(table, "y");

        Assert.Equal(3, model.TreeCount);
        LearnerCase.AssertSound(model, table);
    }
}
