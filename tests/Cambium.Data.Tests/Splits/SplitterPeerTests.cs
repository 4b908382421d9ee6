using System.Text.Json.Nodes;

namespace Cambium.Data.Tests;

/// <summary>Beside scikit-learn: tests/oracles/splits.py made the splits.</summary>
public sealed class SplitterPeerTests
{
    static readonly JsonNode Oracle = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracles", "splits.json")))!;

    static readonly Table Grouped = Table.Create(Column.Of("group", Numbers(Oracle["groups"])), Column.Of("y", Numbers(Oracle["y"])));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Time_series_splits_are_those_of_the_peer(int place)
    {
        var expected = Oracle["time_series"]![place]!;
        var splitter = new TimeSeriesSplit { Folds = (int)expected["folds"]!, TestSize = (int)expected["test"]!, MaxTrain = (int)expected["most"]!, Gap = (int)expected["gap"]! };

        Same(expected["splits"]!, splitter.Split(Rows((int)expected["rows"]!)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Runs_of_rows_are_those_of_the_peer(int place)
    {
        var expected = Oracle["k_fold"]![place]!;

        Same(expected["splits"]!, new KFold { Folds = (int)expected["folds"]!, Shuffle = false }.Split(Rows((int)expected["rows"]!)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Folds_of_groups_that_differ_in_size_are_those_of_the_peer(int place)
    {
        var expected = Oracle["group_k_fold"]![place]!;

        Same(expected["splits"]!, new GroupKFold("group") { Folds = (int)expected["folds"]!, Seed = 3 }.Split(Grouped));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Stratified_folds_of_groups_that_differ_in_evenness_are_those_of_the_peer(int place)
    {
        var expected = Oracle["stratified_group_k_fold"]![place]!;

        Same(expected["splits"]!, new StratifiedGroupKFold("y", "group") { Folds = (int)expected["folds"]!, Seed = 8 }.Split(Grouped));
    }

    [Fact]
    public void Left_out_groups_are_those_of_the_peer_in_the_order_of_appearance()
    {
        var splits = new LeaveOneGroupOut("group").Split(Grouped);

        var groups = Grouped.Column<long>("group").Values;
        Assert.Equal(0, splits[0].Test[0]);
        Same(Oracle["leave_one_group_out"]!, [.. splits.OrderBy(split => Grouped.Column<long>("group").Values[split.Test[0]])]);
        Assert.Equal(groups.ToArray().Distinct(), splits.Select(split => Grouped.Column<long>("group").Values[split.Test[0]]));
    }

    [Fact]
    public void Predefined_folds_are_those_of_the_peer()
    {
        var folds = Numbers(Oracle["folds"]).Select(fold => fold < 0 ? double.NaN : fold).ToArray();

        var splits = new PredefinedFolds("fold").Split(Table.Create(Column.Of("fold", folds)));

        Same(Oracle["predefined"]!, [.. splits.OrderBy(split => folds[split.Test[0]])]);
    }

    static void Same(JsonNode expected, IReadOnlyList<RowSplit> splits)
    {
        Assert.Equal(expected.AsArray().Count, splits.Count);
        for (var place = 0; place < splits.Count; place++)
        {
            Assert.Equal(Numbers(expected[place]!["train"]), splits[place].Train.Select(row => (long)row));
            Assert.Equal(Numbers(expected[place]!["test"]), splits[place].Test.Select(row => (long)row));
        }
    }

    static long[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(item => (long)item!)];

    static Table Rows(int rows) => Table.Create(Column.Of("row", [.. Enumerable.Range(0, rows).Select(row => (long)row)]));
}
