using System.IO.Compression;

namespace Cambium.Data.Tests;

/// <summary>What is wrong with a file is said with its place.</summary>
[Collection(nameof(AloneCollection))] // some tests count what the whole process allocates
public sealed class ParquetErrorTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-parquet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_ends_early_is_refused_at_any_length()
    {
        var whole = ParquetWritingTests.Bytes(Table.Create(Column.Of("x", [1L, 2, 3]), Column.Of("level", ["a", "b", "a"])), new ParquetWriteOptions());

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.StartsWith("t.parquet", Refused(whole[..length]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_Parquet_file_is_named_as_such()
    {
        Assert.Equal("t.parquet: the file has 5 bytes, too few for a Parquet file. It is no Parquet file, or was not written whole.", Refused("hello"u8.ToArray()));
        Assert.Equal(
            "t.parquet: the file does not end with PAR1, as a Parquet file does. It is no Parquet file, or was not written whole.", Refused("a,b\n1,2\n3,4\n5,6\n"u8.ToArray()));
        Assert.Equal("t.parquet: the file is encrypted, which Cambium does not read. Decrypt it first.", Refused("PARE........0000PARE"u8.ToArray()));
        Assert.Equal(
            "t.parquet, byte 12: The footer is said to have 808464432 bytes, more than stand before it. The file is damaged or was not written whole; fetch or write it again.",
            Refused("PAR1........0000PAR1"u8.ToArray()));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        var path = Path.Combine(_folder, "none.parquet");

        Assert.Equal($"There is no file {path}.", Assert.Throws<FileNotFoundException>(() => Table.ReadParquet(path)).Message);
        Assert.Equal($"{_folder} is a directory. Name the Parquet file in it.", Assert.Throws<IOException>(() => Table.ReadParquet(_folder)).Message);
    }

    [Fact]
    public void Damage_is_named_with_row_group_column_and_byte()
    {
        var page = HandMadeFile.Page(3, PageEncoding.Plain, PageEncoding.Rle, new byte[20]);

        var exception = Assert.Throws<TableException>(() => Parse(HandMadeFile.Of(3, isOptional: false, PageCodec.None, hasDictionary: false, page)));

        Assert.Equal(
            "t.parquet, row group 0, column 'x', byte 4: A page of 20 bytes is said to hold 3 values of 8 bytes. "
            + "The file is damaged or was not written whole; fetch or write it again.",
            exception.Message);
        Assert.Equal(("t.parquet", "x"), (exception.File, exception.Column));
    }

    [Fact]
    public void A_code_without_a_value_in_the_dictionary_is_refused()
    {
        var file = HandMadeFile.Of(
            8, isOptional: false, PageCodec.None, hasDictionary: true, HandMadeFile.Dictionary(5, 6), HandMadeFile.Page(8, PageEncoding.RleDictionary, PageEncoding.Rle, [2, 3, 0b11_10_01_00, 0]));

        Assert.StartsWith("t.parquet, row group 0, column 'x', byte 33: A page names the value 3 of a dictionary of 2.", Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_bytes_that_stand_for_many_rows_are_read_up_to_a_stated_size()
    {
        const int Rows = 20_000_000;

        var table = Parse(Constant(Rows));

        Assert.Equal(Rows, table.RowCount);
        Assert.False(table.Column<long>("x").Values.ContainsAnyExcept(7));
    }

    [Fact]
    public void A_few_bytes_that_stand_for_too_many_rows_are_refused_before_memory_is_taken()
    {
        var file = Constant(500_000_000);
        var before = GC.GetTotalAllocatedBytes();

        var message = Refused(file);

        Assert.Equal(
            "t.parquet, column 'x': the contents claim more memory than the 256 MiB and 1024 bytes for each of the 49 that are read. "
            + "Read fewer columns or rows, or, where the file is to be trusted, raise ParquetOptions.MaxExpansion.",
            message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_page_that_claims_to_become_huge_is_refused_before_memory_is_taken()
    {
        var file = HandMadeFile.Of(1, isOptional: false, PageCodec.Snappy, hasDictionary: false, HandMadeFile.Page(1, PageEncoding.Plain, PageEncoding.Rle, new byte[9], 2_000_000_000));
        var before = GC.GetTotalAllocatedBytes();

        Assert.StartsWith("t.parquet, row group 0, column 'x': the contents claim more memory than the 256 MiB", Refused(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 1 << 20);
    }

    [Fact]
    public void Row_groups_that_claim_the_same_bytes_are_refused()
    {
        var page = HandMadeFile.Page(400, PageEncoding.Plain, PageEncoding.Rle, new byte[3200]);

        Assert.StartsWith(
            "t.parquet, byte 3224: The values are said to lie in 322000 bytes, but the file has ", Refused(HandMadeFile.Of(100, 400, false, PageCodec.None, false, page)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_that_together_become_too_much_are_refused()
    {
        var file = HandMadeFile.Of(
            3, isOptional: false, PageCodec.Gzip, hasDictionary: false, [.. Enumerable.Range(0, 3).Select(_ => HandMadeFile.Page(1, PageEncoding.Plain, PageEncoding.Rle, Zipped(new byte[100 << 20]), 100 << 20))]);

        var message = Assert.Throws<TableException>(() => Table.ParseParquet(file, new ParquetOptions { MaxThreads = 1, MaxExpansion = 1 }, "t.parquet")).Message;

        Assert.StartsWith("t.parquet, row group 0, column 'x': the contents claim more memory than the 256 MiB and 1 bytes for each of the", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_several_gzip_members_is_read_whole()
    {
        byte[] content = [.. Zipped(BitConverter.GetBytes(5L)), .. Zipped(BitConverter.GetBytes(6L))];

        var table = Parse(HandMadeFile.Of(2, isOptional: false, PageCodec.Gzip, hasDictionary: false, HandMadeFile.Page(2, PageEncoding.Plain, PageEncoding.Rle, content, 16)));

        Assert.Equal([5, 6], table.Column<long>("x").Values);
    }

    [Fact]
    public void Counts_that_do_not_go_together_are_refused()
    {
        var page = HandMadeFile.Page(4, PageEncoding.Plain, PageEncoding.Rle, new byte[32]);

        Assert.StartsWith(
            "t.parquet, row group 0, column 'x', byte 4: A page has 4 values where 3 rows are left.",
            Refused(HandMadeFile.Of(3, isOptional: false, PageCodec.None, hasDictionary: false, page)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_codec_that_is_not_read_is_named_with_those_that_are()
    {
        var file = HandMadeFile.Of(1, isOptional: false, PageCodec.Lzo, hasDictionary: false, HandMadeFile.Page(1, PageEncoding.Plain, PageEncoding.Rle, new byte[8]));

        Assert.Equal(
            "t.parquet, row group 0, column 'x': the values are compressed with LZO, which Cambium does not read. "
            + "Write the file with snappy, gzip, brotli, zstd, LZ4_RAW or without compression.",
            Refused(file));
    }

    [Fact]
    public void Levels_of_old_files_are_read_from_the_highest_bit_on()
    {
        byte[] content = [0b10110000, .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(2L), .. BitConverter.GetBytes(3L)];

        var column = Parse(HandMadeFile.Of(5, isOptional: true, PageCodec.None, hasDictionary: false, HandMadeFile.Page(5, PageEncoding.Plain, PageEncoding.BitPacked, content))).Column<long>("x");

        Assert.Equal([1, 0, 2, 3, 0], column.Values);
        Assert.Equal([false, true, false, false, true], Enumerable.Range(0, 5).Select(column.IsMissing));
    }

    [Fact]
    public void Columns_that_a_table_cannot_hold_are_named_and_can_be_left_out()
    {
        var path = Path.Combine(_folder, "nested.parquet");
        Peers.Run(Peers.Sql(
            $"COPY (SELECT i AS plain, [i] AS list, {{'x': i, 'y': {{'z': 'text'}}}} AS struct, MAP {{'k': i}} AS map, '\\xFF'::BLOB AS blob, INTERVAL 1 DAY AS span FROM range(3) r(i)) TO '{path}' (FORMAT parquet)"));

        var table = Table.ReadParquet(path, new ParquetOptions { Columns = ["struct.y.z", "plain", "struct.x"] });

        Assert.Equal(["struct.y.z", "plain", "struct.x"], table.Columns.Select(column => column.Name));
        Assert.Equal([0, 1, 2], table.Column<long>("struct.x").Values);
        Assert.Equal("text", table["struct.y.z"].Format(2));
        Assert.Equal(
            $"{path}, column 'list.list.element': the column holds lists, which a table cannot hold. Leave it out with ParquetOptions.Columns, or write one row a value.", RefusedIn(path));
        Assert.Equal(
            $"{path}, column 'span': the column holds values of the type INTERVAL, which a table cannot hold. Leave it out with ParquetOptions.Columns, or write it as numbers or text.",
            RefusedIn(path, "span"));
        Assert.Contains("is not valid UTF-8, so that the column is no text. Leave it out with ParquetOptions.Columns, or write it as text.", RefusedIn(path, "blob"), StringComparison.Ordinal);
        Assert.Equal(
            $"{path}: there is no column 'plan'. Did you mean 'plain'? The columns are: plain, list.list.element, struct.x, struct.y.z, map.key_value.key, map.key_value.value, blob, span.",
            RefusedIn(path, "plan"));
    }

    [Fact]
    public void What_Parquet_cannot_hold_is_refused_before_a_file_is_there()
    {
        var path = Path.Combine(_folder, "out.parquet");
        var sparse = new SparseColumn("words", new Numerics.CsrMatrix(1, 2, (int[])[0, 1], (int[])[1], (double[])[0.5]));

        Assert.Equal(
            "The table has no columns, which Parquet cannot hold. Add a column before writing it.", Assert.Throws<TableException>(() => Table.Create().WriteParquet(path)).Message);
        Assert.Equal(
            "Column 'words' holds sparse vectors, which Parquet cannot hold. Drop it before writing, or write the column that it was made from.",
            Assert.Throws<TableException>(() => Table.Create(sparse).WriteParquet(path)).Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    static byte[] Zipped(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }

    static byte[] Constant(int rows) => HandMadeFile.Of(
        rows, isOptional: false, PageCodec.None, hasDictionary: true, HandMadeFile.Dictionary(7), HandMadeFile.Page(rows, PageEncoding.RleDictionary, PageEncoding.Rle, HandMadeFile.Zeros(rows)));

    static Table Parse(byte[] bytes) => Table.ParseParquet(bytes, new ParquetOptions { MaxThreads = 1 }, "t.parquet");

    static string Refused(byte[] bytes) => Assert.Throws<TableException>(() => Parse(bytes)).Message;

    static string RefusedIn(string path, params string[] columns) =>
        Assert.Throws<TableException>(() => Table.ReadParquet(path, new ParquetOptions { Columns = columns.ToEquatableArray() })).Message;
}
