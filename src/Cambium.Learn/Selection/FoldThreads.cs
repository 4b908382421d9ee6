using System.Runtime.ExceptionServices;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Runs folds side by side where that pays; what a fold gives does not depend on it.</summary>
static class FoldThreads
{
    /// <summary>Copies of training rows that may be held at once, in bytes; beyond it, the threads work on fewer folds, each on more threads.</summary>
    const long MostBytes = 1L << 30;

    /// <summary>A number, or the code and text of a category.</summary>
    const int BytesPerCell = 8;

    /// <summary>What every fold gives, in order. Where folds fail for their data, the first one's failure is thrown.</summary>
    /// <param name="count">The number of folds.</param>
    /// <param name="table">The table that folds copy rows of.</param>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    /// <param name="work">Takes the fold and the threads that it may use.</param>
    /// <param name="cancellationToken">Looked at before every fold.</param>
    internal static T[] Run<T>(int count, Table table, int maxThreads, Func<int, int, T> work, CancellationToken cancellationToken)
    {
        var threads = ParallelBlocks.Threads(maxThreads);
        var bytes = Math.Max(1, (long)table.RowCount * table.Columns.Count * BytesPerCell);
        var abreast = (int)Math.Clamp(MostBytes / bytes, 1, Math.Min(threads, count));
        var results = new T[count];
        var failures = new TableException?[count];
        var (next, firstFailed) = (-1, int.MaxValue);
        try
        {
            ParallelBlocks.For(abreast, 1, abreast, (_, _, _) => Work(), cancellationToken);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        return Array.Find(failures, failure => failure is not null) is { } first ? throw first : results;

        void Work()
        {
            // Folds are taken in order, so that those before the first that fails are all tried.
            for (var fold = Interlocked.Increment(ref next); fold < count && fold < Volatile.Read(ref firstFailed); fold = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    results[fold] = work(fold, Math.Max(1, threads / abreast));
                }
                catch (TableException e)
                {
                    failures[fold] = new TableException($"Fold {fold + 1} of {count}: {e.Message}", e) { Column = e.Column };
                    Volatile.Write(ref firstFailed, Math.Min(fold, Volatile.Read(ref firstFailed)));
                }
            }
        }
    }
}
