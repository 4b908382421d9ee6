using System.Text.Json;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>What holds of every splitter, over random tables.</summary>
public sealed class SplitterTests
{
    /// <summary>Each splitter, whether it tests every row just once, and the column whose values stay on one side.</summary>
    public static TheoryData<Splitter, bool, string?> Splitters => new()
    {
        { new KFold { Folds = 4, Seed = 1 }, true, null },
        { new KFold { Shuffle = false }, true, null },
        { new StratifiedKFold("y") { Folds = 3, Seed = 2 }, true, null },
        { new GroupKFold("group") { Folds = 3, Seed = 3 }, true, "group" },
        { new StratifiedGroupKFold("y", "group") { Folds = 3, Seed = 4 }, true, "group" },
        { new LeaveOneOut(), true, null },
        { new LeaveOneGroupOut("group"), true, "group" },
        { new PurgedKFold { Time = "day", Folds = 3 }, true, "day" },
        { new PurgedKFold { Time = "day", Folds = 3, Gap = 2, Embargo = 4 }, true, "day" },
        { new ShuffleSplit { Times = 4, Seed = 5 }, false, null },
        { new ShuffleSplit { Times = 4, StratifyBy = "y", TestShare = 0.3 }, false, null },
        { new ShuffleSplit { Times = 4, GroupBy = "group" }, false, "group" },
        { new BootstrapSplit { Times = 4, Seed = 6 }, false, null },
        { new BootstrapSplit { Times = 4, StratifyBy = "y" }, false, null },
        { new TimeSeriesSplit { Time = "day", Folds = 3 }, false, "day" },
        { new TimeSeriesSplit { Time = "day", Folds = 3, MaxTrain = 20, Gap = 3 }, false, "day" },
        { new RepeatedFolds(new GroupKFold("group") { Folds = 3 }) { Times = 2 }, false, "group" },
    };

