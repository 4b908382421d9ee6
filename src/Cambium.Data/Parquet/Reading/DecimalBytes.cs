namespace Cambium.Data;

/// <summary>Brings decimals of different lengths to one.</summary>
static class DecimalBytes
{
    /// <summary>The bytes of each number after padding, which hold 76 digits.</summary>
    internal const int Width = 32;

    /// <summary>The numbers, the highest byte first, each extended at its front by its sign.</summary>
    internal static ReadOnlySpan<byte> Pad(ReadOnlySpan<byte> source, PageEncoding encoding, int count, PageScratch scratch, MemoryBudget budget, ParquetPlace place)
    {
        var numbers = new TextBuffer(budget, count, place);
        numbers.Append(source, encoding, count, place);
        budget.Ensure(ref scratch.Values, (long)count * Width, place);
        var padded = scratch.Values.AsSpan(0, count * Width);
        for (var i = 0; i < count; i++)
        {
            var number = numbers[i];
            if (number.Length > Width)
            {
                throw place.Refused($"value {i} of a page is a decimal of {number.Length} bytes; at most {Width} are read. Write it with fewer digits.");
            }

            var target = padded.Slice(i * Width, Width);
            target.Fill(number.Length > 0 && number[0] >= 0x80 ? byte.MaxValue : (byte)0);
            number.CopyTo(target[(Width - number.Length)..]);
        }

        return padded;
    }
}
