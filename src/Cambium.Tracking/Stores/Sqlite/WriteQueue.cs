using Microsoft.Data.Sqlite;

namespace Cambium.Tracking;

/// <summary>
/// Writes what several threads want to write as few transactions: the thread that comes first takes the connection and writes what the others have queued
/// meanwhile together with its own, and commits once. A lone caller pays no more than its own transaction, and no thread is woken for it.
/// </summary>
sealed class WriteQueue(SqliteSession session)
{
    /// <summary>Enough to share the cost of a commit, few enough that nobody waits long for others.</summary>
    const int MostTogether = 64;

    readonly Lock _lock = new();
    readonly Queue<QueuedWrite> _waiting = [];
    bool _isTaken;
    bool _isClosed;

    /// <summary>Writes, or has it written by another thread.</summary>
    internal T Write<T>(QueuedWriteOf<T> write) => Write(write, isLast: false);

    /// <summary>Writes what waits and takes nothing more.</summary>
    internal void Close() => Write(new QueuedWriteOf<int>(_ => 0), isLast: true);

    T Write<T>(QueuedWriteOf<T> write, bool isLast)
    {
        bool mustWait;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(Tracker));
            _isClosed = isLast;
            mustWait = _isTaken;
            _isTaken = true;
            _waiting.Enqueue(write);
        }

        if (mustWait)
        {
            write.Wait();
        }

        if (!write.IsDone)
        {
            WriteTogether();
        }

        write.ThrowIfFailed();
        return write.Result;
    }

    /// <summary>Writes what waits, of which the caller's is the first, and hands the connection on.</summary>
    void WriteTogether()
    {
        var together = new List<QueuedWrite>();
        lock (_lock)
        {
            while (together.Count < MostTogether && _waiting.TryDequeue(out var write))
            {
                together.Add(write);
            }
        }

        try
        {
            WriteAll(together);
        }
#pragma warning disable CA1031 // told to every caller that waits; whoever comes next must not wait for ever
        catch (Exception failure)
#pragma warning restore CA1031
        {
            together.ForEach(write => write.Finish(failure));
        }

        QueuedWrite? next;
        lock (_lock)
        {
            _isTaken = _waiting.TryPeek(out next);
        }

        // The next writer first: it has the most to do.
        next?.Wake();
        for (var i = 1; i < together.Count; i++)
        {
            together[i].Wake();
        }
    }

    void WriteAll(List<QueuedWrite> together)
    {
        if (together.Count == 1 || !(WriteAsOne(together) || WriteApart(together)))
        {
            foreach (var write in together)
            {
                write.Finish(Alone(write));
            }
        }
    }

    /// <summary>
    /// Writes several as one transaction where all can be written, as nearly always. Else false, and nothing is written. A savepoint for each would have SQLite
    /// copy every page that several change.
    /// </summary>
    bool WriteAsOne(List<QueuedWrite> together)
    {
        if (!Begin(together))
        {
            return true;
        }

        try
        {
            foreach (var write in together)
            {
                if (Try(write) is not null)
                {
                    RollBack();
                    return false;
                }
            }

            session.Execute("COMMIT");
            together.ForEach(static write => write.Finish(null));
            return true;
        }
        catch (SqliteException)
        {
            RollBack();
            return false;
        }
    }

    /// <summary>
    /// Writes several as one transaction without those that fail. False where SQLite gave it up as a whole: then nothing is written, and each must be tried alone.
    /// </summary>
    bool WriteApart(List<QueuedWrite> together)
    {
        if (!Begin(together))
        {
            return true;
        }

        try
        {
            foreach (var write in together)
            {
                session.Execute("SAVEPOINT one");
                var failure = Try(write);
                if (!session.InTransaction)
                {
                    return false;
                }

                if (failure is not null)
                {
                    session.Execute("ROLLBACK TO one");
                }

                session.Execute("RELEASE one");
                write.Finish(failure);
            }

            session.Execute("COMMIT");
            return true;
        }
        catch (SqliteException)
        {
            // Told to each caller by its own try.
            RollBack();
            return false;
        }
    }

    /// <summary>Begins a transaction; where it cannot, tells all.</summary>
    bool Begin(List<QueuedWrite> together)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException failure)
        {
            // Another process holds the file, or it is gone: each alone would only wait as long again.
            together.ForEach(write => write.Finish(failure));
            return false;
        }
    }

    Exception? Alone(QueuedWrite write)
    {
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            if (Try(write) is { } failure)
            {
                RollBack();
                return failure;
            }

            session.Execute("COMMIT");
            return null;
        }
        catch (SqliteException failure)
        {
            RollBack();
            return failure;
        }
    }

    /// <summary>Runs a caller's statements; the caller is told of everything that they throw.</summary>
    Exception? Try(QueuedWrite write)
    {
        try
        {
            write.Run(session.Connection);
            return null;
        }
#pragma warning disable CA1031 // rethrown where it belongs
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure;
        }
    }

    void RollBack()
    {
        if (session.InTransaction)
        {
            session.Execute("ROLLBACK");
        }
    }
}
