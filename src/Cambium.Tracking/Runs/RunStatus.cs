namespace Cambium.Tracking;

/// <summary>How a run stands.</summary>
public enum RunStatus
{
    /// <summary>Started, and not ended; also what a run that was killed looks like: see <see cref="RunInfo.IsStale"/>.</summary>
    Running,

    /// <summary>Ended by <see cref="Run.Complete"/>.</summary>
    Finished,

    /// <summary>Ended without <see cref="Run.Complete"/>.</summary>
    Failed,

    /// <summary>Waiting to be started, as another program said.</summary>
    Scheduled,

    /// <summary>Stopped by somebody, as another program said.</summary>
    Killed,
}
