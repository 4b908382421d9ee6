using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Monitor.Tests;

public sealed class StabilityIndexTests
{
    [Fact]
    public void Two_values_in_opposite_bins_have_the_index_worked_out_by_hand()
    {
        // Shares 2/3, 1/3 against 1/3, 2/3: 1/3 ln 2 + 1/3 ln 2.
        Assert.Equal(2 * Math.Log(2) / 3, StabilityIndex.Of([1, 0], [0, 1]), 1e-15);
    }

    [Fact]
    public void Empty_bin_is_not_infinitely_far() => Assert.True(double.IsFinite(StabilityIndex.Of([100, 0, 0], [0, 0, 100])));

    [Fact]
    public void Index_is_never_negative_the_same_both_ways_and_zero_for_equal_counts() =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20261122, 5),
            Prop.ForAll(
                ArbMap.Default.ArbFor<NonEmptyArray<(ushort Reference, ushort Rows)>>(),
                pairs =>
                {
                    var reference = pairs.Get.Select(pair => (long)pair.Reference).ToArray();
                    var rows = pairs.Get.Select(pair => (long)pair.Rows).ToArray();
                    var index = StabilityIndex.Of(reference, rows);
                    Assert.True(index >= 0);
                    Assert.Equal(index, StabilityIndex.Of(rows, reference), 1e-12);
                    Assert.Equal(0.0, StabilityIndex.Of(reference, reference));
                }));

    [Fact]
    public void Index_does_not_depend_on_the_order_of_the_bins() =>
        Assert.Equal(StabilityIndex.Of([5, 10, 85], [20, 30, 50]), StabilityIndex.Of([85, 5, 10], [50, 20, 30]), 1e-15);

    // The 99.9 % quantiles of χ²: R. A. Fisher, F. Yates, "Statistical Tables", table IV. The approximation is within 4 % of them.
    [Theory]
    [InlineData(2, 10.828)]
    [InlineData(6, 20.515)]
    [InlineData(10, 27.877)]
    [InlineData(11, 29.588)]
    public void Level_of_chance_follows_the_table_of_chi_squared(int bins, double quantile)
    {
        var level = StabilityIndex.ByChance(1000, 100, bins) / ((1.0 / 1000) + (1.0 / 100));

        Assert.InRange(level / quantile, 0.96, 1.04);
    }
}
