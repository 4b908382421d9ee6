using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class FunctionalVarianceTests
{
    [Fact]
    public void Shares_are_those_of_a_function_whose_shares_are_known()
    {
        // 3a + b, c of no use: the variances of a uniform number times 3 and 1 are as 9 to 1.
        var shares = Of(400, point => (3 * point[0]) + point[1]);

        Assert.Equal(["x0", "x1", "x2"], shares.Select(share => share.Name));
        Assert.InRange(shares[0].Share, 0.85, 0.95); // true: 0.9
        Assert.InRange(shares[1].Share, 0.05, 0.15); // true: 0.1
        Assert.InRange(shares[2].Share, 0, 0.01);
    }

    [Fact]
    public void What_settings_do_only_together_is_no_ones_own()
    {
        // The sign of one turns that of the other: neither has an effect by itself.
        var shares = Of(600, point => (point[0] - 0.5) * (point[1] - 0.5));

        Assert.True(shares.Sum(share => share.Share) < 0.35, string.Join(", ", shares));
    }

    [Fact]
    public void Few_or_equal_or_failed_trials_tell_nothing()
    {
        Assert.Empty(Of(7, point => point[0]));
        Assert.Empty(Of(50, _ => 1));
        Assert.Empty(Of(50, _ => double.PositiveInfinity));
    }

    static EquatableArray<SettingImportance> Of(int count, Func<double[], double> loss)
    {
        var random = new RandomStream(5);
        var points = Enumerable.Range(0, count).Select(_ => RandomSampler.Point(3, random)).ToArray();
        return FunctionalVariance.Of(Hunt.Box((0, 1), (0, 1), (0, 1)), [.. points.Select(point => (point, loss(point)))]);
    }
}
