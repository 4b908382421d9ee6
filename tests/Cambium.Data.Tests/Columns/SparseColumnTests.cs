using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class SparseColumnTests
{
    static readonly CsrMatrix Matrix = CsrMatrix.FromEntries(4, 3, [(0, 0, 1.0), (0, 2, 0.5), (2, 1, 2), (3, 0, 4)]);

    static readonly SparseColumn Words = new("words", Matrix, ["cat", "dog", "eel"], Validity.FromRows(4, row => row != 1));

    static readonly Table Table = Table.Create(Words, Column.Of("x", [1L, 2, 3, 4]));

    [Fact]
    public void Rows_print_as_their_entries()
    {
        Assert.Equal("cat:1 eel:0.5", Words.Format(0));
        Assert.Equal("0:1 2:0.5", new SparseColumn("words", Matrix).Format(0));
        Assert.Equal(
            "4 rows, 2 columns\nwords              x\nSparse         Int64\ncat:1 eel:0.5      1\n-                  2\ndog:2              3\ncat:4              4\n",
            Table.ToString());
    }

    [Fact]
    public void Rows_are_chosen_with_the_table()
    {
        var (first, second) = Table.Split(0.5);

        Assert.Equal(4, first.RowCount + second.RowCount);
        Assert.Equal(["", "dog:2"], Enumerable.Range(0, 2).Select(row => Table.Slice(1, 2)["words"].Format(row)));
        Assert.Equal(["dog:2", "cat:1 eel:0.5"], Enumerable.Range(0, 2).Select(row => Table.Take([2, 0])["words"].Format(row)));
        Assert.True(Table.Slice(1, 2)["words"].IsMissing(0));
        Assert.Equal("texts", Words.Rename("texts").Name);
    }

    [Fact]
    public void The_schema_tells_width_and_names()
    {
        Assert.Equal(new Field("words", ColumnType.Sparse) { Width = 3, FeatureNames = ["cat", "dog", "eel"] }, Table.Schema.Find("words"));
        Assert.NotEqual(Table.Schema, Table.With(new SparseColumn("words", Matrix)).Schema);
    }

    [Fact]
    public void The_fingerprint_tells_values_widths_names_and_missing_rows_but_not_kept_zeros()
    {
        string Of(SparseColumn column) => Table.Create(column).Fingerprint();
        var kept = CsrMatrix.FromEntries(4, 3, [(0, 0, 1.0), (0, 1, 0), (0, 2, 0.5), (1, 2, -0.0), (2, 1, 2), (3, 0, 4)]);
        var plain = new SparseColumn("words", Matrix);

        Assert.Equal(Of(plain), Of(new SparseColumn("words", kept)));
        string[] others =
        [
            Of(plain), Of(Words), Of(new SparseColumn("words", Matrix, ["cat", "dog", "fox"])),
            Of(new SparseColumn("words", CsrMatrix.FromEntries(4, 4, [(0, 0, 1.0), (0, 2, 0.5), (2, 1, 2), (3, 0, 4)]))),
            Of(new SparseColumn("words", CsrMatrix.FromEntries(4, 3, [(0, 0, 1.0), (0, 2, 0.5), (2, 1, 3), (3, 0, 4)]))),
            Of(new SparseColumn("words", CsrMatrix.FromEntries(4, 3, [(0, 0, 1.0), (0, 2, 0.5), (1, 1, 2), (3, 0, 4)]))),
        ];
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    [Fact]
    public void The_profile_counts_the_rows_that_have_each_feature()
    {
        var profile = Profile.Of(Table).Columns[0];

        Assert.Equal((ColumnType.Sparse, 1, 3), (profile.Type, profile.Missing, profile.Distinct));
        Assert.Equal([new ValueCount("cat", 2), new ValueCount("dog", 1), new ValueCount("eel", 1)], profile.TopValues);
        Assert.True(double.IsNaN(profile.Mean));
    }

    [Fact]
    public void CSV_and_groups_refuse_it_by_name()
    {
        var csv = Assert.Throws<TableException>(() => Table.WriteCsv(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.csv")));
        var groups = Assert.Throws<ArgumentException>(() => Table.Split(0.5, groupBy: "words"));

        Assert.Equal(
            "Column 'words' holds sparse vectors, which CSV cannot hold. Drop them before writing, or write the column that they were made from.", csv.Message);
        Assert.Equal("words", csv.Column);
        Assert.StartsWith(
            "Column 'words' holds sparse vectors, by which rows are neither grouped nor stratified. Name a column of single values.", groups.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        var names = Assert.Throws<ArgumentException>(() => new SparseColumn("words", Matrix, ["cat"]));
        var twice = Assert.Throws<ArgumentException>(() => new SparseColumn("words", Matrix, ["cat", "dog", "cat"]));
        var rows = Assert.Throws<ArgumentException>(() => new SparseColumn("words", Matrix, [], Validity.All(3)));
        var missing = Assert.Throws<ArgumentException>(() => new SparseColumn("words", Matrix, [], Validity.FromRows(4, row => row != 2)));

        Assert.StartsWith("Column 'words' is 3 wide but names 1 features; name all of them, or none.", names.Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'words' names a feature twice.", twice.Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'words' has 4 vectors but validity for 3 rows.", rows.Message, StringComparison.Ordinal);
        Assert.StartsWith("Column 'words', row 2: the row is missing but has entries.", missing.Message, StringComparison.Ordinal);
    }
}
