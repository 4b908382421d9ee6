using System.Globalization;
using System.Text;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class CsvFuzzTests
{
    static readonly string[] Hostile =
    [
        ",", "\n", "\r\n", "\r", "\"", "\"\"", "\"\"\"", ";", "\t", "|", " ", "NA", "NaN", "null", "\uFEFF", "é", "漢", "\U0001F600",
    ];

    static readonly string[] Values =
    [
        "0", "1", "-1", "007", "-0", "+5", "12", "123456789", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "0.5", "-2.25", ".5", "5.", "1e5", "1.7976931348623157e308", "inf", "-Infinity", "nan", "true", "False", "TRUE", "tRue", "yes",
        "no", "2026-01-31", "2026-02-30", "2026-01-31T12:30", "2026-01-31 12:30:59.123Z", "2026-01-31T12:30:00+02:00", "red", "green",
        "", "NA", "\"\"", "\"NA\"", "\"NaN\"", "\"7\"", "\"a,b\"", "\"a\"\"b\"", "\"a\nb\"", "\"a\r\nb\"", "a\"b", "  3 ", "x y", "0x1F",
        "1,5", "12345678901234567", "1234567.12345678", "0.1234567890123456", "123456789012345678901234567890",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_text_reads_as_the_reference_reads_it(int seed)
    {
        for (var run = 0; run < 3000; run++)
        {
            var random = new RandomStream(seed).Fork(run);
            var text = Encoding.UTF8.GetBytes(random.NextInt(2) == 0 ? HostileText(random) : TableLikeText(random));
            var options = RandomOptions(random);

            var expected = Outcome(() => new ReferenceCsvReader(text, options, new CsvSource("x.csv")).Read());
            var actual = Outcome(() => Read(text, options, 1 + random.NextInt(200)));

            Assert.True(expected == actual, $"run {run}: {Encoding.UTF8.GetString(text)}\nexpected {expected}\nfound {actual}");
        }
    }

    [Fact]
    public void Arbitrary_bytes_give_a_table_or_a_table_exception()
    {
        for (var run = 0; run < 5000; run++)
        {
            var random = new RandomStream(71).Fork(run);
            var bytes = new byte[random.NextInt(300)];
            var letters = random.NextInt(3) == 0 ? 256 : 2 + random.NextInt(60);
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = random.NextInt(4) == 0
                    ? ",\"\n\r;0"u8[random.NextInt(6)]
                    : (byte)(letters == 256 ? random.NextInt(256) : 32 + random.NextInt(letters));
            }

            var outcome = Outcome(() => Read(bytes, new CsvOptions { MaxThreads = 1 }, 64));

            Assert.NotEmpty(outcome);
        }
    }

    [Fact]
    public void Thread_count_and_chunk_size_do_not_change_the_table()
    {
        for (var run = 0; run < 60; run++)
        {
            var random = new RandomStream(5).Fork(run);
            var text = Encoding.UTF8.GetBytes(RegularText(random, "\n"));
            var expected = Outcome(() => Read(text, new CsvOptions { MaxThreads = 1 }, 1 << 20));

            foreach (var threads in (int[])[1, 2, 7])
            {
                foreach (var chunkSize in (int[])[1, 50, 1000])
                {
                    Assert.Equal(expected, Outcome(() => Read(text, new CsvOptions { MaxThreads = threads }, chunkSize)));
                }
            }
        }
    }

    [Fact]
    public void Errors_name_the_same_line_at_any_thread_count()
    {
        for (var run = 0; run < 200; run++)
        {
            var random = new RandomStream(6).Fork(run);
            var text = RegularText(random, "\n");
            var lines = text.Split('\n').ToList();
            lines.Insert(1 + random.NextInt(lines.Count - 1), "too,short");
            lines.Add("also,too,short");
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
            var expected = Outcome(() => new ReferenceCsvReader(bytes, new CsvOptions(), new CsvSource("x.csv")).Read());

            Assert.Contains("line", expected, StringComparison.Ordinal);
            Assert.Equal(expected, Outcome(() => Read(bytes, new CsvOptions { MaxThreads = 1 }, 100)));
            Assert.Equal(expected, Outcome(() => Read(bytes, new CsvOptions { MaxThreads = 7 }, 100)));
        }
    }

    [Fact]
    public void Line_ends_do_not_change_the_table()
    {
        for (var run = 0; run < 100; run++)
        {
            var unix = Encoding.UTF8.GetBytes(RegularText(new RandomStream(7).Fork(run), "\n"));
            var windows = Encoding.UTF8.GetBytes(RegularText(new RandomStream(7).Fork(run), "\r\n"));

            Assert.Equal(Outcome(() => Read(unix, new CsvOptions(), 100)), Outcome(() => Read(windows, new CsvOptions(), 100)));
        }
    }

    [Fact]
    public void A_long_run_of_quotes_is_read_in_time_and_as_the_reference_reads_it()
    {
        foreach (var quotes in (int[])[2, 3, 4, 100, 1001, 4096, 4097])
        {
            var text = Encoding.UTF8.GetBytes($"a,b\n1,{new string('"', quotes)}\n2,x\n");

            var expected = Outcome(() => new ReferenceCsvReader(text, new CsvOptions(), new CsvSource("x.csv")).Read());

            Assert.Equal(expected, Outcome(() => Read(text, new CsvOptions(), 16)));
        }
    }

    static Table Read(byte[] text, CsvOptions options, int chunkSize)
    {
        using var bytes = SourceBytes.Of(text);
        return CsvReader.Read(bytes, options, new CsvSource("x.csv"), chunkSize);
    }

    static string Outcome(Func<Table> read)
    {
        try
        {
            var table = read();
            return $"{table.Fingerprint()} {table.RowCount} {string.Join(",", table.Columns.Select(column => $"{column.Name}:{column.Type}"))}\n{table}";
        }
        catch (TableException exception)
        {
            return $"{exception.Message} {exception.Line} {exception.Column}";
        }
    }

    internal static string HostileText(RandomStream random)
    {
        var text = new StringBuilder();
        for (var i = random.NextInt(60); i >= 0; i--)
        {
            text.Append(random.NextInt(2) == 0 ? Hostile[random.NextInt(Hostile.Length)] : Values[random.NextInt(Values.Length)]);
        }

        return text.ToString();
    }

    /// <summary>Mostly a table, with an odd field here and there.</summary>
    internal static string TableLikeText(RandomStream random)
    {
        var columns = 1 + random.NextInt(4);
        var pools = Enumerable.Range(0, columns)
            .Select(_ => Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => Values[random.NextInt(Values.Length)]).ToArray())
            .ToArray();
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}")));
        var rows = random.NextInt(40);
        for (var row = 0; row < rows; row++)
        {
            text.Append(random.NextInt(4) == 0 ? "\r\n" : "\n");
            text.Append(random.NextInt(10) == 0 ? "\n" : "");
            text.AppendJoin(',', pools.Select(pool => random.NextInt(200) == 0 ? Hostile[random.NextInt(Hostile.Length)] : pool[random.NextInt(pool.Length)]));
        }

        return text.Append(random.NextInt(2) == 0 ? "\n" : "").ToString();
    }

    /// <summary>A table of every type, with quoted line ends, missing values, and types that only late rows settle.</summary>
    internal static string RegularText(RandomStream random, string lineEnd)
    {
        var rows = 20 + random.NextInt(300);
        var late = random.NextInt(rows);
        var text = new StringBuilder($"whole,part,day,flag,city,note{lineEnd}");
        for (var row = 0; row < rows; row++)
        {
            var whole = row == late && random.NextInt(2) == 0 ? "x1" : random.NextInt(9) == 0 ? "" : $"{random.NextInt(100000) - 5000}";
            var part = row == late && random.NextInt(2) == 0
                ? "\"1.5\""
                : string.Create(CultureInfo.InvariantCulture, $"{random.NextGaussian()}");
            var day = random.NextInt(9) == 0 ? "NA" : $"20{10 + random.NextInt(20)}-0{1 + random.NextInt(9)}-1{random.NextInt(10)}";
            var note = random.NextInt(3) == 0 ? $"\"note {row}, \"\"quoted\"\"\nsecond line\"" : $"note {row}";
            text.Append($"{whole},{part},{day},{(random.NextInt(2) == 0 ? "true" : "false")},city {random.NextInt(5)},{note}{lineEnd}");
            text.Append(random.NextInt(50) == 0 ? lineEnd : "");
        }

        return text.ToString();
    }

    static CsvOptions RandomOptions(RandomStream random) => new()
    {
        Header = random.NextInt(4) > 0,
        Delimiter = random.NextInt(2) == 0 ? ',' : null,
        MaxThreads = 1 + random.NextInt(3),
        MissingTokens = random.NextInt(4) switch { 0 => ["-1", "red"], 1 => ["", "007"], _ => new CsvOptions().MissingTokens },
    };
}
