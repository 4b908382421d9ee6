using System.Collections.Concurrent;

namespace Cambium.Numerics.Tests;

public sealed class ParallelBlocksTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(10, 4)]
    [InlineData(1000, 1)]
    public void Every_item_is_in_one_block_at_any_thread_count(int count, int blockSize)
    {
        foreach (var threads in (int[])[0, 1, 2, 7])
        {
            var blocks = new ConcurrentBag<(int Block, int Start, int End)>();

            ParallelBlocks.For(count, blockSize, threads, (block, start, end) => blocks.Add((block, start, end)), TestContext.Current.CancellationToken);

            var expected = Enumerable.Range(0, ParallelBlocks.Count(count, blockSize))
                .Select(block => (block, block * blockSize, Math.Min(count, (block + 1) * blockSize)));
            Assert.Equal(expected, blocks.Order());
        }
    }

    [Fact]
    public void Blocks_near_the_greatest_count_do_not_overflow()
    {
        var last = 0;

        ParallelBlocks.For(int.MaxValue, 1 << 30, 1, (_, _, end) => last = end, TestContext.Current.CancellationToken);

        Assert.Equal(int.MaxValue, last);
        Assert.Equal(2, ParallelBlocks.Count(int.MaxValue, 1 << 30));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_cancelled_token_stops_the_blocks(int threads)
    {
        using var source = new CancellationTokenSource();
        var done = 0;

        Assert.Throws<OperationCanceledException>(() => ParallelBlocks.For(
            1_000_000,
            1,
            threads,
            (_, _, _) =>
            {
                Interlocked.Increment(ref done);
                source.Cancel();
            },
            source.Token));

        Assert.InRange(done, 1, 999_999);
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ParallelBlocks.For(-1, 1, 1, (_, _, _) => { }, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ParallelBlocks.For(1, 0, 1, (_, _, _) => { }, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ParallelBlocks.For(1, 1, -1, (_, _, _) => { }, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentNullException>(
            () => ParallelBlocks.For(1, 1, 1, null!, TestContext.Current.CancellationToken)); // null on purpose: the check is what is tested
    }

    [Fact]
    public void No_setting_means_one_thread_per_processor()
    {
        Assert.Equal(Environment.ProcessorCount, ParallelBlocks.Threads(0));
        Assert.Equal(3, ParallelBlocks.Threads(3));
    }
}
