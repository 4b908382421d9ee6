namespace Cambium.Data;

/// <summary>The dictionary of a chunk whose pages are not read all at once.</summary>
sealed class KeptDictionary
{
    /// <summary>The values, laid out plainly; null before there are any.</summary>
    internal byte[]? Bytes { get; private set; }

    internal int Count { get; private set; }

    internal void Keep(ReadOnlySpan<byte> bytes, int count, MemoryBudget budget, ParquetPlace place)
    {
        budget.Take(bytes.Length, place);
        (Bytes, Count) = (bytes.ToArray(), count);
    }
}
