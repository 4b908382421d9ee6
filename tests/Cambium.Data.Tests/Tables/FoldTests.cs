namespace Cambium.Data.Tests;

public sealed class FoldTests
{
    [Theory]
    [InlineData(10, 2)]
    [InlineData(11, 5)]
    [InlineData(7, 7)]
    public void Folds_differ_by_one_row_at_most(int rows, int count)
    {
        var sizes = Numbered(rows).Folds(count).CountBy(fold => fold).Select(pair => pair.Value).ToArray();

        Assert.Equal(count, sizes.Length);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_folds_and_another_seed_others()
    {
        Assert.Equal(Numbered(50).Folds(5, seed: 1), Numbered(50).Folds(5, seed: 1));
        Assert.NotEqual(Numbered(50).Folds(5, seed: 1), Numbered(50).Folds(5, seed: 2));
    }

    [Fact]
    public void Stratified_folds_hold_every_value_alike_and_are_equally_large()
    {
        var values = Enumerable.Range(0, 103).Select(row => $"{(row % 13 == 0 ? "rare" : row % 2 == 0 ? "a" : "b")}").ToArray();

        var folds = Table.Create(Column.Of("y", values)).Folds(4, stratifyBy: "y", seed: 9);

        foreach (var value in values.Distinct())
        {
            var counts = Enumerable.Range(0, 4)
                .Select(fold => Enumerable.Range(0, 103).Count(row => values[row] == value && folds[row] == fold))
                .ToArray();
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }

        var sizes = folds.CountBy(fold => fold).Select(pair => pair.Value).ToArray();
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    [Fact]
    public void Groups_lie_in_one_fold_each()
    {
        var groups = Enumerable.Range(0, 200).Select(row => (long)(row * row % 23)).ToArray();

        var folds = Table.Create(Column.Of("g", groups)).Folds(3, groupBy: "g", seed: 4);

        Assert.All(groups.Zip(folds).GroupBy(pair => pair.First), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
        Assert.All(folds.CountBy(fold => fold), pair => Assert.InRange(pair.Value, 55, 80));
    }

    [Fact]
    public void Impossible_folds_are_refused()
    {
        var table = Numbered(5).With(Column.Of("g", ["a", "a", "b", "b", "b"]));

        Assert.StartsWith(
            "The number of folds must be between 2 and the number of rows, 5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Folds(6)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "The number of folds must be between 2 and the number of rows, 5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => table.Folds(1)).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "Column 'g' has 2 groups, too few for 3 folds. Ask for fewer folds.",
            Assert.Throws<TableException>(() => table.Folds(3, groupBy: "g")).Message);
        Assert.StartsWith(
            "Rows are either stratified (by 'row') or grouped (by 'g'), not both.",
            Assert.Throws<ArgumentException>(() => table.Folds(2, stratifyBy: "row", groupBy: "g")).Message,
            StringComparison.Ordinal);
    }

    static Table Numbered(int rows) => Table.Create(Column.Of("row", [.. Enumerable.Range(0, rows).Select(row => (long)row)]));
}
