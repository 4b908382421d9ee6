using System.Runtime.ExceptionServices;

namespace Cambium.Numerics;

/// <summary>
/// Two rows of tasks that a few threads take in turn, the second after all of the first: what a product packs, then what it multiplies.
/// Half a millisecond of work is shared out at the cost of microseconds, since threads wait for each other spinning.
/// </summary>
/// <remarks>Helpers come from the pool. One that comes late finds no task left and touches nothing; the caller can do everything by itself, so
/// a pool without a free thread costs time, never the result.</remarks>
sealed class ProductTasks : IThreadPoolWorkItem
{
    readonly int _first;
    readonly int _all;
    readonly Action<int> _pack;
    readonly Action<int> _multiply;
    int _next;
    int _packed;
    int _done;
    ExceptionDispatchInfo? _failure;

    ProductTasks(int packs, int multiplies, Action<int> pack, Action<int> multiply)
    {
        _first = packs;
        _all = packs + multiplies;
        _pack = pack;
        _multiply = multiply;
    }

    /// <summary>Calls <paramref name="pack"/> with each number below <paramref name="packs"/>, and when all have returned
    /// <paramref name="multiply"/> with each number below <paramref name="multiplies"/>.</summary>
    internal static void Run(int packs, int multiplies, int threads, Action<int> pack, Action<int> multiply)
    {
        var tasks = new ProductTasks(packs, multiplies, pack, multiply);
        for (var helper = 1; helper < Math.Min(threads, tasks._all); helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(tasks, preferLocal: false);
        }

        tasks.Execute();
        // Nobody may still work on memory that the caller frees.
        Await(ref tasks._done, tasks._all);
        tasks._failure?.Throw();
    }

    /// <summary>Takes tasks until there are none.</summary>
    public void Execute()
    {
        for (var task = Interlocked.Increment(ref _next) - 1; task < _all; task = Interlocked.Increment(ref _next) - 1)
        {
            try
            {
                if (task < _first)
                {
                    _pack(task);
                }
                else
                {
                    Await(ref _packed, _first);
                    _multiply(task - _first);
                }
            }
            catch (Exception e)
            {
                // Thrown by the caller once nobody works any more; a helper's would end the process.
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }
            finally
            {
                if (task < _first)
                {
                    Interlocked.Increment(ref _packed);
                }

                Interlocked.Increment(ref _done);
            }
        }
    }

    // Where the others have to wait for a processor, it is yielded to them; a task takes some ten microseconds, far below a sleep.
    static void Await(ref int count, int target)
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref count) < target)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
