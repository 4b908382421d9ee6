using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

public sealed class MixtureProgramTests
{
    [Fact]
    public void Two_classifiers_are_mixed_so_that_their_moments_cancel()
    {
        var (shares, multipliers, value) = MixtureProgram.Solve([0.1, 0.3], [[0.2], [-0.2]], 10);

        Assert.Equal([0.5, 0.5], shares);
        Assert.Equal(0.5, multipliers[0], 1e-12);
        Assert.Equal(0.2, value, 1e-12);
    }

    [Fact]
    public void Where_nothing_keeps_the_constraint_what_breaks_it_least_is_taken()
    {
        var (shares, _, value) = MixtureProgram.Solve([0.1, 0.3], [[0.2], [0.1]], 10);

        Assert.Equal([0, 1], shares);
        Assert.Equal(0.3 + (10 * 0.1), value, 1e-12);
    }

    [Fact]
    public void Without_moments_the_least_error_is_taken() => Assert.Equal([0, 1, 0], MixtureProgram.Solve([0.2, 0.1, 0.3], [[], [], []], 10).Shares);

    [Fact]
    public void Shares_are_feasible_and_the_multipliers_prove_that_none_are_better() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new RandomStream(seed);
        var (members, moments, price) = (1 + random.NextInt(12), 1 + random.NextInt(8), 5.0);
        var errors = Enumerable.Range(0, members).Select(_ => random.NextDouble()).ToArray();
        var table = Enumerable.Range(0, members).Select(_ => Enumerable.Range(0, moments).Select(_ => random.NextDouble() - 0.4).ToArray()).ToArray();

        var (shares, multipliers, value) = MixtureProgram.Solve(errors, table, price);

        Assert.Equal(1, shares.Sum(), 1e-9);
        Assert.All(shares, share => Assert.True(share >= 0));
        var worst = Enumerable.Range(0, moments).Max(j => shares.Select((share, t) => share * table[t][j]).Sum());
        Assert.Equal(value, shares.Zip(errors, (share, error) => share * error).Sum() + (price * Math.Max(0, worst)), 1e-9);
        // Weak duality: no mixture is below the least Lagrangian at multipliers that add up to the price at most.
        Assert.True(multipliers.Sum() <= price + 1e-9);
        Assert.Equal(value, Enumerable.Range(0, members).Min(t => errors[t] + table[t].Zip(multipliers, (moment, multiplier) => moment * multiplier).Sum()), 1e-9);
        Assert.True(shares.Count(share => share > 0) <= moments + 1);
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261124, 1).WithMaxTest(200));
}
