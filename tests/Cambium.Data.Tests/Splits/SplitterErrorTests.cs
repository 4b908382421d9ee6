namespace Cambium.Data.Tests;

/// <summary>What cannot be split says why.</summary>
public sealed class SplitterErrorTests
{
    static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly Table Five = Table.Create(
        Column.Of("g", ["a", "a", "b", "b", "b"]),
        Column.Of("day", [Start, Start, Start, Start, Start.AddDays(1)]),
        Column.Of("before", [.. Enumerable.Repeat(Start.AddDays(-1), 5)]),
        Column.Of("number", [1.0, 2, double.NaN, 3, 4]),
        Column.Of("one", ["x", "x", "x", "x", "x"]),
        Column.Of("order", [1L, 2, 3, 4, 5]));

    /// <summary>A splitter and what it says of five rows.</summary>
    public static TheoryData<Splitter, string> Refused => new()
    {
        { new GroupKFold("g") { Folds = 3 }, "Column 'g' has 2 groups, too few for 3 folds. Ask for fewer folds, or group by another column." },
        { new LeaveOneGroupOut("one"), "Column 'one' has 1 group, too few for 2 folds. Ask for fewer folds, or group by another column." },
        { new ShuffleSplit { TestShare = 0.05 }, "Holding out a share of 0.05 of 5 rows leaves none to judge by. Use another share, or a table with more rows." },
        { new ShuffleSplit { TestShare = 0.95 }, "Holding out a share of 0.95 of 5 rows leaves none to learn from. Use another share, or a table with more rows." },
        { new TimeSeriesSplit(), "5 splits of 0 rows each leave no row of 5 to learn from. Ask for fewer splits, smaller tests or a smaller gap." },
        { new TimeSeriesSplit { Folds = 1, TestSize = 2, Gap = 3 }, "1 split of 2 rows each and a gap of 3 leave no row of 5 to learn from. Ask for fewer splits, smaller tests or a smaller gap." },
        { new TimeSeriesSplit { Time = "day", Folds = 1 }, "Split 1 of 1 has no row to learn from, because many rows share a moment of 'day'. Ask for fewer splits or a smaller gap." },
        { new TimeSeriesSplit { Time = "number", Folds = 1 }, "Column 'number' has no value in row 2 (and 1 rows in all); a split by time needs one in every row. Drop those rows first." },
        { new PurgedKFold { Time = "day", Folds = 3 }, "Fold 1 of 3 has no row to judge by, because many rows share a moment of 'day'. Ask for fewer folds." },
        { new PurgedKFold { Folds = 2, Gap = 3 }, "Fold 2 of 2 has no row to learn from: all are too near to its test. Ask for a smaller gap or embargo, or for more folds." },
        {
            new PurgedKFold { Time = "day", Until = "before", Folds = 2 },
            "Column 'before' is 2025-12-31 in row 0, before 'day', 2026-01-01. An answer is open until its row's time or later."
        },
        { new PredefinedFolds("one"), "Column 'one' names 1 fold, which leaves no rows to learn from or none to judge by. Name two folds or more." },
        { new StratifiedGroupKFold("order", "g") { Folds = 3 }, "Column 'g' has 2 groups, too few for 3 folds. Ask for fewer folds, or group by another column." },
    };

    /// <summary>A splitter that is wrong for any rows, or for these columns.</summary>
    public static TheoryData<Splitter, string> Misused => new()
    {
        { new KFold { Folds = 6 }, "Folds must be between 2 and the number of rows, 5." },
        { new StratifiedKFold("z"), "There is no column 'z'." },
        { new ShuffleSplit { StratifyBy = "one", GroupBy = "g" }, "Rows are either stratified (by 'one') or grouped (by 'g'), not both." },
        { new TimeSeriesSplit { Time = "g", Folds = 1 }, "Column 'g' is of type Category; a split by time needs a date-time or number column." },
        {
            new TimeSeriesSplit { Time = "order", Folds = 1, GapTime = TimeSpan.FromDays(1) },
            "GapTime is 1.00:00:00, but the rows are not ordered by a date-time column. Name one as Time, or say how many rows to leave out."
        },
        { new PurgedKFold { Until = "day", Folds = 2 }, "Until is 'day', but Time names no column to compare it with. Name the column that orders the rows." },
        { new PurgedKFold { Time = "order", Until = "day", Folds = 2 }, "Column 'day' is of type DateTime, but 'order' of type Int64; Until and Time must be of one type." },
        {
            new RepeatedFolds(new LeaveOneOut()),
            "LeaveOneOut gives the same splits each time, so repeating it tells nothing new. Repeat a splitter that deals rows out at random, such as KFold."
        },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Rows_that_cannot_be_split_so_say_why(Splitter splitter, string message) =>
        Assert.Equal(message, Assert.Throws<TableException>(() => splitter.Split(Five)).Message);

    [Theory]
    [MemberData(nameof(Misused))]
    public void A_splitter_that_does_not_fit_the_table_says_why(Splitter splitter, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => splitter.Split(Five)).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_few_rows_to_leave_one_out_are_refused()
    {
        Assert.Equal("Leaving one row out needs two rows or more; the table has 1.", Assert.Throws<TableException>(() => new LeaveOneOut().Split(Five.Slice(0, 1))).Message);
        Assert.Equal(
            "A bootstrap sample leaves rows out only where there are two rows or more; the table has 1 rows.",
            Assert.Throws<TableException>(() => new BootstrapSplit().Split(Five.Slice(0, 1))).Message);
        Assert.Equal(
            "A bootstrap sample leaves rows out only where two rows or more share a value of 'order'; the table has 5 rows. Draw without strata.",
            Assert.Throws<TableException>(() => new BootstrapSplit { StratifyBy = "order" }.Split(Five)).Message);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KFold { Folds = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BootstrapSplit { Times = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffleSplit { Times = 10_001 });
        Assert.StartsWith(
            "TestShare must lie between 0 and 1, both excluded.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ShuffleSplit { TestShare = double.NaN }).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "GapTime must be at least 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TimeSeriesSplit { GapTime = TimeSpan.FromTicks(-1) }).Message,
            StringComparison.Ordinal);
    }
}
