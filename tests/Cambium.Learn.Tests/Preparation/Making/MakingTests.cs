using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Steps that make columns, by hand.</summary>
public sealed class MakingTests
{
    static readonly Table Shop = Table.Create(
        Column.Of("price", [10.0, 20, double.NaN, 40]),
        Column.Of("area", [2L, 0, 4, 5]),
        Column.Of("city", ["Oslo", "Bergen", "Oslo", null]),
        Column.Of("new", [true, false, true, true]));

    [Fact]
    public void Bins_may_be_categories_or_columns()
    {
        var table = Table.Create(Column.Of("x", [0.0, 1, 2, 3, 4, double.NaN]));
        var bin = new Bin { Bins = 2, Strategy = BinStrategy.Width };

        var levels = (bin with { Output = BinOutput.Category }).Fit(table).Apply(table)["x"];
        var columns = (bin with { Output = BinOutput.OneHot }).Fit(table).Apply(table);

        Assert.Equal(["below 2", "below 2", "from 2", "from 2", "from 2", ""], Texts(levels));
        Assert.Equal(["x=below 2", "x=from 2"], columns.Columns.Select(column => column.Name));
        Assert.Equal([1, 1, 0, 0, 0, 0], columns.Column<double>("x=below 2").Values.ToArray());
    }

