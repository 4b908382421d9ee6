using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>Damages files as disks, networks and attackers do, and holds what reading makes of them to what is promised.</summary>
static class Damage
{
    /// <summary>A file with one to four changes: bits and bytes turned, put in, left out and doubled, the end cut off, or the front of one with the end of another.</summary>
    /// <param name="files">The files that are whole.</param>
    /// <param name="marks">Bytes that mean something in the format.</param>
    /// <param name="random">What to change.</param>
    internal static byte[] Of(byte[][] files, byte[] marks, RandomStream random)
    {
        var bytes = files[random.NextInt(files.Length)].ToArray();
        for (var left = 1 + random.NextInt(4); left > 0 && bytes.Length > 0; left--)
        {
            var at = random.NextInt(bytes.Length);
            var run = bytes.AsSpan(at, 1 + random.NextInt(Math.Min(16, bytes.Length - at)));
            switch (random.NextInt(9))
            {
                case 0: bytes[at] ^= (byte)(1 << random.NextInt(8)); break;
                case 1: bytes[at] = (byte)random.NextInt(256); break;
                case 2 or 3: bytes[at] = marks[random.NextInt(marks.Length)]; break;
                case 4: bytes = [.. bytes[..at], marks[random.NextInt(marks.Length)], .. bytes[at..]]; break;
                case 5: bytes = [.. bytes[..at], .. bytes[(at + run.Length)..]]; break;
                case 6: bytes = [.. bytes[..at], .. run, .. bytes[at..]]; break;
                case 7 when random.NextInt(3) == 0: bytes = bytes[..at]; break;
                case 8 when random.NextInt(3) == 0:
                    var other = files[random.NextInt(files.Length)];
                    bytes = [.. bytes[..at], .. other[random.NextInt(other.Length)..]];
                    break;
                default: run.Fill(bytes[at]); break;
            }
        }

        return bytes;
    }

    /// <summary>The table's rows, or −1 where the file is refused by its name; never more memory than allowed.</summary>
    /// <param name="read">Reads the file on this thread alone, under the name x.</param>
    /// <param name="most">The bytes of memory that reading may take.</param>
    /// <param name="wholeFile">Beginnings of messages about the file as a whole, which name no place in it.</param>
    internal static int Rows(Func<int> read, long most, params string[] wholeFile)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = -1;
        try
        {
            rows = read();
        }
        catch (TableException fault)
        {
            Assert.Equal("x", fault.File);
            Assert.True(
                (fault.Line is { } line ? fault.Message.StartsWith($"x, line {line}", StringComparison.Ordinal) : fault.Message.StartsWith("x, behind ", StringComparison.Ordinal))
                || Array.Exists(wholeFile, text => fault.Message.StartsWith(text, StringComparison.Ordinal)),
                $"No place is named: {fault.Message}");
        }

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= most, $"{taken} bytes were taken, where {most} may be");
        return rows;
    }
}
