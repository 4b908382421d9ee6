namespace Cambium.Data.Tests;

/// <summary>What is read of a file, and how one is written.</summary>
public sealed class ParquetOptionTests
{
    static readonly Table Sample = Table.Create(
        Column.Of("day", [.. Enumerable.Range(0, 1000).Select(i => new DateTime(2026, 1, 1).AddDays(i / 100))]),
        Column.Of("number", [.. Enumerable.Range(0, 1000).Select(i => i % 100 == 7 ? double.NaN : i / 4.0)]),
        Column.Of("whole", [.. Enumerable.Range(0, 1000).Select(i => 10L * i)]),
        Column.Of("truth", [.. Enumerable.Range(0, 1000).Select(i => i >= 500)]),
        Column.Of("level", [.. Enumerable.Range(0, 1000).Select(i => i < 300 ? "grün" : i % 2 == 0 ? "red" : "blue")]));

    static readonly byte[] InGroups = ParquetWritingTests.Bytes(Sample, new ParquetWriteOptions { RowGroupRows = 100, Codec = ParquetCodec.None });

    [Fact]
    public void Row_groups_are_skipped_by_what_the_file_says_of_them()
    {
        var late = Read(InGroups, new ParquetOptions { RowGroups = group => group["day"].Max is DateTime max && max >= new DateTime(2026, 1, 9) });
        var red = Read(InGroups, new ParquetOptions { RowGroups = group => string.CompareOrdinal((string)group["level"].Max!, "red") >= 0 && group.Number < 5, Columns = ["whole"] });

        Assert.Equal("", ParquetTables.Difference(Sample.Slice(800, 200), late));
        Assert.Equal(Enumerable.Range(300, 200).Select(i => 10L * i), red.Column<long>("whole").Values.ToArray());
    }

    [Fact]
    public void The_values_of_a_skipped_row_group_are_not_read()
    {
        var damaged = InGroups.ToArray();
        damaged.AsSpan(4, 400).Fill(0xFF);

        Assert.Throws<TableException>(() => Read(damaged, new ParquetOptions()));
        Assert.Equal(900, Read(damaged, new ParquetOptions { RowGroups = group => group.Number > 0 }).RowCount);
    }

    [Fact]
    public void Statistics_have_the_types_of_the_table()
    {
        var seen = new List<RowGroupStatistics>();

        Read(InGroups, new ParquetOptions { RowGroups = group => { seen.Add(group); return false; } });

        Assert.Equal(10, seen.Count);
        Assert.Equal((3, 100), (seen[3].Number, seen[3].RowCount));
        Assert.Equal(new ColumnStatistics(new DateTime(2026, 1, 4), new DateTime(2026, 1, 4), 0), seen[3]["day"]);
        Assert.Equal(new ColumnStatistics(75.0, 99.75, 1), seen[3]["number"]);
        Assert.Equal(new ColumnStatistics(3000L, 3990L, 0), seen[3]["whole"]);
        Assert.Equal(new ColumnStatistics(false, false, 0), seen[3]["truth"]);
        Assert.Equal(new ColumnStatistics("blue", "red", 0), seen[3]["level"]);
        Assert.Equal("There is no column 'days'. Did you mean 'day'? The columns are: day, number, whole, truth, level. (Parameter 'column')", Assert.Throws<ArgumentException>(() => seen[0]["days"]).Message);
    }

    [Fact]
    public void No_bound_excludes_a_value_of_its_row_group()
    {
        double[] numbers = [-0.0, 0.0, double.NaN];
        var table = Table.Create(
            new Column<double>("zero", numbers, Validity.All(3)), new Column<double>("none", (double[])[double.NaN, double.NaN, double.NaN], Validity.All(3)), TextColumn.FromValues("long", [new string('x', 70), "a", "b"]));
        RowGroupStatistics? seen = null;

        Read(ParquetWritingTests.Bytes(table, new ParquetWriteOptions()), new ParquetOptions { RowGroups = group => (seen = group) is not null });

        Assert.True(double.IsNegative((double)seen!["zero"].Min!) && !double.IsNegative((double)seen["zero"].Max!));
        Assert.Equal(new ColumnStatistics(null, null, 0), seen["none"]);
        Assert.Equal(new ColumnStatistics(null, null, 0), seen["long"]);
    }

    [Fact]
    public void The_first_rows_are_read_without_the_row_groups_behind()
    {
        var damaged = InGroups.ToArray();
        damaged.AsSpan(InGroups.Length / 2, 400).Fill(0xFF);

        var table = Read(damaged, new ParquetOptions { MaxRows = 150 });

        Assert.Equal("", ParquetTables.Difference(Sample.Slice(0, 150), table));
    }

    [Fact]
    public void A_stream_is_read_in_parts_and_left_open()
    {
        using var stream = new MemoryStream(InGroups);

        Assert.Equal("", ParquetTables.Difference(Sample, Table.ReadParquet(stream, new ParquetOptions(), "stream")));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Row_groups_can_be_read_one_by_one()
    {
        using var file = ParquetFile.Of(SourceBytes.Of(InGroups), new ParquetOptions { RowGroups = group => group.Number % 3 == 0 }, "t.parquet");

        Assert.Equal([0, 3, 6, 9], file.RowGroups);
        foreach (var group in file.RowGroups)
        {
            Assert.Equal(100, file.RowCount(group));
            Assert.Equal("", ParquetTables.Difference(Sample.Slice(100 * group, 100), file.Read([group])));
        }
    }

    [Fact]
    public void Columns_come_in_the_order_asked() =>
        Assert.Equal(["truth", "day"], Read(InGroups, new ParquetOptions { Columns = ["truth", "day"] }).Columns.Select(column => column.Name));

    [Fact]
    public void A_file_appears_whole_or_not_at_all()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-parquet-").FullName;
        var path = Path.Combine(folder, "t.parquet");
        File.WriteAllText(path, "before");

        Assert.Throws<TableException>(() => Table.Create().WriteParquet(path));
        var before = File.ReadAllText(path);
        Sample.WriteParquet(path, new ParquetWriteOptions { Codec = ParquetCodec.Zstd });

        Assert.Equal("before", before);
        Assert.Equal([path], Directory.GetFiles(folder));
        Assert.Equal("", ParquetTables.Difference(Sample, Table.ReadParquet(path)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Settings_beyond_their_range_are_refused()
    {
        Assert.StartsWith("RowGroupRows must be a finite number of at least 1.", Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriteOptions { RowGroupRows = 0 }).Message, StringComparison.Ordinal);
        Assert.StartsWith("MaxExpansion must be a finite number of at least 1.", Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetOptions { MaxExpansion = 0 }).Message, StringComparison.Ordinal);
        Assert.StartsWith("MaxRows must be a finite number of at least 0.", Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetOptions { MaxRows = -1 }).Message, StringComparison.Ordinal);
    }

    static Table Read(byte[] bytes, ParquetOptions options) => Table.ParseParquet(bytes, options, "t.parquet");
}
