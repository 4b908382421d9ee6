using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>How a run reads on a page.</summary>
static class RunDisplay
{
    /// <summary>Enough digits to tell the runs of a store apart.</summary>
    internal static string ShortId(RunInfo run) => run.Id.Length > 8 ? run.Id[..8] : run.Id;

    /// <summary>The name, or the short id where the name is blank.</summary>
    internal static string Name(RunInfo run) => string.IsNullOrWhiteSpace(run.Name) ? ShortId(run) : run.Name;

    /// <summary>"finished", "failed", "killed", "scheduled", "running", or "unfinished" where the process is gone.</summary>
    internal static string Status(RunInfo run) => run switch
    {
        { Status: RunStatus.Finished } => "finished",
        { Status: RunStatus.Failed } => "failed",
        { Status: RunStatus.Killed } => "killed",
        { Status: RunStatus.Scheduled } => "scheduled",
        { IsStale: true } => "unfinished",
        _ => "running",
    };

    /// <summary>How long the run took, or runs by now; null where it was killed, since nobody knows when.</summary>
    internal static TimeSpan? Duration(RunInfo run, DateTimeOffset now) => run switch
    {
        { Ended: { } ended } => ended - run.Started,
        { IsStale: true } => null,
        _ => now - run.Started,
    };

    /// <summary>The runs with names that tell them apart: where a name comes twice, the short id is added.</summary>
    internal static IReadOnlyList<(string Name, RunInfo Run)> Distinct(IReadOnlyList<RunInfo> runs)
    {
        var twice = runs.GroupBy(Name).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. runs.Select(run => (twice.Contains(Name(run)) ? $"{Name(run)} ({ShortId(run)})" : Name(run), run))];
    }
}
