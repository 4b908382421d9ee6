using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class OneHotPoolTests
{
    static readonly Table Train = Table.Create(Column.Of("x", [1.0, 2, 3, 4, 5, 6]), Column.Of("c", ["a", "a", "a", "b", "b", "d"]));

    [Theory]
    [InlineData("one_hot_min_count", 20, 0.0, 0)]
    [InlineData("one_hot_min_share", 1, 0.09, 0)]
    [InlineData("one_hot_keep_levels", 1, 0.0, 4)]
    public void Rare_levels_are_pooled_as_scikit_learn_pools_them(string name, int minCount, double minShare, int keepLevels)
    {
        var expected = Oracle.Read("encoding.json")[name]!;
        var step = new OneHot { MinCount = minCount, MinShare = minShare, KeepLevels = keepLevels, Other = "infrequent_sklearn" }.Fit(LevelRows.Features);

        var made = step.Apply(LevelRows.Features);

        Assert.Equal(expected["levels"]!.AsArray().Select(level => $"level={level}"), step.Names);
        var values = Enumerable.Range(0, LevelRows.Count).SelectMany(row => made.Columns.Select(column => ((Column<double>)column).Values[row]));
        Assert.Equal(expected["values"].Numbers(), values);
    }

    [Fact]
    public void Pooled_levels_share_a_column_and_levels_not_seen_have_none()
    {
        var step = new OneHot { MinCount = 2 }.Fit(Train);

        var made = step.Apply(Table.Create(Column.Of("x", [0.0, 0, 0, 0]), Column.Of("c", ["d", "a", "z", null])));

        Assert.Equal(["x", "c=a", "c=b", "c=other"], made.Columns.Select(column => column.Name));
        Assert.Equal([1.0, 0, 0, 0], made.Column<double>("c=other").Values.ToArray());
        Assert.Equal([0.0, 1, 0, 0], made.Column<double>("c=a").Values.ToArray());
    }

    [Fact]
    public void Levels_not_seen_join_the_others_where_asked()
    {
        var step = new OneHot { Unseen = UnseenLevels.Other, DropFirst = true, Columns = ["c"] }.Fit(Train);

        var made = step.Apply(Table.Create(Column.Of("c", ["z", "d", "a", null])));

        Assert.Equal(["c=b", "c=d", "c=other"], step.Names);
        Assert.Equal([1.0, 0, 0, 0], made.Column<double>("c=other").Values.ToArray());
        Assert.Equal([0.0, 1, 0, 0], made.Column<double>("c=d").Values.ToArray());
    }

    [Fact]
    public void A_level_of_the_pools_name_joins_it()
    {
        var train = Table.Create(Column.Of("c", ["a", "a", "other", "other", "b"]));

        var made = new OneHot { MinCount = 2 }.Fit(train).Apply(train);

        Assert.Equal(["c=a", "c=other"], made.Columns.Select(column => column.Name));
        Assert.Equal([0.0, 0, 1, 1, 1], made.Column<double>("c=other").Values.ToArray());
        Assert.Equal(["c=a", "c=b", "c=other"], new OneHot().Fit(train).Names);
    }

    [Fact]
    public void Levels_not_seen_are_refused_where_asked()
    {
        var step = new OneHot { Unseen = UnseenLevels.Refuse }.Fit(Train);

        var error = Assert.Throws<TableException>(() => step.Apply(Table.Create(Column.Of("x", [0.0, 0]), Column.Of("c", ["a", "z"]))));

        Assert.Equal(
            "Column 'c' is 'z' in row 2, which no training row was, and OneHot is set to refuse such levels (Unseen). Correct the row, or choose zeros or other.", error.Message);
    }

    [Fact]
    public void The_limit_counts_what_is_left_after_pooling() =>
        Assert.Equal(["c=a", "c=b", "c=other"], new OneHot { MaxLevels = 2, KeepLevels = 2 }.Fit(Train).Names);

    [Fact]
    public void A_saved_step_keeps_its_pool()
    {
        var step = new OneHot { MinCount = 2 }.Fit(Train);

        Assert.Equal(step.Apply(Train).ToString(), SavedStep.Read(step).Apply(Train).ToString());
        Assert.Equal(
            "model.json: 'pooled' must hold a list of levels for each of the 1 columns, none of them among the column's own. The file is damaged or was edited; save the model again.",
            SavedStep.Refusal(step, json => json["pooled"]![0]![0] = "a"));
        Assert.Equal(
            "model.json: the step's column 'c' is of type Float64, expected Category or Boolean. The file is damaged or was edited; save the model again.",
            SavedStep.Refusal(step, json => json["columns"]!["fields"]![0]!["type"] = "float64"));
    }
}
