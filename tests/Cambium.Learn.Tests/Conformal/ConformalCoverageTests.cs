using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>
/// Coverage over 2,000 tables. Of a split with n rows to calibrate by, the number of m new rows that are covered has the beta-binomial distribution of m, j and n + 1 − j, with j = ⌈(n + 1) Coverage⌉ (Vovk 2012):
/// its mean over the tables lies within four standard errors, and so do the shares of tables below its quartiles.
/// </summary>
public sealed class ConformalCoverageTests
{
    const int Repeats = 2000;
    const int New = 20;

    [Theory]
    [InlineData(0.9, 19)]
    [InlineData(0.8, 30)]
    public void Split_intervals_cover_as_the_beta_binomial_says(double coverage, int calibrating)
    {
        var recipe = new ConformalRegressor { Base = new LinearRegression(), Coverage = coverage, Share = 0.5 };

        AssertBetaBinomial(coverage, calibrating, repeat =>
        {
            var table = Skewed(repeat, (2 * calibrating) + New);
            return recipe.Fit(table.Slice(0, 2 * calibrating), "y").EvaluateCoverage(table.Slice(2 * calibrating, New))["coverage"];
        });
    }

    [Fact]
    public void Split_intervals_between_quantiles_cover_as_the_beta_binomial_says()
    {
        var recipe = new ConformalRegressor { Base = new MeanRegressor(), Quantiles = new QuantileRegression(), Score = IntervalScore.Quantile, Coverage = 0.8, Share = 0.5 };

        AssertBetaBinomial(0.8, 20, repeat =>
        {
            var table = Skewed(repeat, 60);
            return recipe.Fit(table.Slice(0, 40), "y").EvaluateCoverage(table.Slice(40, New))["coverage"];
        });
    }

    [Fact]
    public void Drawn_sets_of_a_split_cover_as_the_beta_binomial_says()
    {
        // The base knows nothing of these rows: three rows of each class, one feature of noise. Coverage is exact all the same.
        var recipe = new ConformalClassifier { Base = new GaussianNaiveBayes(), Score = SetScore.Cumulative, Randomize = true, AllowEmpty = true, Coverage = 0.75, Share = 0.5 };

        AssertBetaBinomial(0.75, 24, repeat =>
        {
            var table = Classes(repeat, 48 + New);
            return recipe.Fit(table.Slice(0, 48), "y").EvaluateCoverage(table.Slice(48, New))["coverage"];
        });
    }

    [Theory]
    [InlineData(5)]
    [InlineData(30)]
    public void Rows_left_out_in_turn_cover_about_what_they_should_and_never_less_than_twice_the_miss(int folds)
    {
        var recipe = new ConformalRegressor { Base = new LinearRegression(), Coverage = 0.8, Folds = folds };

        var covered = Enumerable.Range(0, Repeats).Select(repeat =>
        {
            var table = Skewed(repeat, 30 + New);
            return recipe.Fit(table.Slice(0, 30), "y").EvaluateCoverage(table.Slice(30, New))["coverage"];
        }).ToArray();

        // 1 − 2α is 0.6 (Barber et al. 2021); with a base that hardly changes from fold to fold it is near 1 − α, a little more with few folds.
        Assert.InRange(covered.Average(), 0.79, 0.84);
    }

    [Fact]
    public void Sets_of_rows_left_out_in_turn_cover_what_they_should()
    {
        var recipe = new ConformalClassifier { Base = new GaussianNaiveBayes(), Coverage = 0.8, Folds = 4, AllowEmpty = true };

        var covered = Enumerable.Range(0, 500).Select(repeat =>
        {
            var table = Classes(repeat, 60 + New);
            return recipe.Fit(table.Slice(0, 60), "y").EvaluateCoverage(table.Slice(60, New))["coverage"];
        }).ToArray();

        Assert.InRange(covered.Average(), 0.78, 0.86);
    }

