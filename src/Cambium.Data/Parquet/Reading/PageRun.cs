namespace Cambium.Data;

/// <summary>Pages of a chunk that lie one after another.</summary>
/// <param name="Codec">How they are compressed.</param>
/// <param name="Start">The first byte in the file.</param>
/// <param name="Length">Their bytes.</param>
/// <param name="RowCount">Their rows.</param>
/// <param name="Kept">The dictionary of pages before, and for those behind; null where the run is the whole chunk.</param>
sealed record PageRun(PageCodec Codec, long Start, long Length, int RowCount, KeptDictionary? Kept = null);
