using System.Globalization;
using System.Text;

namespace Cambium.Tracking.Tests;

public sealed class ContentChunkerTests
{
    /// <summary>Rows of 64 MiB, made once: the tests only read them.</summary>
    static readonly byte[] Rows = MakeRows(64 * 1024 * 1024);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_changed_row_of_64_MiB_makes_at_most_three_new_chunks(int seed)
    {
        var known = Cut(new MemoryStream(Rows)).Select(chunk => chunk.Id).ToHashSet();
        var random = new Random(seed);

        Assert.All(Enumerable.Range(0, 3), edit =>
        {
            var (start, end) = RowAt(random.Next(Rows.Length - 1000));
            byte[] row = edit switch { 0 => [.. Rows[start..end], .. "999999,inserted,0.5\n"u8], 1 => [], _ => [.. Rows[start..(end - 2)], (byte)'x', (byte)'\n'] };

            var chunks = Cut(new Joined(new MemoryStream(Rows, 0, start), new MemoryStream(row), new MemoryStream(Rows, end, Rows.Length - end)));

            Assert.InRange(chunks.Count(chunk => !known.Contains(chunk.Id)), 1, 3);
        });
    }

    [Fact]
    public void Borders_do_not_depend_on_how_the_content_is_read()
    {
        var content = Rows[..(9 * 1024 * 1024)];
        var whole = Cut(new MemoryStream(content));

        Assert.Equal(whole, Cut(new Dribble(content, new Random(5), 3)));
        Assert.Equal(whole, Cut(new Dribble(content, new Random(6), 4097)));
        Assert.Equal(whole, Cut(new Dribble(content, new Random(7), 3_000_000)));
        Assert.Equal(content.Length, whole.Sum(chunk => chunk.Length));
    }

    [Fact]
    public void Chunks_of_random_bytes_are_as_long_as_is_said()
    {
        var content = new byte[64 * 1024 * 1024];
        new Random(11).NextBytes(content);

        var lengths = Cut(new MemoryStream(content)).Select(chunk => chunk.Length).ToList();

        Assert.InRange(lengths.Average(), 240 * 1024, 272 * 1024);
        Assert.All(lengths.SkipLast(1), length => Assert.InRange(length, 64 * 1024, 1024 * 1024));
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 1 })]
    [InlineData(65536, new[] { 65536 })]
    [InlineData(2_500_000, new[] { 1048576, 1048576, 402848 })]
    public void Content_without_borders_is_cut_at_the_longest_chunk(int length, int[] expected) =>
        Assert.Equal(expected, Cut(new MemoryStream(new byte[length])).Select(chunk => chunk.Length));

    /// <summary>Borders are for ever: another rule would store everything again.</summary>
    [Fact]
    public void Borders_stay_where_they_were_in_every_version_of_the_program() =>
        Assert.Equal([239_940, 401_907, 219_346, 397_385, 221_267], Cut(new MemoryStream(Rows[..(2 * 1024 * 1024)])).Select(chunk => chunk.Length).Take(5));

    internal static byte[] MakeRows(int length)
    {
        var random = new Random(42);
        var text = new StringBuilder(length + 100).Append("id,city,price,note\n");
        for (var row = 0; text.Length < length; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},city {random.Next(50)},{random.NextDouble() * 1000:F3},{random.Next():x}{random.Next():x}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    static (int Start, int End) RowAt(int at)
    {
        var start = at + Rows.AsSpan(at).IndexOf((byte)'\n') + 1;
        return (start, start + Rows.AsSpan(start).IndexOf((byte)'\n') + 1);
    }

    static List<DatasetChunk> Cut(Stream content)
    {
        var chunker = new ContentChunker(content);
        var chunks = new List<DatasetChunk>();
        while (chunker.Next() is { Length: > 0 } chunk)
        {
            chunks.Add(new DatasetChunk(ChunkStore.IdOf(chunk.Span), chunk.Length));
        }

        return chunks;
    }

    /// <summary>Streams one after another.</summary>
    sealed class Joined(params MemoryStream[] parts) : MemoryStream
    {
        int _part;

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_part < parts.Length)
            {
                if (parts[_part].Read(buffer, offset, count) is var read and > 0)
                {
                    return read;
                }

                _part++;
            }

            return 0;
        }
    }

    /// <summary>Gives a few bytes at a time.</summary>
    sealed class Dribble(byte[] content, Random random, int most) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, most)));
    }
}
