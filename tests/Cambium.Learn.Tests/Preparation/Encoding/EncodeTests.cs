using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class EncodeTests
{
    static readonly Table Train = Table.Create(
        Column.Of("size", ["small", "large", "medium", "small", null]), Column.Of("zip", [5003L, 5003, 150, 5003, 150]), Column.Of("x", [1.0, 2, 3, 4, 5]));

    static readonly OrdinalEncode Sizes = new() { Orders = [new LevelOrder("size", ["small", "medium", "large"])] };

    [Fact]
    public void Given_orders_are_kept_and_missing_values_and_levels_not_seen_stay_missing()
    {
        var step = Sizes.Fit(Train);
        var changed = step.Apply(Table.Create(Column.Of("size", ["large", "huge", null, "small"])));

        Assert.Equal([2, double.NaN, double.NaN, 0], changed.Column<double>("size").Values.ToArray());
        Assert.Equal(2, changed["size"].MissingCount);
        Assert.Equal("size=small<medium<large", step.Orders.Single().ToString());
    }

    [Fact]
    public void Without_an_order_a_category_has_that_of_its_levels_and_numbers_are_by_size()
    {
        var codes = new CategoryColumn("size", new[] { 1, 0, 1 }, ["small", "medium", "large"]);
        var table = Table.Create(codes, Column.Of("zip", [5003L, 150, 5003]));

        var changed = new OrdinalEncode { Columns = ["size", "zip"] }.Fit(table).Apply(table);

        Assert.Equal([1.0, 0, 1], changed.Column<double>("size").Values.ToArray());
        Assert.Equal([1.0, 0, 1], changed.Column<double>("zip").Values.ToArray());
    }

    [Fact]
    public void Ordinal_places_are_as_scikit_learn_has_them()
    {
        var order = Enumerable.Range(0, 11).Reverse().Select(level => $"level {level}").ToEquatableArray();

        var changed = new OrdinalEncode { Orders = [new LevelOrder("level", order)] }.Fit(LevelRows.Features).Apply(LevelRows.Features);

        Assert.Equal(Oracle.Read("encoding.json")["ordinal"].Numbers(), changed.Column<double>("level").Values.ToArray());
    }

    [Fact]
    public void Levels_that_have_no_place_are_refused()
    {
        var orders = new OrdinalEncode { Orders = [new LevelOrder("size", ["small", "large"]), new LevelOrder("colour", ["red"])] };
        var strict = Sizes with { RefuseUnseen = true };

        Assert.Equal(
            "The levels cannot be put in order: an order is given for 'colour', which is none of the columns that the step turns; column 'size' has the level 'medium', " +
            "not in its order size=small<large. Correct the rows, or the orders (Orders).",
            Assert.Throws<TableException>(() => orders.Fit(Train)).Message);
        Assert.Equal(
            "Column 'size' is 'huge' in row 1, which is none of the levels that OrdinalEncode learned, and it is set to refuse such (RefuseUnseen). Correct the row, or let it be taken as missing.",
            Assert.Throws<TableException>(() => strict.Fit(Train).Apply(Table.Create(Column.Of("size", ["huge"])))).Message);
        Assert.Equal(
            "Orders must name each column once, each with distinct levels, as in size=small<medium<large; found size=a<a. (Parameter 'Orders')",
            Assert.Throws<ArgumentException>(() => new OrdinalEncode { Orders = [new LevelOrder("size", ["a", "a"])] }).Message);
    }

    [Fact]
    public void Orders_go_through_text_and_JSON()
    {
        var recipe = (Sizes with { Columns = ["size"] }).Then(new MeanRegressor());

        Assert.Equal(recipe, RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe)));
        Assert.Equal("size=small<medium<large", RecipeCatalog.Describe(recipe)["ordinal-encode.orders"]);
        Assert.Equal(recipe, RecipeText.Parse(RecipeText.Of(recipe), typeof(Regressor)));
        Assert.Null(LevelOrder.Parse("small<large"));
    }

    [Fact]
    public void Frequencies_count_missing_values_and_are_0_for_levels_not_seen()
    {
        var rows = Table.Create(Column.Of("size", ["small", "huge", null, "large"]));

        var shares = new FrequencyEncode().Fit(Train).Apply(rows);
        var counts = new FrequencyEncode { Counts = true, Columns = ["zip"] }.Fit(Train).Apply(Table.Create(Column.Of("zip", [150L, 5003, 1])));

        Assert.Equal([0.4, 0, 0.2, 0.2], shares.Column<double>("size").Values.ToArray());
        Assert.Equal([2.0, 3, 0], counts.Column<double>("zip").Values.ToArray());
    }

    [Fact]
    public void Frequencies_out_of_range_are_refused()
    {
        var step = new FrequencyEncode().Fit(Train);

        Assert.Equal(
            "weights.safetensors: 'counts' must hold numbers from 0 to 'rows', 5, which must be above 0. The file is damaged; save the model again.",
            SavedStep.Refusal(step, editArrays: arrays => arrays["counts"].SetValue(-1.0, 0)));
        Assert.Equal(
            "weights.safetensors: 'counts' has 3 items, expected 4. The file is damaged; save the model again.",
            SavedStep.Refusal(step, editArrays: arrays => arrays["counts"] = new double[3]));
    }

    [Theory]
    [InlineData(true, "hash_signed")]
    [InlineData(false, "hash_plain")]
    public void Hashes_are_those_of_scikit_learn(bool signed, string name)
    {
        var levels = (CategoryColumn)LevelRows.Features["level"];
        var table = LevelRows.Features.With(Column.Of("kind", Enumerable.Range(0, levels.Length).Select(row => $"k{levels[row]!.Length}ü").ToArray()));

        var made = new HashEncode { Components = 7, Signed = signed }.Fit(table.Slice(0, 1)).Apply(table);

        Assert.Equal(["hash1", "hash2", "hash3", "hash4", "hash5", "hash6", "hash7"], made.Columns.Select(column => column.Name));
        Assert.Equal(Oracle.Read("encoding.json")[name].Numbers(), Enumerable.Range(0, levels.Length).SelectMany(row => made.Columns.Select(column => ((Column<double>)column).Values[row])));
    }

    // The vectors that the hash's author and its many ports are checked against.
    [Theory]
    [InlineData("", 0u)]
    [InlineData("test", 0xba6bd213u)]
    [InlineData("Hello, world!", 0xc0363e43u)]
    public void The_hash_is_Murmur3(string text, uint expected) => Assert.Equal(expected, Murmur3.Of(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Missing_values_have_no_hash_and_no_columns_make_none()
    {
        var step = new HashEncode { Components = 2, Prefix = "h" }.Fit(Train);

        Assert.Equal([0.0, 0], step.Apply(Table.Create(Column.Of("size", [null, (string?)null]))).Column<double>("h1").Values.ToArray());
        Assert.Equal(["x"], new HashEncode().Fit(Train.Select("x")).Apply(Train.Select("x")).Columns.Select(column => column.Name));
    }

    [Fact]
    public void Levels_numbered_from_1_become_binary_digits()
    {
        // large is 1, medium 2, small 3.
        var step = new BinaryEncode().Fit(Train);
        var made = step.Apply(Table.Create(Column.Of("size", ["large", "medium", "small", "huge", null])));

        Assert.Equal(["size_bit1", "size_bit2"], step.Names);
        Assert.Equal([0.0, 1, 1, 0, 0], made.Column<double>("size_bit1").Values.ToArray());
        Assert.Equal([1.0, 0, 1, 0, 0], made.Column<double>("size_bit2").Values.ToArray());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(7, 3)]
    [InlineData(8, 4)]
    public void Each_level_has_digits_of_its_own(int levels, int digits)
    {
        var table = Table.Create(Column.Of("c", Enumerable.Range(0, levels).Select(level => $"l{level}").ToArray()));

        var made = new BinaryEncode().Fit(table).Apply(table);

        Assert.Equal(digits, made.Columns.Count);
        var numbers = Enumerable.Range(0, levels).Select(row => string.Concat(made.Columns.Select(column => column.Format(row)))).ToArray();
        Assert.Equal(levels, numbers.Distinct().Count());
        Assert.DoesNotContain(new string('0', digits), numbers);
    }

    [Fact]
    public void Columns_that_hold_no_levels_are_refused() => Assert.Equal(
        "The step works on categories and, where they are named, truths, whole numbers and texts, but column 'x' holds Float64 values. Choose other columns.",
        Assert.Throws<TableException>(() => new BinaryEncode { Columns = ["x"] }.Fit(Train)).Message);
}
