using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Logs trials, and turns them into a growing share of the search.</summary>
/// <param name="log">Logs each trial.</param>
/// <param name="trials">How many there will be at most.</param>
/// <param name="budget">The most time; null: as long as it takes.</param>
/// <param name="changed">Told the share, from 0 to 1.</param>
sealed class TrialWatch(IProgress<Trial> log, int trials, TimeSpan? budget, Action<double> changed) : IProgress<Trial>
{
    readonly long _started = TimeProvider.System.GetTimestamp();
    int _ended;

    public void Report(Trial value)
    {
        log.Report(value);
        _ended += value.Status == TrialStatus.Running || value.Repeats > 0 ? 0 : 1;
        var time = budget is { } most ? TimeProvider.System.GetElapsedTime(_started) / most : 0;
        changed(Math.Min(1, Math.Max(time, (double)_ended / trials)));
    }
}
