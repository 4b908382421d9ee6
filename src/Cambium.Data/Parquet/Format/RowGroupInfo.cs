namespace Cambium.Data;

/// <summary>A run of rows that lies in one piece in a file.</summary>
/// <param name="RowCount">The number of its rows.</param>
/// <param name="Chunks">One chunk a leaf of the schema, in its order.</param>
sealed record RowGroupInfo(int RowCount, ChunkInfo[] Chunks);
