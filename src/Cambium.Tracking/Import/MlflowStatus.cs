namespace Cambium.Tracking;

/// <summary>Names and numbers that MLflow keeps.</summary>
static class MlflowStatus
{
    /// <summary>A run's status, by its name or by its number in MLflow's protocol; running where it is neither.</summary>
    internal static RunStatus OfRun(string? text) => text switch
    {
        "1" => RunStatus.Running,
        "2" => RunStatus.Scheduled,
        "3" => RunStatus.Finished,
        "4" => RunStatus.Failed,
        "5" => RunStatus.Killed,
        _ => RunStatusName.Find(text ?? "") ?? RunStatus.Running,
    };

    /// <summary>A logged model's status, by its name or number.</summary>
    internal static LoggedModelStatus OfModel(string? text) => text switch
    {
        "1" or "PENDING" or "LOGGED_MODEL_PENDING" => LoggedModelStatus.Pending,
        "2" or "READY" or "LOGGED_MODEL_READY" => LoggedModelStatus.Ready,
        "3" or "FAILED" or "LOGGED_MODEL_UPLOAD_FAILED" => LoggedModelStatus.UploadFailed,
        _ => LoggedModelStatus.Unspecified,
    };

    /// <summary>Whether a lifecycle stage is that of something marked deleted.</summary>
    internal static bool IsDeleted(string? stage) => stage == "deleted";
}
