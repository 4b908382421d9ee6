namespace Cambium.Numerics;

/// <summary>
/// Runs work in blocks whose borders depend on the size of the work alone, never on the number of threads, so that
/// sums taken block by block are the same to the bit at any thread count.
/// </summary>
public static class ParallelBlocks
{
    /// <summary>The number of blocks that <paramref name="count"/> items make.</summary>
    /// <param name="count">Items, at least 0.</param>
    /// <param name="blockSize">Items in a block, at least 1; the last block may be smaller.</param>
    public static int Count(int count, int blockSize) => (int)(((long)count + blockSize - 1) / blockSize);

    /// <summary>Calls <paramref name="body"/> once for every block, on up to <paramref name="maxThreads"/> threads, in no particular order.</summary>
    /// <param name="count">Items, at least 0.</param>
    /// <param name="blockSize">Items in a block, at least 1.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <param name="body">Receives the block's number, its first item and the item after its last.</param>
    /// <param name="cancellationToken">Looked at before every block.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void For(int count, int blockSize, int maxThreads, Action<int, int, int> body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockSize);
        var blocks = Count(count, blockSize);
        var threads = Math.Min(Threads(maxThreads), blocks);
        if (threads <= 1)
        {
            for (var block = 0; block < blocks; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Run(block);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, blocks, options, Run);

        void Run(int block)
        {
            var start = block * blockSize;
            body(block, start, (int)Math.Min((long)start + blockSize, count));
        }
    }

    /// <summary>The number of threads a setting asks for: itself, or one per processor where it is 0.</summary>
    /// <param name="maxThreads">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxThreads"/> is negative.</exception>
    public static int Threads(int maxThreads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxThreads);
        return maxThreads == 0 ? Environment.ProcessorCount : maxThreads;
    }
}
