namespace Cambium.Numerics.Tests;

public sealed class ProductTasksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void All_is_packed_before_anything_is_multiplied(int threads)
    {
        var (packed, early, multiplied) = (0, 0, 0);

        ProductTasks.Run(
            packs: 5,
            multiplies: 7,
            threads,
            _ => Interlocked.Increment(ref packed),
            _ =>
            {
                early += Volatile.Read(ref packed) < 5 ? 1 : 0;
                Interlocked.Increment(ref multiplied);
            });

        Assert.Equal((5, 0, 7), (packed, early, multiplied));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_a_task_throws_reaches_the_caller_after_all_tasks(int threads)
    {
        var multiplied = 0;

        var error = Assert.Throws<InvalidOperationException>(() => ProductTasks.Run(
            packs: 4,
            multiplies: 6,
            threads,
            task => throw new InvalidOperationException($"pack {task / 4}"),
            _ => Interlocked.Increment(ref multiplied)));

        Assert.Equal("pack 0", error.Message);
        Assert.Equal(6, multiplied);
    }
}