    [Fact]
    public void Each_group_is_covered_where_the_whole_is_not_enough()
    {
        var grouped = new ConformalRegressor { Base = new MeanRegressor(), Coverage = 0.8, Share = 0.5, CoverageBy = ["g"] };
        var (of, whole) = (new double[2], new double[2]);
        for (var repeat = 0; repeat < 500; repeat++)
        {
            var table = Noisy(repeat, 120);
            var (train, test) = (table.Slice(0, 80), table.Slice(80, 40));
            Add(of, grouped.Fit(train, "y").EvaluateCoverage(test));
            Add(whole, (grouped with { CoverageBy = [] }).Fit(train, "y").EvaluateCoverage(test, new CoverageOptions { By = ["g"] }));
        }

        // 20 rows of each group calibrate: 17/21 on average.
        Assert.All(of, sum => Assert.InRange(sum / 500, 0.79, 0.83));
        Assert.True(whole[0] / 500 > 0.9 && whole[1] / 500 < 0.75, $"{whole[0] / 500}, {whole[1] / 500}");

        static void Add(double[] sums, CoverageReport report)
        {
            for (var group = 0; group < 2; group++)
            {
                sums[group] += report.Groups[group].Coverage;
            }
        }
    }

    static void AssertBetaBinomial(double coverage, int n, Func<int, double> covered)
    {
        var rank = (int)Math.Ceiling((coverage * (n + 1)) - 1e-9);
        var chances = BetaBinomial(New, rank, n + 1 - rank);
        int[] counts = [.. Enumerable.Range(0, Repeats).Select(repeat => (int)Math.Round(covered(repeat) * New))];

        var mean = chances.Select((chance, k) => chance * k).Sum();
        var variance = chances.Select((chance, k) => chance * (k - mean) * (k - mean)).Sum();
        Assert.Equal((double)rank / (n + 1) * New, mean, 1e-9);
        Assert.InRange(counts.Average(), mean - (4 * Math.Sqrt(variance / Repeats)), mean + (4 * Math.Sqrt(variance / Repeats)));
        foreach (var quartile in new[] { 0.25, 0.5, 0.75 })
        {
            var (border, share) = (-1, 0.0);
            while (share < quartile)
            {
                share += chances[++border];
            }

            var found = counts.Count(count => count <= border) / (double)Repeats;
            var error = Math.Sqrt(share * (1 - share) / Repeats);
            Assert.InRange(found, share - (4 * error), share + (4 * error));
        }
    }

    /// <summary>The chance of each number of successes in m trials whose chance is drawn from the beta distribution.</summary>
    static double[] BetaBinomial(int m, int a, int b)
    {
        var chances = new double[m + 1];
        chances[0] = Enumerable.Range(0, m).Aggregate(1.0, (product, i) => product * (b + i) / (a + b + i));
        for (var k = 0; k < m; k++)
        {
            chances[k + 1] = chances[k] * (m - k) / (k + 1.0) * (a + k) / (b + m - k - 1.0);
        }

        return chances;
    }

    static Table Skewed(int seed, int rows)
    {
        var random = new RandomStream(seed);
        var x = Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray();
        return Table.Create(Column.Of("x", x), Column.Of("y", x.Select(value => value + (Math.Exp(random.NextGaussian()) * (1 + (value * value)))).ToArray()));
    }

    static Table Classes(int seed, int rows)
    {
        var random = new RandomStream(seed);
        var y = Enumerable.Range(0, rows).Select(_ => random.NextInt(3)).ToArray();
        return Table.Create(Column.Of("x", y.Select(value => (0.7 * value) + random.NextGaussian()).ToArray()), Column.Of("y", y.Select(value => $"c{value}").ToArray()));
    }

    static Table Noisy(int seed, int rows)
    {
        var random = new RandomStream(seed);
        return Table.Create(
            Column.Of("x", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()),
            Column.Of("g", Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? "calm" : "wild").ToArray()),
            Column.Of("y", Enumerable.Range(0, rows).Select(row => random.NextGaussian() * (row % 2 == 0 ? 1 : 5)).ToArray()));
    }
}
