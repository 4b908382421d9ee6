namespace Cambium.Data;

/// <summary>A run of whole records.</summary>
/// <param name="Start">Where its first record begins in the text.</param>
/// <param name="End">Where the next chunk's first record begins.</param>
/// <param name="FirstRow">The table row of its first record, if no line before it were blank.</param>
/// <param name="MostRows">The number of its records, blank lines among them.</param>
readonly record struct CsvChunk(long Start, long End, int FirstRow, int MostRows);
