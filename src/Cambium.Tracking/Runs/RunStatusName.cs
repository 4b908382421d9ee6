namespace Cambium.Tracking;

/// <summary>The names of statuses in stores and on the wire.</summary>
static class RunStatusName
{
    internal static string Of(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Finished => "FINISHED",
        RunStatus.Failed => "FAILED",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Killed => "KILLED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status."),
    };

    /// <summary>The status of a name.</summary>
    /// <exception cref="TrackingException">A newer program wrote it.</exception>
    internal static RunStatus Parse(string name) => Find(name)
        ?? throw new TrackingException(TrackingErrorCode.DataLoss, $"The store holds a run of status '{name}', which this Cambium does not know. Update it.");

    /// <summary>The status of a name, or null.</summary>
    internal static RunStatus? Find(string name) => name switch
    {
        "RUNNING" => RunStatus.Running,
        "FINISHED" => RunStatus.Finished,
        "FAILED" => RunStatus.Failed,
        "SCHEDULED" => RunStatus.Scheduled,
        "KILLED" => RunStatus.Killed,
        _ => null,
    };
}
