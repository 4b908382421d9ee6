namespace Cambium.Data.Tests;

public sealed class ColumnTests
{
    public static TheoryData<string> Kinds => ["double", "long", "bool", "date", "category", "text"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Slices_and_taken_rows_hold_the_values_of_those_rows(string kind)
    {
        var column = Make(kind);

        var slice = column.Slice(1, 3).Slice(1, 2);
        var taken = column.Slice(1, 4).Take([3, 0, 0]);

        Assert.Equal(Values(column).Skip(2).Take(2), Values(slice));
        Assert.Equal([Values(column)[4], Values(column)[1], Values(column)[1]], Values(taken));
        Assert.Equal(column.Type, taken.Type);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_renamed_column_holds_the_same_values(string kind)
    {
        var column = Make(kind).Slice(1, 3);

        var renamed = column.Rename("other");

        Assert.Equal("other", renamed.Name);
        Assert.Equal(Values(column), Values(renamed));
        Assert.Equal(column.MissingCount, renamed.MissingCount);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rows_and_runs_outside_the_column_are_refused(string kind)
    {
        var column = Make(kind);

        Assert.StartsWith(
            "Column 'c' has rows 0 to 5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => column.Format(6)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Column 'c' has rows 0 to 5.",
            Assert.Throws<ArgumentOutOfRangeException>(() => column.IsMissing(-1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Column 'c' has 6 rows; asked for 3 from row 4.",
            Assert.Throws<ArgumentOutOfRangeException>(() => column.Slice(4, 3)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_name_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Column.Of("", [1.0]));
    }

    [Fact]
    public void A_slice_shares_its_values()
    {
        var values = new double[10];
        var column = Column.Of("c", values);

        Assert.True(new ReadOnlySpan<double>(values).Overlaps(column.Slice(3, 2).Values, out var offset));
        Assert.Equal(3, offset);
    }

    [Fact]
    public void NaN_is_missing_in_a_column_of_doubles()
    {
        var column = Column.Of("c", [1, double.NaN]);

        Assert.Equal([false, true], [column.IsMissing(0), column.IsMissing(1)]);
        Assert.Equal(1, column.MissingCount);
    }

    [Fact]
    public void Values_and_validity_must_be_equally_long()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Column<long>("c", new long[3], Validity.All(2)));

        Assert.StartsWith("Column 'c' has 3 values but validity for 2 rows.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_column_holds_a_type_outside_the_four()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Column<int>("c", new int[1], Validity.All(1)));

        Assert.Equal("A column holds double, long, bool or DateTime values, not Int32.", exception.Message);
    }

    [Fact]
    public void Categories_must_have_levels_and_levels_must_differ()
    {
        Assert.StartsWith(
            "Column 'c', row 1: code 2 has no level; codes run from -1 (missing) to 1.",
            Assert.Throws<ArgumentException>(() => new CategoryColumn("c", new[] { 0, 2 }, ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Column 'c' names a level twice.",
            Assert.Throws<ArgumentException>(() => new CategoryColumn("c", new[] { 0 }, ["a", "a"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_must_lie_within_their_bytes()
    {
        Assert.StartsWith(
            "Column 'c': the last text ends at byte 3, but there are 2 bytes.",
            Assert.Throws<ArgumentException>(() => new TextColumn("c", new byte[2], new[] { 1L, 3L }, Validity.All(2))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Column 'c' has 1 values but validity for 2 rows.",
            Assert.Throws<ArgumentException>(() => new TextColumn("c", new byte[2], new[] { 1L }, Validity.All(2))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_slices_read_their_own_bytes()
    {
        var column = TextColumn.FromValues("c", ["é", null, "", "漢字", "z"]);

        var slice = column.Slice(1, 4).Slice(2, 2);

        Assert.Equal("漢字", slice[0]);
        Assert.Equal("z"u8.ToArray(), slice.Utf8(1).ToArray());
        Assert.Equal(["é", null, "", "漢字", "z"], Enumerable.Range(0, 5).Select(row => column[row]));
    }

    [Fact]
    public void Rows_that_would_hold_more_text_than_a_column_can_are_refused()
    {
        var column = TextColumn.FromValues("c", [new string('x', 1 << 20)]);

        var exception = Assert.Throws<TableException>(() => column.Take(new int[3000]));

        Assert.Equal(
            "Column 'c' would hold 3145728000 bytes of text; a column holds at most 2147483591. Take fewer rows at a time.",
            exception.Message);
        Assert.Equal("c", exception.Column);
    }

    static Column Make(string kind) => kind switch
    {
        "double" => Column.Of("c", [1.5, double.NaN, -0.0, 1e300, 5, 6]),
        "long" => new Column<long>("c", new long[] { 1, 0, 3, 4, 5, 6 }, Validity.FromRows(6, row => row != 1)),
        "bool" => Column.Of("c", [true, false, true, true, false, true]),
        "date" => Column.Of("c", [.. Enumerable.Range(1, 6).Select(day => new DateTime(2026, 1, day))]),
        "category" => Column.Of("c", ["x", null, "y", "x", "z", ""]),
        _ => TextColumn.FromValues("c", ["x", null, "long text", "", "é", "z"]),
    };

    static List<string?> Values(Column column) => [.. Enumerable.Range(0, column.Length).Select(row => column.IsMissing(row) ? null : column.Format(row))];
}
