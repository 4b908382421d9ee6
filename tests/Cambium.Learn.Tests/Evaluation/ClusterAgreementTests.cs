namespace Cambium.Learn.Tests;

public sealed class ClusterAgreementTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Scores_are_those_of_scikit_learn(int number)
    {
        var expected = Oracle.Read("clusters.json")["agreement"]![number]!;
        var (truth, found) = (expected["truth"]!.Deserialized<int[]>(), expected["found"]!.Deserialized<int[]>());

        Oracle.Near((double)expected["adjusted_rand"]!, ClusterAgreement.AdjustedRand(truth, found), 1e-12); // the same sums in another order
        Oracle.Near((double)expected["adjusted_mutual_information"]!, ClusterAgreement.AdjustedMutualInformation(truth, found), 1e-12);
    }

    [Fact]
    public void Two_groupings_of_four_rows_by_hand()
    {
        // Pairs: 2 together in the truth, 1 in what was found, 1 in both, 6 in all: (1 − 2/6) / (3/2 − 2/6).
        Oracle.Near(4.0 / 7, ClusterAgreement.AdjustedRand([0, 0, 1, 1], [0, 0, 1, 2]), 1e-15);
    }

    [Fact]
    public void Other_numbers_and_another_order_of_the_arguments_change_nothing()
    {
        int[] truth = [0, 0, 1, 1, 2, 2, 2, -1];
        int[] found = [5, 5, 5, 1, 1, 0, 0, 0];

        Oracle.Near(ClusterAgreement.AdjustedRand(truth, found), ClusterAgreement.AdjustedRand(found, [.. truth.Select(group => 7 - group)]), 1e-15);
        Oracle.Near(ClusterAgreement.AdjustedMutualInformation(truth, found), ClusterAgreement.AdjustedMutualInformation(found, [.. truth.Select(group => 7 - group)]), 1e-14);
        Oracle.Near(1, ClusterAgreement.AdjustedMutualInformation(truth, truth), 1e-14);
    }

    [Fact]
    public void One_group_or_no_rows_agree()
    {
        Assert.Equal(1, ClusterAgreement.AdjustedRand([], []));
        Assert.Equal(1, ClusterAgreement.AdjustedRand([3, 3], [4, 4]));
        Assert.Equal(1, ClusterAgreement.AdjustedMutualInformation([], []));
        Assert.Equal(1, ClusterAgreement.AdjustedMutualInformation([3, 3], [4, 4]));
        Assert.Equal(0, ClusterAgreement.AdjustedMutualInformation([0, 1], [4, 4]));
    }

    [Fact]
    public void Groupings_of_different_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterAgreement.AdjustedRand([1, 2], [1]));

        Assert.Equal("found has 1 rows, expected 2 as in truth. (Parameter 'found')", error.Message);
    }
}
