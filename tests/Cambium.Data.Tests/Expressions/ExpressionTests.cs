using static Cambium.Data.Expressions;

namespace Cambium.Data.Tests;

public sealed class ExpressionTests
{
    static readonly Table Homes = Table.Create(
        Column.Of("price", [400.0, 90, double.NaN, 1000]),
        new Column<long>("area", new[] { 100L, 45, 70, 0 }, Validity.All(4)),
        Column.Of("city", ["Oslo", "Bergen", null, "Oslo"]),
        new Column<bool>("sold", new[] { true, false, false, false }, Validity.FromRows(4, row => row < 2)),
        Column.Of("built", [new DateTime(1999, 12, 31, 23, 59, 58), new DateTime(2000, 2, 29), new DateTime(2024, 1, 7), new DateTime(1, 1, 1)]),
        TextColumn.FromValues("note", ["a view", null, "12", "5.5"]));

    [Fact]
    public void A_quotient_of_a_number_and_a_whole_number_is_a_number()
    {
        var unit = Homes.With("unit", Col("price") / Col("area")).Column<double>("unit");

        Assert.Equal([4, 2, double.NaN, double.PositiveInfinity], unit.Values.ToArray());
        Assert.Equal(1, unit.MissingCount);
    }

    [Fact]
    public void The_filter_of_the_page_keeps_what_it_says()
    {
        var kept = Homes.Filter(Col("price") / Col("area") > 3 & Col("city").In("Oslo", "Bergen") & !Col("sold").IsMissing());

        Assert.Equal([400.0], kept.Column<double>("price").Values.ToArray());
    }

    [Fact]
    public void Whole_numbers_stay_whole_and_their_quotient_does_not()
    {
        Assert.Equal([201L, 91, 141, 1], Homes.With("r", (Col("area") * 2) + 1).Column<long>("r").Values.ToArray());
        Assert.Equal([1L, 0, 1, 0], Homes.With("r", Col("area") % 3).Column<long>("r").Values.ToArray());
        Assert.Equal([50, 22.5, 35, 0], Homes.With("r", Col("area") / 2).Column<double>("r").Values.ToArray());
    }

    [Fact]
    public void What_64_bits_do_not_hold_is_refused_with_its_row()
    {
        var exception = Assert.Throws<TableException>(() => Homes.With("r", Col("area") * long.MaxValue));

        Assert.Equal(
            "'area * 9223372036854775807' of 100 and 9223372036854775807 in row 0 is more than a whole number of 64 bits holds. Compute with as_number(...) of a part.", exception.Message);
        var least = Table.Create(Column.Of("x", [long.MinValue]));
        Assert.Throws<TableException>(() => least.With("r", -Col("x")));
        Assert.Throws<TableException>(() => least.With("r", Col("x").Abs()));
        Assert.Throws<TableException>(() => least.With("r", Col("x") - 1));
        Assert.Equal(0, least.With("r", Col("x") % -1).Column<long>("r").Values[0]);
    }

