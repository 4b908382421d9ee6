using System.Data.Common;
using System.Runtime.ExceptionServices;

namespace Cambium.Tracking;

/// <summary>A caller's transaction that waits for its turn.</summary>
abstract class QueuedWrite
{
    readonly ManualResetEventSlim _signal = new(initialState: false, spinCount: 0);
    Exception? _failure;

    /// <summary>Whether it was written or refused; else the one who is woken must write what waits.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>Runs the statements; may be called again after a failure that was not its own.</summary>
    internal abstract void Run(DbConnection connection);

    /// <summary>Notes the end.</summary>
    internal void Finish(Exception? failure)
    {
        _failure = failure;
        IsDone = true;
    }

    /// <summary>Wakes the caller.</summary>
    internal void Wake() => _signal.Set();

    /// <summary>Waits for <see cref="Wake"/>. A thread that is interrupted waits on, since it may be the one that must write, and is interrupted afterwards.</summary>
    internal void Wait()
    {
        var isInterrupted = false;
        while (true)
        {
            try
            {
                _signal.Wait();
                break;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>Throws what the statements threw.</summary>
    internal void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }
}
