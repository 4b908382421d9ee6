using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ImputeOracleTests
{
    [Theory]
    [InlineData("mean", ImputeNumbers.Mean)]
    [InlineData("median", ImputeNumbers.Median)]
    [InlineData("most_frequent", ImputeNumbers.MostFrequent)]
    public void Filled_values_are_those_of_scikit_learn(string strategy, ImputeNumbers numbers) => ScaleRows.AssertNear(
        Oracle.Read("imputing.json")["simple"]![strategy].Numbers(), new Impute { Numbers = numbers }.Fit(GapRows.Train).Apply(GapRows.Test), 1e-12);

    [Fact]
    public void The_least_of_the_most_frequent_numbers_is_taken()
    {
        var train = Table.Create(Column.Of("x", [5.0, 2, 7, 5, 2, double.NaN]), Column.Of("n", [4L, 4, 1, 1, 1, 9]));

        var filled = new Impute { Numbers = ImputeNumbers.MostFrequent }.Fit(train).Apply(
            Table.Create(Column.Of("x", [double.NaN]), new Column<long>("n", new long[1], Validity.FromRows(1, _ => false))));

        Assert.Equal(2, filled.Column<double>("x").Values[0]);
        Assert.Equal(1, filled.Column<double>("n").Values[0]);
    }
}
