using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Cambium.Server.Tests;

public sealed class Utf8TextTests
{
    [Fact]
    public void Text_in_any_pieces_is_judged_as_the_whole()
    {
        var random = new Random(17);
        var valid = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(4) switch { 0 => "a", 1 => "ü", 2 => "語", _ => "😀" })));
            if (random.Next(2) == 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var expected = Utf8.IsValid(bytes);
            valid += expected ? 1 : 0;

            Assert.Equal(expected, Utf8Text.IsValid(Cut(bytes, random)));
        }

        Assert.InRange(valid, 5_000, 18_000);
    }

    static ReadOnlySequence<byte> Cut(byte[] bytes, Random random)
    {
        var first = new Piece(bytes.AsMemory(0, random.Next(bytes.Length + 1)), 0);
        var last = first;
        for (var at = first.Memory.Length; at < bytes.Length;)
        {
            var length = random.Next(Math.Min(3, bytes.Length - at) + 1);
            last = last.Append(bytes.AsMemory(at, length));
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        internal Piece(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        internal Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
