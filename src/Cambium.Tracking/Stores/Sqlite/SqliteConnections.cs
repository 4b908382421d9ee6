namespace Cambium.Tracking;

/// <summary>Connections that read, each used by one thread at a time, with the statements that were prepared on them. Made when needed, up to a number.</summary>
sealed class SqliteConnections(int most, Func<SqliteSession> open) : IDisposable
{
    readonly SemaphoreSlim _free = new(most);
    readonly Stack<SqliteSession> _idle = [];
    bool _isDisposed;

    /// <summary>Takes a connection, waiting for one while all are in use.</summary>
    internal SqliteSession Take(ReadBounds bounds)
    {
        if (!Wait(bounds))
        {
            throw bounds.NotBegun();
        }

        try
        {
            lock (_idle)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, typeof(Tracker));
                if (_idle.TryPop(out var session))
                {
                    return session;
                }
            }

            return open();
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    bool Wait(ReadBounds bounds)
    {
        try
        {
            return _free.Wait(bounds.IsBounded ? bounds.Left : Timeout.InfiniteTimeSpan, bounds.Aborted);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Gives a connection back.</summary>
    internal void Return(SqliteSession session)
    {
        lock (_idle)
        {
            if (_isDisposed)
            {
                session.Dispose();
            }
            else
            {
                _idle.Push(session);
            }
        }

        _free.Release();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_idle)
        {
            _isDisposed = true;
            foreach (var session in _idle)
            {
                session.Dispose();
            }

            _idle.Clear();
        }
    }
}