    [Fact]
    public void The_first_row_at_fault_is_named_whichever_thread_finds_it()
    {
        var values = Enumerable.Range(0, 400_000).Select(row => row > 70_000 ? long.MaxValue : 1).ToArray();
        var table = Table.Create(Column.Of("x", values));

        foreach (var threads in new[] { 1, 2, 7 })
        {
            var message = Assert.Throws<TableException>(() => table.With("r", Col("x") + 1, threads)).Message;

            Assert.Contains("in row 70001 ", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_case_does_not_choose_cannot_fail()
    {
        var guarded = When(Col("note").Matches("^[0-9]+$"), Col("note").AsWhole()).Otherwise(Missing);

        var result = Homes.With("r", guarded).Column<long>("r");

        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(result.IsMissing));
        Assert.Equal(12, result.Values[2]);
        Assert.Equal(
            "'a view' in row 0 is no value of type Int64, which 'as_whole(note)' asks for. Choose the rows that are one first, for instance with a case.",
            Assert.Throws<TableException>(() => Homes.With("r", Col("note").AsWhole())).Message);
    }

    [Fact]
    public void Dates_have_parts_and_compare_with_texts_that_are_dates()
    {
        Assert.Equal([1999L, 2000, 2024, 1], Homes.With("r", Col("built").Year()).Column<long>("r").Values.ToArray());
        Assert.Equal([5L, 2, 7, 1], Homes.With("r", Col("built").DayOfWeek()).Column<long>("r").Values.ToArray());
        Assert.Equal([58.0, 0, 0, 0], Homes.With("r", Col("built").SecondsSince(Col("built").StartOfDay()) % 60).Column<double>("r").Values.ToArray());
        Assert.Equal(2, Homes.Filter(Col("built") >= "2000-02-29").RowCount);
        Assert.Equal(2, Homes.Filter(Expression.Parse("built between date '1999-12-31' and date '2000-12-31T12:30:00Z'")).RowCount);
    }

    [Fact]
    public void Text_made_of_categories_and_literals_is_a_category()
    {
        var size = Homes.With("size", When(Col("area") > 60, "large").When(Col("area") > 0, "small").Otherwise(Missing))["size"];

        Assert.Equal(["large", "small"], Assert.IsType<CategoryColumn>(size).Levels);
        Assert.Equal(["large", "small", "large", ""], Enumerable.Range(0, 4).Select(size.Format));
        Assert.Equal(["bergen", "oslo", "none"], Assert.IsType<CategoryColumn>(Homes.With("r", Coalesce(Col("city").Lower(), "none"))["r"]).Levels);
    }

    [Fact]
    public void Casts_read_and_write_every_type()
    {
        Assert.Equal([1.0, 0, double.NaN, double.NaN], Homes.With("r", Col("sold").AsNumber()).Column<double>("r").Values.ToArray());
        Assert.Equal([400L, 90, 0, 1000], Homes.With("r", Col("price").AsWhole()).Column<long>("r").Values.ToArray());
        Assert.Equal(["1999-12-31T23:59:58", "2000-02-29", "2024-01-07", "0001-01-01"], Enumerable.Range(0, 4).Select(Homes.With("r", Col("built").AsText())["r"].Format));
        Assert.Equal(5.5, Homes.Slice(3, 1).With("r", Col("note").AsNumber()).Column<double>("r").Values[0]);
        Assert.Equal(new DateTime(2024, 5, 6), Table.Create(Column.Of("a", ["2024-05-06"])).With("r", Col("a").AsDateTime()).Column<DateTime>("r").Values[0]);
        Assert.Equal(
            "'as_whole(price * 1E+300)' of 4E+302 in row 0 is more than a whole number of 64 bits holds. Choose the rows that fit first.",
            Assert.Throws<TableException>(() => Homes.With("r", (Col("price") * 1e300).AsWhole())).Message);
    }

    [Fact]
    public void An_unknown_column_is_named_with_the_nearest_and_the_place()
    {
        var exception = Assert.Throws<ArgumentException>(() => Homes.Filter(Col("prise") / Col("area") > 3));

        Assert.Equal(
            "There is no column 'prise'. Did you mean 'price'? It stands in 'prise / area > 3'. The columns are: price, area, city, sold, built, note.", exception.Message);
    }

    [Theory]
    [InlineData("city + 1 > 3", "'+' takes a number, but 'city' is of type Category. It stands in 'city + 1' of 'city + 1 > 3'.")]
    [InlineData("price and sold", "'and' takes a truth, but 'price' is of type Float64. It stands in 'price and sold'.")]
    [InlineData("price", "A condition takes a truth, but 'price' is of type Float64. It stands in 'price'.")]
    [InlineData("city = 3", "'=' compares two values of one kind, but 'city' is of type Category and '3' of type Int64. It stands in 'city = 3'.")]
    [InlineData("sold < true", "Truths have no order, which '<' asks for. It stands in 'sold < true'.")]
    [InlineData("lower(price) = 'a'", "'lower' takes a text, but 'price' is of type Float64. It stands in 'lower(price)' of 'lower(price) = 'a''.")]
    [InlineData("year(city) = 2", "'year' takes a date-time, but 'city' is of type Category. It stands in 'year(city)' of 'year(city) = 2'.")]
    [InlineData("contains(city, note)", "'contains' looks for a literal text, not for 'note'. It stands in 'contains(city, note)'.")]
    [InlineData("area in (1, 'x')", "'in' compares values of one kind, but 'area' is of type Int64 and the list has Int64, Category. It stands in 'area in (1, 'x')'.")]
    [InlineData("area in (1, area)", "'in' takes a list of literals, not 'area'. It stands in 'area in (1, area)'.")]
    [InlineData("case when sold then 1 else 'x' end = 1", "The values of 'case' are of different kinds: Int64, Category. It stands in 'case when sold then 1 else 'x' end = 1'.")]
    [InlineData("as_datetime(area) is missing", "'as_datetime' takes a text or a date-time, but 'area' is of type Int64. It stands in 'as_datetime(area)' of 'as_datetime(area) is missing'.")]
    [InlineData("round(price, area) > 1", "'round' takes a literal number of decimals from 0 to 15, not 'area'. It stands in 'round(price, area) > 1'.")]
    public void A_type_that_does_not_fit_is_named_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Homes.Filter(Expression.Parse(text))).Message);

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_given_up()
    {
        var table = Table.Create(TextColumn.FromValues("x", [new string('a', 50) + "!"]));

        var exception = Assert.Throws<TableException>(() => table.Filter(Col("x").Matches("^(?=(a+)+$)")));

        Assert.StartsWith("'matches(x, '^(?=(a+)+$)')' took more than 1 s for the text 'aaa", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, table.Filter(Col("x").Matches("^(a+)+$")).RowCount);
        Assert.StartsWith("'(' is no regular expression: ", Assert.Throws<ArgumentException>(() => table.Filter(Col("x").Matches("("))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_vectors_are_refused()
    {
        var vectors = new SparseColumn("v", new Cambium.Numerics.CsrMatrix(1, 2, new[] { 0, 0 }, Array.Empty<int>(), Array.Empty<double>()));

        var exception = Assert.Throws<ArgumentException>(() => Table.Create(vectors).Filter(Col("v").IsMissing()));

        Assert.Equal("Column 'v' holds sparse vectors, with which expressions do not compute. It stands in 'v is missing'.", exception.Message);
    }

    [Fact]
    public void A_moment_keeps_its_kind()
    {
        var table = Table.Create(Column.Of("t", [new DateTime(2024, 1, 1, 5, 0, 0, DateTimeKind.Utc)]));

        Assert.Equal(DateTimeKind.Utc, table.With("r", Coalesce(Missing, Col("t"))).Column<DateTime>("r").Values[0].Kind);
    }
}