    [Fact]
    public void A_column_of_one_value_is_one_bin()
    {
        var table = Table.Create(Column.Of("x", [7.0, 7, 7]));

        foreach (var strategy in Enum.GetValues<BinStrategy>())
        {
            Assert.Equal(["all", "all", "all"], Texts(new Bin { Strategy = strategy, Output = BinOutput.Category }.Fit(table).Apply(table)["x"]));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Bins_by_the_target_lie_where_the_target_changes(bool classes)
    {
        var x = Enumerable.Range(0, 90).Select(row => row % 10 == 9 ? double.NaN : row).ToArray();
        var y = Enumerable.Range(0, 90).Select(row => row < 30 ? 0.0 : row < 60 ? 1 : 0.25).ToArray();
        var table = Table.Create(Column.Of("x", x), classes ? Column.Of("y", y.Select(value => $"c{value}").ToArray()) : Column.Of("y", y));

        var model = (BinModel)new BinByTarget { Bins = 3 }.Fit(table, "y");

        // Half way between the neighbouring values, 29 and 59 being missing.
        Assert.Equal([29, 59], model.Borders[0].Select(Math.Floor));
        Assert.Equal([0, 1, 2], model.Apply(table.Take([28, 30, 80])).Column<double>("x").Values.ToArray());
    }

    [Fact]
    public void Ratios_and_differences_are_made_of_pairs()
    {
        var ratios = new Ratio { Left = ["price"], Right = ["area"] }.Fit(Shop).Apply(Shop);
        var differences = new Difference().Fit(Shop);

        Assert.Equal([5, double.NaN, double.NaN, 8], ratios.Column<double>("price / area").Values.ToArray());
        Assert.Equal(["price - area"], differences.Names);
        Assert.Equal([8, 20, double.NaN, 35], differences.Apply(Shop).Column<double>("price - area").Values.ToArray());
    }

    [Fact]
    public void Crossed_categories_never_read_alike()
    {
        var table = Table.Create(Column.Of("a", ["x &", "x", "x", null]), Column.Of("b", ["y", "& y", "y", "y"]));

        var crossed = new Interact().Fit(table).Apply(table)["a x b"];

        Assert.Equal(["x && & y", "x & && y", "x & y", ""], Texts(crossed));
        Assert.Equal(["Oslo & true", "Bergen & false", "Oslo & true", ""], Texts(new Interact().Fit(Shop).Apply(Shop)["city x new"]));
    }

    [Fact]
    public void A_group_that_no_training_row_had_takes_the_number_of_all()
    {
        var model = new GroupAggregate { By = ["city"], Columns = ["price"], Statistics = [GroupStatistic.Mean, GroupStatistic.Count] }.Fit(Shop);

        var made = model.Apply(Shop.With(Column.Of("city", ["Oslo", "Bergen", "Molde", null])));

        Assert.Equal(2, model.GroupCount);
        Assert.Equal([10, 20, 70.0 / 3, 70.0 / 3], made.Column<double>("price_mean_by_city").Values.ToArray());
        Assert.Equal([1, 1, 3, 3], made.Column<double>("price_count_by_city").Values.ToArray());
    }

    [Fact]
    public void Keys_of_two_columns_never_read_alike()
    {
        var table = Table.Create(Column.Of("a", ["1:1", "1"]), Column.Of("b", ["1", "1:11"]), Column.Of("x", [1.0, 2]));

        Assert.Equal([1, 2], new GroupAggregate().Fit(table).Apply(table).Column<double>("x_mean_by_a_b").Values.ToArray());
    }

    [Fact]
    public void Dates_become_cycles_holidays_and_days_since()
    {
        var table = Table.Create(
            Column.Of("when", [new DateTime(2026, 12, 25, 18, 0, 0), new DateTime(2026, 4, 1)]), Column.Of("born", [new DateTime(2026, 12, 25), new DateTime(2026, 3, 1)]));
        var step = new DateParts
        {
            Columns = ["when"], Parts = [DatePart.Month, DatePart.Hour], Cyclical = true, Holidays = ["2026-12-25"], Since = "2026-01-01", SinceColumn = "born",
        };

        var made = step.Fit(table).Apply(table);

        Assert.Equal(
            ["when_month_sin", "when_month_cos", "when_hour_sin", "when_hour_cos", "when_holiday", "when_days_since", "when_days_since_born", "born"], made.Columns.Select(column => column.Name));
        Oracle.Near(Math.Sin(2 * Math.PI * 11 / 12), made.Column<double>("when_month_sin").Values[0], 1e-15);
        Oracle.Near(-1, made.Column<double>("when_hour_sin").Values[0], 1e-15);
        Assert.Equal([1, 0], made.Column<double>("when_holiday").Values.ToArray());
        Assert.Equal([358.75, 90], made.Column<double>("when_days_since").Values.ToArray());
        Assert.Equal([0.75, 31], made.Column<double>("when_days_since_born").Values.ToArray());
    }

    [Fact]
    public void New_rows_see_the_training_rows_before_them_as_their_past()
    {
        var train = Table.Create(Column.Of("t", [1L, 2, 3]), Column.Of("g", ["a", "a", "b"]), Column.Of("x", [10.0, 20, 30]));
        var model = new Lag { Order = "t", By = ["g"], Rows = [1, 2] }.Fit(train);

        var made = model.Apply(Table.Create(Column.Of("t", [5L, 4, 2, 9]), Column.Of("g", ["a", "a", "b", "new"]), Column.Of("x", [50.0, 40, 0, 1])));

        // The row of group b comes before the one that is remembered.
        Assert.Equal([40, 20, double.NaN, double.NaN], made.Column<double>("x_lag1").Values.ToArray());
        Assert.Equal([20, 10, double.NaN, double.NaN], made.Column<double>("x_lag2").Values.ToArray());
    }

    [Fact]
    public void Rows_do_not_see_themselves_or_their_future()
    {
        var train = Table.Create(Column.Of("t", [1.5, -2, 3, -4]), Column.Of("x", [1.0, 2, 3, 4]));
        var changed = train.With(Column.Of("x", [1.0, 2, 99, 4]));
        var step = new Rolling { Order = "t" };

        Assert.Equal([3, 4, 7.0 / 3, double.NaN], step.Fit(train).Apply(train).Column<double>("x_mean7").Values.ToArray());
        Assert.Equal([3, 4, 7.0 / 3, double.NaN], step.Fit(changed).Apply(changed).Column<double>("x_mean7").Values.ToArray());
    }

    [Fact]
    public void Features_are_traced_to_the_columns_that_they_are_made_of()
    {
        var table = Shop.Drop("city").With(Column.Of("price", [1.0, 2, 3, 4])).With(Column.Of("y", [1.0, 2, 3, 5]));

        var model = new Polynomial { InteractionsOnly = true }.Then(new Ratio { Left = ["price area"], Right = ["price"] }).Then(new Ridge()).Fit(table, "y");

        Assert.Equal(["price", "area"], model.Features.Single(feature => feature.Name == "price area").Sources);
        Assert.Equal(["price", "area"], model.Features.Single(feature => feature.Name == "price area / price").Sources);
    }

    [Fact]
    public void What_cannot_be_made_is_told()
    {
        Assert.Equal(
            "Polynomial would make 3 columns, but its MaxColumns is 2. Choose fewer columns, or raise the limit.",
            Assert.Throws<TableException>(() => new Polynomial { MaxColumns = 2 }.Fit(Shop)).Message);
        Assert.Equal(
            "Order is blank; name the column of numbers or moments that tells which row comes after which. (Parameter 'order')",
            Assert.Throws<ArgumentException>(() => new Lag().Fit(Shop)).Message);
        Assert.Equal(
            "Column 'price', row 2: the value is missing, but it tells which row comes after which. Fill it, or drop the row.",
            Assert.Throws<TableException>(() => new Rolling { Order = "price" }.Fit(Shop)).Message);
        Assert.Equal(
            "Order 'city' holds Category values, expected numbers or moments.", Assert.Throws<TableException>(() => new Rolling { Order = "city" }.Fit(Shop)).Message);
        Assert.Equal(
            "Column 'x' has too few distinct values for 5 knots at quantiles: two would stand at one place. Ask for fewer knots, or none at quantiles.",
            Assert.Throws<TableException>(() => new Spline { Quantiles = true }.Fit(Table.Create(Column.Of("x", [1.0, 1, 1, 2])))).Message);
        Assert.Equal("Holidays holds 'Christmas', expected days such as 2026-12-25. (Parameter 'Holidays')", Assert.Throws<ArgumentException>(() => new DateParts { Holidays = ["Christmas"] }).Message);
        Assert.Equal(
            "Since is 'today', expected a moment such as 2026-01-01 or 2026-01-01T12:00. (Parameter 'Since')", Assert.Throws<ArgumentException>(() => new DateParts { Since = "today" }).Message);
        Assert.Equal("Rows must be numbers of rows that ascend, at least one; they are [2, 1]. (Parameter 'Rows')", Assert.Throws<ArgumentException>(() => new Lag { Rows = [2, 1] }).Message);
        Assert.Equal("Column 'x' holds infinite values; correct or drop them.", Assert.Throws<TableException>(() => new Bin().Fit(Table.Create(Column.Of("x", [1.0, double.PositiveInfinity])))).Message);
    }

    [Fact]
    public void A_saved_step_that_was_changed_by_hand_is_refused()
    {
        Refused("weights.safetensors: the borders of column 'price' are not finite numbers that ascend.", new Bin { Columns = ["price"] }, (_, arrays) => Array.Reverse(arrays["borders_0"]));
        Refused("weights.safetensors: the knots of column 'price' do not ascend.", new Spline { Columns = ["price"] }, (_, arrays) => Array.Reverse(arrays["knots_0"]));
        Refused("model.json: column 'area' in 'columns' is of type String, on which the step does not work.", new Polynomial(), (json, _) => json["columns"]!["fields"]![1]!["type"] = "string");
        Refused("model.json: 2 columns do not make 0 crossings of distinct levels.", new Interact(), (json, _) => json["levels"] = new System.Text.Json.Nodes.JsonArray());
        Refused("model.json: the keys of groups must be distinct texts.", new GroupAggregate(), (json, _) => json["keys"]![1] = json["keys"]![0]!.GetValue<string>());
        Refused(
            "model.json and weights.safetensors: the remembered rows of a step are not in order, group by group.",
            new Lag { Order = "area", Rows = [4] },
            (_, arrays) => Array.Reverse(arrays["times"]));
        Refused(
            "model.json and weights.safetensors: the remembered rows of a step are not in order, group by group.", new Lag { Order = "area" }, (_, arrays) => ((int[])arrays["ends"])[0] = 5);
    }

    static void Refused(string expected, Transform step, Action<System.Text.Json.Nodes.JsonObject, Dictionary<string, Array>> change)
    {
        var writer = new ModelWriter();
        step.Fit(Shop).Write(writer);
        var arrays = writer.Arrays.ToDictionary(pair => pair.Key, pair => (Array)pair.Value.Clone());
        change(writer.Json, arrays);

        var e = Assert.Throws<ModelFormatException>(() => ModelKinds.KindOf(step).Read(step, new ModelReader(writer.Json, arrays)));

        Assert.Equal($"{expected} The file is damaged or was edited; save the model again.", e.Message);
    }

    static IEnumerable<string> Texts(Column column) => Enumerable.Range(0, column.Length).Select(column.Format);
}
