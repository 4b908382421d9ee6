namespace Cambium.Learn;

/// <summary>
/// A team of threads for the lifetime of one fit. A tree is grown in thousands of parallel steps of some ten microseconds to milliseconds; the team
/// waits for the next one by spinning for a short while and then blocks, so that it is quick on idle cores and polite on busy ones.
/// </summary>
sealed class ForkJoin : IDisposable
{
    // About 30 microseconds: longer than the serial code between two steps of one tree, shorter than a wake-up of a blocked thread.
    const int Spins = 800;

    readonly Worker[] _workers;
    readonly SemaphoreSlim _joined = new(0);
    Action<int, int> _body = static (_, _) => { };
    int _tasks;
    int _nextTask;
    int _running;
    int _joinParked;
    int _generation;
    volatile bool _stopped;
    volatile bool _failed;

    internal ForkJoin(int threads)
    {
        Threads = threads;
        _workers = new Worker[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            var number = i + 1;
            var worker = new Worker();
            _workers[i] = worker;
            worker.Task = Task.Factory.StartNew(() => Work(worker, number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>The number of threads, the caller's among them.</summary>
    internal int Threads { get; }

    /// <summary>Calls <paramref name="body"/> with the number of the thread, from 0 to <see cref="Threads"/> − 1, and of the task, once a task; returns when all are done.</summary>
    internal void Run(int tasks, Action<int, int> body)
    {
        if (_workers.Length == 0 || tasks <= 1)
        {
            for (var task = 0; task < tasks; task++)
            {
                body(0, task);
            }

            return;
        }

        _body = body;
        _tasks = tasks;
        _nextTask = 0;
        _running = _workers.Length;
        Interlocked.Increment(ref _generation);
        foreach (var worker in _workers)
        {
            if (Interlocked.Exchange(ref worker.Parked, 0) == 1)
            {
                worker.Wake.Release();
            }
        }

        try
        {
            TakeTasks(0);
        }
        finally
        {
            // Nobody may still work on memory that the caller frees.
            Join();
        }

        if (_failed)
        {
            Task.WaitAll([.. _workers.Select(worker => worker.Task).Where(task => task.IsFaulted)]);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _stopped = true;
        Interlocked.Increment(ref _generation);
        foreach (var worker in _workers)
        {
            worker.Wake.Release();
        }

        foreach (var worker in _workers)
        {
            // A failure was rethrown by Run.
            ((IAsyncResult)worker.Task).AsyncWaitHandle.WaitOne();
            worker.Wake.Dispose();
        }

        _joined.Dispose();
    }

    void Work(Worker worker, int number)
    {
        var seen = 0;
        while (true)
        {
            AwaitStep(worker, seen);
            if (_stopped)
            {
                return;
            }

            seen++;
            var completed = false;
            try
            {
                TakeTasks(number);
                completed = true;
            }
            finally
            {
                _failed |= !completed;
                if (Interlocked.Decrement(ref _running) == 0 && Interlocked.Exchange(ref _joinParked, 0) == 1)
                {
                    _joined.Release();
                }
            }
        }
    }

    void AwaitStep(Worker worker, int seen)
    {
        for (var i = 0; i < Spins; i++)
        {
            if (Volatile.Read(ref _generation) != seen)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        // The caller may be slow to wake everyone for the step before: then there is no new one yet.
        while (Volatile.Read(ref _generation) == seen)
        {
            Interlocked.Exchange(ref worker.Parked, 1);
            if (Volatile.Read(ref _generation) == seen || Interlocked.Exchange(ref worker.Parked, 0) == 0)
            {
                worker.Wake.Wait();
            }
        }
    }

    void TakeTasks(int thread)
    {
        var body = _body;
        var tasks = _tasks;
        for (var task = Interlocked.Increment(ref _nextTask) - 1; task < tasks; task = Interlocked.Increment(ref _nextTask) - 1)
        {
            body(thread, task);
        }
    }

    void Join()
    {
        for (var i = 0; i < Spins; i++)
        {
            if (Volatile.Read(ref _running) == 0)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        // A worker that is slow to leave an earlier step may wake this one: then it is not over yet.
        while (Volatile.Read(ref _running) > 0)
        {
            Interlocked.Exchange(ref _joinParked, 1);
            if (Volatile.Read(ref _running) > 0 || Interlocked.Exchange(ref _joinParked, 0) == 0)
            {
                _joined.Wait();
            }
        }
    }

    sealed class Worker
    {
        internal readonly SemaphoreSlim Wake = new(0);
        internal int Parked;

        internal Task Task { get; set; } = Task.CompletedTask;
    }
}
