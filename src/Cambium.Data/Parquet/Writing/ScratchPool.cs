namespace Cambium.Data;

/// <summary>Scratches that the threads of one writer use in turn.</summary>
sealed class ScratchPool(ParquetWriteOptions options) : IDisposable
{
    readonly Lock _lock = new();
    readonly Stack<ChunkScratch> _idle = new();

    public void Dispose()
    {
        foreach (var scratch in _idle)
        {
            scratch.Dispose();
        }
    }

    internal ChunkScratch Take()
    {
        lock (_lock)
        {
            return _idle.TryPop(out var scratch) ? scratch : new ChunkScratch(options);
        }
    }

    internal void Return(IEnumerable<ChunkScratch> scratches)
    {
        lock (_lock)
        {
            foreach (var scratch in scratches)
            {
                _idle.Push(scratch);
            }
        }
    }
}