    /// <summary>Each splitter.</summary>
    public static TheoryData<Splitter> EachSplitter => [.. Splitters.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(Splitters))]
    public void No_row_and_no_group_is_on_both_sides_and_a_deal_tests_each_row_once(Splitter splitter, bool once, string? together)
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var table = Random(seed);
            var tested = new int[table.RowCount];
            foreach (var split in splitter.Split(table))
            {
                Assert.NotEmpty(split.Train);
                Assert.NotEmpty(split.Test);
                Assert.Equal(split.Test.Count, split.Test.Distinct().Count());
                Assert.Empty(split.Train.Intersect(split.Test));
                foreach (var row in split.Test)
                {
                    tested[row]++;
                }

                if (together is not null)
                {
                    Assert.Empty(split.Train.Select(row => table[together].Format(row)).Intersect(split.Test.Select(row => table[together].Format(row))));
                }
            }

            Assert.All(tested, times => Assert.True(!once || times == 1));
        }
    }

    [Theory]
    [MemberData(nameof(EachSplitter))]
    public void The_same_settings_give_the_same_splits_and_survive_json(Splitter splitter)
    {
        var table = Random(9);
        var read = JsonSerializer.Deserialize<Splitter>(JsonSerializer.Serialize(splitter));

        Assert.Equal(splitter, read);
        Assert.Equal(splitter.Split(table), read!.Split(table)); // ! equal to one that is there
        Assert.Equal(splitter.Split(table).Reverse(), Enumerable.Range(0, splitter.Split(table).Count).Select(place => splitter.Split(table)[splitter.Split(table).Count - 1 - place]));
    }

    [Fact]
    public void Another_seed_gives_other_splits_and_repetitions_differ()
    {
        var table = Random(1);
        foreach (var splitter in Splitters.Select(row => row.Data.Item1))
        {
            if (splitter.Reseeded(99) is { } other && splitter is not StratifiedGroupKFold)
            {
                Assert.NotEqual(splitter.Split(table), other.Split(table));
            }
        }

        var rounds = new RepeatedFolds(new StratifiedKFold("y") { Folds = 3 }) { Times = 4, Seed = 1 }.Split(table).Chunk(3).ToArray();
        Assert.Equal(4, rounds.Length);
        Assert.All(rounds, round => Assert.Equal(Enumerable.Range(0, table.RowCount), round.SelectMany(split => split.Test).Order()));
        Assert.Equal(4, rounds.Select(round => round[0]).Distinct().Count());
    }

    [Fact]
    public void Class_shares_are_those_of_the_whole_within_a_row()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var table = Random(seed);
            var values = Enumerable.Range(0, table.RowCount).Select(table["y"].Format).ToArray();
            foreach (var split in new StratifiedKFold("y") { Folds = 4, Seed = seed }.Split(table).Concat(new ShuffleSplit { StratifyBy = "y", TestShare = 0.25, Seed = seed }.Split(table)))
            {
                foreach (var (value, count) in values.CountBy(value => value))
                {
                    Assert.InRange(split.Test.Count(row => values[row] == value), (count / 4.0) - 1, (count / 4.0) + 1);
                }
            }
        }
    }

    [Fact]
    public void A_bootstrap_sample_has_as_many_rows_as_the_table_and_leaves_about_37_in_100_out()
    {
        var table = Rows(1000);

        var splits = new BootstrapSplit { Times = 20, Seed = 2 }.Split(table);

        Assert.All(splits, split => Assert.Equal(1000, split.Train.Count));
        Assert.InRange(splits.Average(split => split.Test.Count), 360, 376); // 1000 / e = 368, and three of the mean's deviations of 2.2
        Assert.Equal(2, new BootstrapSplit { Times = 30 }.Split(Rows(2)).SelectMany(split => split.Test).Distinct().Count());
    }

    [Fact]
    public void Time_series_learn_from_the_past_only_with_the_gap_between()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var table = Random(seed);
            var days = table.Column<DateTime>("day").Values.ToArray();
            var gap = TimeSpan.FromDays(4);
            foreach (var split in new TimeSeriesSplit { Time = "day", Folds = 2, GapTime = gap }.Split(table))
            {
                Assert.True(split.Train.Max(row => days[row]) <= split.Test.Min(row => days[row]) - gap);
                Assert.Equal(split.Train.Select(row => days[row]).Order(), split.Train.Select(row => days[row]));
                Assert.Contains(split.Train, row => days[row] == days.Min());
            }
        }
    }

    [Fact]
    public void Rows_whose_answer_overlaps_the_test_are_purged_and_those_that_soon_follow_are_under_embargo()
    {
        // A row a day; an answer is open for three days.
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var table = Table.Create(
            Column.Of("day", [.. Enumerable.Range(0, 20).Select(day => start.AddDays(19 - day))]), Column.Of("until", [.. Enumerable.Range(0, 20).Select(day => start.AddDays(22 - day))]));

        var split = new PurgedKFold { Time = "day", Until = "until", Folds = 4, EmbargoTime = TimeSpan.FromDays(2) }.Split(table)[1];
        var rows = new PurgedKFold { Time = "day", Folds = 4, Gap = 1, Embargo = 2 }.Split(table)[1];

        // Rows stand in reverse: day d is row 19 - d. The test is days 5 to 9, the last answer is known on day 12.
        Assert.Equal([5, 6, 7, 8, 9], split.Test.Select(row => 19 - row));
        Assert.Equal([0, 1, 14, 15, 16, 17, 18, 19], split.Train.Select(row => 19 - row));
        Assert.Equal([0, 1, 2, 3, 12, 13, 14, 15, 16, 17, 18, 19], rows.Train.Select(row => 19 - row));
    }

    [Fact]
    public void Rows_without_a_fold_are_always_learned_from()
    {
        var table = Table.Create(Column.Of("fold", [null, "b", "a", "b", null]));

        var splits = new PredefinedFolds("fold").Split(table);

        Assert.Equal([new RowSplit([0, 2, 4], [1, 3]), new RowSplit([0, 1, 3, 4], [2])], splits);
        Assert.Throws<ArgumentOutOfRangeException>(() => splits[2]);
    }

    static Table Rows(int rows) => Table.Create(Column.Of("row", [.. Enumerable.Range(0, rows).Select(row => (long)row)]));

    /// <summary>60 to 120 rows in 6 to 12 groups, with a rare class and days that several rows share.</summary>
    static Table Random(long seed)
    {
        var random = new RandomStream(seed);
        var rows = 60 + random.NextInt(61);
        var groups = 6 + random.NextInt(7);
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return Table.Create(
            Column.Of("group", [.. Enumerable.Range(0, rows).Select(row => row < groups ? $"g{row}" : random.NextInt(20) == 0 ? null : $"g{random.NextInt(groups)}")]),
            Column.Of("y", [.. Enumerable.Range(0, rows).Select(_ => random.NextInt(10) switch { 0 => "rare", < 5 => "a", _ => "b" })]),
            Column.Of("day", [.. Enumerable.Range(0, rows).Select(_ => start.AddDays(random.NextInt(40)))]));
    }
}
