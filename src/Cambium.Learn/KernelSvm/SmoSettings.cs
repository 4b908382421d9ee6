namespace Cambium.Learn;

/// <summary>How to search.</summary>
/// <param name="Tolerance">Stop where no pair violates the conditions of the optimum by more.</param>
/// <param name="MaxIterations">Most steps.</param>
/// <param name="Shrinking">Whether to set rows aside that have come to rest at a bound.</param>
/// <param name="CacheBytes">Memory for kernel values.</param>
/// <param name="MaxThreads">Most threads; 1 where several problems are solved beside each other.</param>
/// <param name="Told">Told of the number of steps done, now and then; null: nobody.</param>
/// <param name="CancellationToken">Ends the search.</param>
sealed record SmoSettings(
    double Tolerance, int MaxIterations, bool Shrinking, long CacheBytes, int MaxThreads, Action<int>? Told, CancellationToken CancellationToken)
{
    /// <summary>For one problem that has all threads and all memory to itself.</summary>
    internal static SmoSettings Alone(double tolerance, int maxIterations, bool shrinking, int cacheMegabytes, FitOptions options)
    {
        options.Progress?.Report(new FitProgress("iterations", 0, maxIterations));
        return new SmoSettings(
            tolerance,
            maxIterations,
            shrinking,
            (long)cacheMegabytes << 20,
            options.MaxThreads,
            options.Progress is { } listener ? iteration => listener.Report(new FitProgress("iterations", iteration, maxIterations)) : null,
            options.CancellationToken);
    }
}
