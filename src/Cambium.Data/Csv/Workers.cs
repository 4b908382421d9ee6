namespace Cambium.Data;

/// <summary>Hands numbered pieces of work, in order, to workers that each keep state of their own.</summary>
static class Workers
{
    /// <summary>Calls <paramref name="body"/> once for every piece from 0; a worker takes the next piece when it has done one.</summary>
    /// <returns>The states of the workers.</returns>
    internal static TState[] Run<TState>(int pieces, int threads, Func<TState> newState, Action<TState, int> body)
    {
        var next = -1;
        var states = new TState?[Math.Max(1, Math.Min(threads, pieces))];
        if (states.Length == 1)
        {
            Work(0);
        }
        else
        {
            Parallel.For(0, states.Length, new ParallelOptions { MaxDegreeOfParallelism = states.Length }, Work);
        }

        return [.. states.OfType<TState>()];

        void Work(int worker)
        {
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
            {
                states[worker] ??= newState();
                body(states[worker]!, piece); // never null: made on the line above
            }
        }
    }
}
