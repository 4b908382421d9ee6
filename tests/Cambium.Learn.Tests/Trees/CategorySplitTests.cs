using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Splits of categories against every division of the levels in two.</summary>
public sealed class CategorySplitTests
{
    static readonly BoostedTreesRegressor OneSplit = new() { Trees = 1, LearningRate = 1, Leaves = 2, MinRowsPerLeaf = 1, L2 = 0, CategorySmoothing = 0, MinRowsPerLevel = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_split_is_the_best_of_all_divisions(long seed)
    {
        var (table, levels) = Levels(seed);

        var gain = OneSplit.Fit(table, "y").Gains[0];

        // Derivatives are whole numbers of 13 bits.
        Oracle.Near(1, gain / BestGain(table, levels), 2e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void With_a_cap_the_smaller_side_holds_no_more_levels(int most)
    {
        var (table, levels) = Levels(seed: 9);

        var model = (OneSplit with { MaxLevelsPerSide = most }).Fit(table, "y");

        var answers = model.PredictValues(Table.Create(Column.Of("x", levels)));
        var side = answers.Count(answer => answer == answers[0]);
        Assert.InRange(Math.Min(side, levels.Length - side), 1, most);
        Oracle.Near(1, model.Gains[0] / BestEnd(table, levels, most), 2e-3);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(50, 192 / 202.0, 192 / 202.0)]
    public void Levels_of_few_rows_go_together_where_missing_values_go(int least, double ofRare, double ofOther)
    {
        // Three levels of 60 rows at 0 and three at 1; ten rows of one more at 0, twelve of another at 1.
        var levels = Enumerable.Range(0, 382).Select(row => row < 360 ? $"level {row / 60}" : row < 370 ? "rare" : "other").ToArray();
        var table = Table.Create(Column.Of("x", levels), Column.Of("y", TreeTables.Draw(382, row => row is >= 180 and < 360 or >= 370 ? 1 : 0)));

        var model = (OneSplit with { MinRowsPerLevel = least }).Fit(table, "y");

        var answers = model.PredictValues(Table.Create(Column.Of("x", ["rare", "other", null])));
        TreeTables.AssertNear([ofRare, ofOther, ofOther], answers);
    }

    [Fact]
    public void Smoothing_draws_a_level_of_few_rows_to_the_mean_of_its_node()
    {
        // Where x is 1, 'high' and the five rows of 'few' are at 11, 'low' at 9: drawn to 0 instead of 10, 'few' would stand below 'low'.
        var levels = Enumerable.Range(0, 410).Select(row => (row % 205) switch { < 100 => "high", < 200 => "low", _ => "few" }).ToArray();
        var x = TreeTables.Draw(410, row => row < 205 ? 0 : 1);
        var y = TreeTables.Draw(410, row => x[row] == 0 ? -10 : levels[row] == "low" ? 9 : 11);

        var model = (OneSplit with { Leaves = 3, CategorySmoothing = 10 }).Fit(Table.Create(Column.Of("x", x), Column.Of("level", levels), Column.Of("y", y)), "y");

        var answers = model.PredictValues(Table.Create(Column.Of("x", [1.0, 1, 1]), Column.Of("level", ["high", "low", "few"])));
        Oracle.Near(11, answers[0], 1e-12);
        Oracle.Near(9, answers[1], 1e-12);
        Oracle.Near(11, answers[2], 1e-12);
    }

    static (Table Table, string[] Levels) Levels(long seed)
    {
        var random = new RandomStream(seed);
        string[] levels = [.. Enumerable.Range(0, 8).Select(level => $"level {level}")];
        var effect = TreeTables.Draw(levels.Length, _ => random.NextGaussian());
        var codes = Enumerable.Range(0, 400).Select(row => row < levels.Length ? row : random.NextInt(1 + random.NextInt(levels.Length))).ToArray();
        var y = TreeTables.Draw(codes.Length, row => effect[codes[row]] + random.NextGaussian());
        return (Table.Create(Column.Of("x", codes.Select(code => levels[code]).ToArray()), Column.Of("y", y)), levels);
    }

    /// <summary>½ (G₁² / n₁ + G₂² / n₂) of squared error, the largest over all divisions.</summary>
    static double BestGain(Table table, string[] levels)
    {
        var (sums, counts) = Sums(table, levels);
        return Enumerable.Range(1, (1 << levels.Length) - 2)
            .Max(set => Gain([.. Enumerable.Range(0, levels.Length).Where(level => (set >> level & 1) == 1)], sums, counts));
    }

    /// <summary>The largest over the divisions that part the levels of the least or of the largest means from the others.</summary>
    static double BestEnd(Table table, string[] levels, int most)
    {
        var (sums, counts) = Sums(table, levels);
        var order = Enumerable.Range(0, levels.Length).OrderBy(level => sums[level] / counts[level]).ToArray();
        return Enumerable.Range(1, most).Max(count => Math.Max(Gain(order[..count], sums, counts), Gain(order[^count..], sums, counts)));
    }

    static double Gain(int[] side, double[] sums, int[] counts)
    {
        var (g, n) = (side.Sum(level => sums[level]), side.Sum(level => counts[level]));
        return ((g * g / n) + (g * g / (counts.Sum() - n))) / 2;
    }

    static (double[] Sums, int[] Counts) Sums(Table table, string[] levels)
    {
        var y = table.Numbers("y");
        var mean = y.Average();
        var rows = Enumerable.Range(0, y.Length).ToLookup(row => table["x"].Format(row));
        return ([.. levels.Select(level => rows[level].Sum(row => y[row] - mean))], [.. levels.Select(level => rows[level].Count())]);
    }
}
