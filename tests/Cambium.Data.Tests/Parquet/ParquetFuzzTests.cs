using System.Buffers.Binary;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>Damaged files are refused with a place, whatever the damage, and never take more memory than is documented.</summary>
public sealed class ParquetFuzzTests
{
    const int Rows = 24;
    const int MutationsOfFile = 8_400;

    // What ParquetOptions states: 256 MiB and 1,024 bytes for each of the file; and what objects beside the values take.
    const long Allowed = (256L << 20) + (8 << 20);

    /// <summary>One file a way of writing: ten of Cambium's, two of DuckDB's.</summary>
    static readonly ParquetWriteOptions[] Ways =
    [
        new() { Codec = ParquetCodec.None },
        new() { Codec = ParquetCodec.None, RowGroupRows = 9, Dictionary = false },
        new() { Codec = ParquetCodec.None, Delta = true, Dictionary = false },
        new() { Codec = ParquetCodec.None, ByteStreamSplit = true, Dictionary = false },
        new() { Codec = ParquetCodec.Snappy },
        new() { Codec = ParquetCodec.Snappy, Dictionary = false, Delta = true },
        new() { Codec = ParquetCodec.Zstd },
        new() { Codec = ParquetCodec.Gzip },
        new() { Codec = ParquetCodec.Brotli },
        new() { Codec = ParquetCodec.None, RowGroupRows = 5, Delta = true, ByteStreamSplit = true },
    ];

    [Fact]
    public void A_damaged_file_gives_a_table_or_a_refusal_that_names_it()
    {
        var files = Files();
        using var folder = new Folder();
        var refused = 0;
        for (var run = 0; run < files.Length * MutationsOfFile; run++)
        {
            var random = new RandomStream(2026).Fork(run);
            var bytes = Mutated(files[run % files.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                // Mostly on this thread, whose memory is counted.
                Table.ParseParquet(bytes, new ParquetOptions { MaxThreads = run % 16 == 0 ? 3 : 1 }, "x.parquet");
            }
            catch (TableException exception)
            {
                refused++;
                Assert.True(exception.File == "x.parquet" && exception.Message.StartsWith("x.parquet", StringComparison.Ordinal), $"run {run}: {exception.Message}");
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"run {run}: {exception}");
            }

            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken <= Allowed + (1024L * bytes.Length), $"run {run}: {taken} bytes were taken for a file of {bytes.Length}");
            if (run % 100 == 0)
            {
                ScanIn(folder, bytes);
            }
        }

        Assert.True(files.Length * MutationsOfFile >= 100_000);
        Assert.InRange(refused, files.Length * MutationsOfFile / 4, files.Length * MutationsOfFile);
    }

    static void ScanIn(Folder folder, byte[] bytes)
    {
        var path = folder / "x.parquet";
        File.WriteAllBytes(path, bytes);
        try
        {
            Assert.All(Table.Scan(path, new ScanOptions { BlockRows = 4 }), block => Assert.InRange(block.RowCount, 1, 4));
        }
        catch (TableException exception)
        {
            Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
        }
    }

    static byte[][] Files()
    {
        var folder = Directory.CreateTempSubdirectory("cambium-parquet-").FullName;
        try
        {
            var (plain, second) = (Path.Combine(folder, "plain.parquet"), Path.Combine(folder, "v2.parquet"));
            var columns = "i::INT AS a, i * 0.5 AS b, 'text ' || i AS c, i % 3 = 0 AS d, (i * 7)::DECIMAL(30,2) AS e, CASE WHEN i % 4 = 0 THEN NULL ELSE 'level ' || i % 2 END AS f, {'x': i, 'y': 'z'} AS g, [i] AS h";
            Peers.Run(
                Peers.Sql($"COPY (SELECT {columns} FROM range({Rows}) r(i)) TO '{plain}' (FORMAT parquet, COMPRESSION lz4_raw)"),
                Peers.Sql($"COPY (SELECT * EXCLUDE (h) FROM '{plain}') TO '{plain}' (FORMAT parquet, COMPRESSION lz4_raw)"),
                Peers.Rewrite(plain, second, new() { ["setWriterVersion"] = "WriterVersion.V2", ["setDictionaryEnabled"] = false, ["setCompression"] = "Compression.SNAPPY", ["setColumnEncoding"] = (object[])["c", "Encoding.DELTA_BYTE_ARRAY"] }));
            return
            [
                .. Ways.Select((options, i) => ParquetWritingTests.Bytes(ParquetTables.Of(new RandomStream(4).Fork(i), Rows), options)),
                File.ReadAllBytes(plain),
                File.ReadAllBytes(second),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static byte[] Mutated(byte[] file, RandomStream random)
    {
        var bytes = file.ToArray();
        var footer = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(bytes.Length - 8));
        for (var left = 1 + random.NextInt(3); left > 0 && bytes.Length > 16; left--)
        {
            // Half of the damage is done to the footer, which is shorter than the pages.
            var at = random.NextInt(2) == 0 ? bytes.Length - 1 - random.NextInt(Math.Min(bytes.Length, footer + 8)) : random.NextInt(bytes.Length);
            switch (random.NextInt(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.NextInt(8)); break;
                case 1: bytes[at] = (byte)random.NextInt(256); break;
                case 2: bytes[at] = (byte)(bytes[at] + (random.NextInt(2) * 2) - 1); break;
                case 3: bytes.AsSpan(at, Math.Min(1 + random.NextInt(9), bytes.Length - at)).Fill(random.NextInt(2) == 0 ? (byte)0 : byte.MaxValue); break;
                case 4: bytes.AsSpan(random.NextInt(bytes.Length - 8), 8).CopyTo(bytes.AsSpan(Math.Min(at, bytes.Length - 8))); break;
                case 5 when random.NextInt(4) == 0: bytes = bytes[..at]; break;
                case 6: bytes = [.. bytes[..at], (byte)random.NextInt(256), .. bytes[at..]]; break;
                default: bytes[at] = 0; break;
            }
        }

        return bytes;
    }
}
