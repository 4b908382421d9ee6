namespace Cambium.Data.Tests;

public sealed class FingerprintTests
{
    [Fact]
    public void It_is_the_same_on_every_machine()
    {
        var table = Table.Create(
            Column.Of("x", [1.5, double.NaN]),
            Column.Of("n", [1L, -2]),
            Column.Of("t", [true, false]),
            Column.Of("d", [new DateTime(2026, 1, 31), default]),
            Column.Of("c", ["é", null]),
            TextColumn.FromValues("s", ["", null]));

        // tests/oracles/fingerprint.py
        Assert.Equal("efc93b9b6483e0215cb7fa5421815644c81e13d5151156f4c3544a2c2f1c0515", table.Fingerprint());
    }

    [Fact]
    public void Every_difference_gives_another_fingerprint()
    {
        Table[] tables =
        [
            Table.Create(),
            Table.Create(Column.Of("a", [1.0])),
            Table.Create(Column.Of("b", [1.0])),
            Table.Create(Column.Of("a", [1L])),
            Table.Create(Column.Of("a", [2L])),
            Table.Create(Column.Of("a", [0.0])),
            Table.Create(Column.Of("a", [double.NaN])),
            Table.Create(Column.Of("a", [0L])),
            Table.Create(new Column<long>("a", new long[1], Validity.FromRows(1, _ => false))),
            Table.Create(Column.Of("a", [1.0, 1.0])),
            Table.Create(Column.Of("a", [false])),
            Table.Create(Column.Of("a", [default(DateTime)])),
            Table.Create(Column.Of("a", ["x"])),
            Table.Create(Column.Of("a", ["y"])),
            Table.Create(Column.Of("a", [""])),
            Table.Create(Column.Of("a", [(string?)null])),
            Table.Create(TextColumn.FromValues("a", ["x"])),
            Table.Create(TextColumn.FromValues("a", [""])),
            Table.Create(TextColumn.FromValues("a", [null])),
            Table.Create(TextColumn.FromValues("a", ["xy", "z"])),
            Table.Create(TextColumn.FromValues("a", ["x", "yz"])),
            Table.Create(Column.Of("a", ["x", "y", "x"])),
            Table.Create(Column.Of("a", ["x", "y", "y"])),
            Table.Create(Column.Of("a", [1L]), Column.Of("b", [1L])),
            Table.Create(Column.Of("b", [1L]), Column.Of("a", [1L])),
        ];

        Assert.Equal(tables.Length, tables.Select(table => table.Fingerprint()).Distinct().Count());
        Assert.All(tables, table => Assert.Matches("^[0-9a-f]{64}$", table.Fingerprint()));
    }

    [Fact]
    public void What_is_equal_has_one_fingerprint()
    {
        AssertSame(Column.Of("a", [0.0, double.NaN]), Column.Of("a", [-0.0, BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_1234)]));
        AssertSame(
            new CategoryColumn("a", new[] { 0, 1, -1 }, ["x", "y", "unused"]), new CategoryColumn("a", new[] { 1, 0, -1 }, ["y", "x"]));
        AssertSame(
            new Column<long>(
                "a", new long[] { 7, 1 }, Validity.FromRows(2, row => row == 1)), new Column<long>("a", new long[] { 8, 1 }, Validity.FromRows(2, row => row == 1)));
        AssertSame(Column.Of("a", [new DateTime(5, DateTimeKind.Utc)]), Column.Of("a", [new DateTime(5, DateTimeKind.Unspecified)]));

        static void AssertSame(Column one, Column other) =>
            Assert.Equal(Table.Create(one).Fingerprint(), Table.Create(other).Fingerprint());
    }

    [Fact]
    public void A_slice_has_the_fingerprint_of_its_copy()
    {
        var values = Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? null : $"text {i % 5}").ToArray();
        var table = Table.Create(
            CategoryColumn.FromValues("c", values), TextColumn.FromValues("s", values), Column.Of("x", [.. values.Select(text => text is null ? double.NaN : 1)]));

        Assert.Equal(table.Take([.. Enumerable.Range(70, 100)]).Fingerprint(), table.Slice(70, 100).Fingerprint());
    }

    [Fact]
    public void Texts_longer_than_the_buffer_count_whole()
    {
        var one = Table.Create(TextColumn.FromValues("s", [new string('x', 200_000) + "1"]));
        var other = Table.Create(TextColumn.FromValues("s", [new string('x', 200_000) + "2"]));

        Assert.NotEqual(one.Fingerprint(), other.Fingerprint());
    }
}
