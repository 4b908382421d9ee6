namespace Cambium.Data;

/// <summary>Takes the pages of one chunk in their order.</summary>
abstract class ChunkTarget
{
    /// <summary>Takes the values that later pages name by their place.</summary>
    /// <param name="bytes">The values, laid out plainly.</param>
    /// <param name="count">How many there are.</param>
    internal abstract void Dictionary(ReadOnlySpan<byte> bytes, int count, ParquetPlace place);

    /// <summary>Takes a page of values.</summary>
    internal abstract void Page(PageValues page);
}
