namespace Cambium.Data;

/// <summary>How much memory a file may still claim: sizes in a file are claims, and a few bytes can claim any.</summary>
/// <param name="bytes">What may be taken in all.</param>
/// <param name="limit">What the limit is, for the message.</param>
sealed class MemoryBudget(long bytes, string limit)
{
    long _left = bytes;

    /// <summary>Takes a part of what is left.</summary>
    /// <exception cref="TableException">There is not so much left.</exception>
    internal void Take(long size, ParquetPlace place)
    {
        if (size < 0 || Interlocked.Add(ref _left, -size) < 0)
        {
            throw place.Refused(
                $"the contents claim more memory than the {limit}. Read fewer columns or rows, or, where the file is to be trusted, raise ParquetOptions.MaxExpansion.");
        }
    }

    /// <summary>Makes a buffer at least as large as asked, keeping the one that is there where it suffices. What it held is lost.</summary>
    internal void Ensure(ref byte[] buffer, long size, ParquetPlace place)
    {
        if (size <= buffer.Length)
        {
            return;
        }

        if (size > Array.MaxLength)
        {
            throw place.Refused($"one part holds {size} bytes; at most {Array.MaxLength} can be read at a time. Write the file in smaller row groups.");
        }

        Take(size - buffer.Length, place);
        buffer = GC.AllocateUninitializedArray<byte>((int)size);
    }

    /// <summary>Makes a buffer at least as large as asked, keeping the one that is there where it suffices. What it held is lost.</summary>
    internal void Ensure(ref int[] buffer, int size, ParquetPlace place)
    {
        if (size > buffer.Length)
        {
            Take((size - buffer.Length) * (long)sizeof(int), place);
            buffer = GC.AllocateUninitializedArray<int>(size);
        }
    }
}
