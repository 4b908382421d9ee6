namespace Cambium.Data;

/// <summary>Buffers that one thread uses again from page to page.</summary>
sealed class PageScratch : IDisposable
{
    internal byte[] Chunk = [];
    internal byte[] Page = [];
    internal byte[] Values = [];
    internal int[] Codes = [];
    internal int[] Levels = [];

    internal PageDecompressor Decompressor { get; } = new();

    public void Dispose() => Decompressor.Dispose();
}
