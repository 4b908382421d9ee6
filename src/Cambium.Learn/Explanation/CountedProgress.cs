namespace Cambium.Learn;

/// <summary>Reports how many of a number of steps are done, in order, whatever thread they are done on.</summary>
sealed class CountedProgress(IProgress<FitProgress>? progress, string stage, int total)
{
    readonly Lock _gate = new();
    int _done;

    internal void Add(int count)
    {
        lock (_gate)
        {
            // Within the lock, so that the counts arrive in order.
            _done += count;
            progress?.Report(new FitProgress(stage, _done, total));
        }
    }
}
