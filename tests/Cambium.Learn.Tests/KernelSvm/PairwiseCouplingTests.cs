using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class PairwiseCouplingTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(10)]
    public void Pairs_that_agree_give_back_the_probabilities_they_come_from(int k)
    {
        var random = new RandomStream(4);
        for (var round = 0; round < 50; round++)
        {
            var raw = Enumerable.Range(0, k).Select(_ => 0.05 + random.NextDouble()).ToArray();
            var expected = raw.Select(value => value / raw.Sum()).ToArray();
            var ofSecond = new double[PairwiseCoupling.Pairs(k)];
            for (var i = 0; i < k; i++)
            {
                for (var j = i + 1; j < k; j++)
                {
                    ofSecond[PairwiseCoupling.Pair(i, j, k)] = expected[j] / (expected[i] + expected[j]);
                }
            }

            var found = new double[k];
            PairwiseCoupling.Couple(ofSecond, found);

            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-10));
        }
    }

    [Fact]
    public void Pairs_that_disagree_give_the_least_squares_by_hand()
    {
        // A beats B, B beats C, C beats A, each 0.8 to 0.2: by symmetry all are alike.
        var found = new double[3];

        PairwiseCoupling.Couple([0.2, 0.8, 0.2], found);

        Assert.All(found, value => Assert.Equal(1.0 / 3, value, 1e-12));
    }

    [Fact]
    public void Certain_pairs_give_probabilities_all_the_same()
    {
        var found = new double[3];

        PairwiseCoupling.Couple([0, 0, 0], found);

        Assert.Equal(1, found.Sum(), 1e-12);
        Assert.True(found[0] > 0.999 && found[1] > found[2] && found[2] >= 0);
    }
}
