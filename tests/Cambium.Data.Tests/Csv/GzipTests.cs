using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Cambium.Data.Tests;

public sealed class GzipTests
{
    const string Text = "city,price\nOslo,1.5\nRome,2\n";

    [Theory]
    [InlineData("a.csv.gz")]
    [InlineData("a.csv")]
    [InlineData("a.bin")]
    public void Packed_text_is_read_whatever_the_file_is_called(string name)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder / name, Packed(Text));

        Assert.Equal(Expected().Fingerprint(), Table.ReadCsv(folder / name).Fingerprint());
        Assert.Equal(Expected().Fingerprint(), Blocks.Joined(Table.Scan(folder / name)).Fingerprint());
        Assert.Equal(Expected().Fingerprint(), Table.Read(folder / name, new CsvOptions()).Fingerprint());
    }

    [Fact]
    public void Members_one_after_another_are_one_text()
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder / "a.csv.gz", [.. Packed("city,price\nOs"), .. Packed("lo,1.5\n"), .. Packed(""), .. Packed("Rome,2\n")]);

        Assert.Equal(Expected().Fingerprint(), Table.ReadCsv(folder / "a.csv.gz").Fingerprint());
    }

    [Theory]
    [InlineData((1 << 16) - 1)]
    [InlineData(1 << 16)]
    [InlineData((1 << 16) + 1)]
    [InlineData(1 << 24)]
    [InlineData((1 << 24) + 1)]
    public void A_packed_text_of_any_length_is_read_to_its_end(int length)
    {
        using var folder = new Folder();
        var text = "a\n" + new string('x', length - 4) + "\ny";
        File.WriteAllBytes(folder / "a.csv.gz", Packed(text));

        var column = Table.ReadCsv(folder / "a.csv.gz")["a"];

        Assert.Equal((length - 4, "y"), (column.Format(0).Length, column.Format(1)));
        Assert.Equal(2, column.Length);
    }

    [Fact]
    public void A_plain_text_that_is_called_packed_is_read()
    {
        using var folder = new Folder();
        File.WriteAllText(folder / "a.csv.gz", Text);

        Assert.Equal(Expected().Fingerprint(), Table.ReadCsv(folder / "a.csv.gz").Fingerprint());
    }

    [Theory]
    [InlineData("a.tsv")]
    [InlineData("a.TSV")]
    [InlineData("a.tab")]
    [InlineData("a.tsv.gz")]
    public void In_a_file_of_that_ending_tabs_separate_fields(string name)
    {
        using var folder = new Folder();
        var text = "a\tb,c,d\n1\t2,3,4\n";
        File.WriteAllBytes(folder / name, name.EndsWith("gz", StringComparison.Ordinal) ? Packed(text) : Encoding.UTF8.GetBytes(text));

        Assert.Equal(["a", "b,c,d"], Table.ReadCsv(folder / name).Columns.Select(column => column.Name));
        Assert.Equal(["a", "b,c,d"], Table.Scan(folder / name).Schema.Fields.Select(field => field.Name));
        Assert.Equal(3, Table.ReadCsv(folder / name, new CsvOptions { Delimiter = ',' }).Columns.Count);
    }

    [Fact]
    public void Damage_at_any_byte_is_a_table_exception_or_does_not_matter()
    {
        using var folder = new Folder();
        var packed = Packed(Text);
        var path = folder / "a.csv.gz";
        for (var at = 2; at < packed.Length; at++)
        {
            var damaged = packed.ToArray();
            damaged[at] ^= 0x55;
            File.WriteAllBytes(path, damaged);
            ThrowsOrReads(path);
        }

        for (var cut = 1; cut < packed.Length - 2; cut++)
        {
            File.WriteAllBytes(path, packed[..^cut]);
            var fault = Assert.Throws<TableException>(() => Table.ReadCsv(path));
            Assert.Matches($"^{Regex.Escape(path)}, behind [0-9]+ bytes of text: the gzip data are damaged or cut off\\. Copy or pack the file again\\.$", fault.Message);
        }
    }

    [Fact]
    public void A_file_that_unpacks_to_too_much_is_refused_when_read_and_scanned_in_bounded_memory()
    {
        using var folder = new Folder();
        var path = folder / "bomb.csv.gz";
        using (var stream = new GZipStream(File.Create(path), CompressionLevel.SmallestSize))
        {
            var line = Encoding.UTF8.GetBytes("x\n" + string.Concat(Enumerable.Repeat("0\n", 1 << 19)));
            for (var i = 0; i < 90; i++)
            {
                stream.Write(line.AsSpan(i == 0 ? 0 : 2));
            }
        }

        var fault = Assert.Throws<TableException>(() => Table.ReadCsv(path, new CsvOptions { MaxExpansion = 1 }));
        var rows = Table.Scan(path).Sum(block => (long)block.RowCount);

        Assert.Equal(
            $"{path}: {new FileInfo(path).Length} bytes of gzip unpack to more than 64 MiB and 1 bytes for each of them. Read it with Table.Scan, or raise MaxExpansion if it is to be trusted.",
            fault.Message);
        Assert.Equal(90L << 19, rows);
    }

    static Table Expected() => Table.ParseCsv(Encoding.UTF8.GetBytes(Text), new CsvOptions(), "x.csv");

    static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    static void ThrowsOrReads(string path)
    {
        try
        {
            Assert.NotEmpty(Table.ReadCsv(path).Columns);
        }
        catch (TableException fault)
        {
            Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        }
    }
}
