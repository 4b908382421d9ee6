namespace Cambium.Tracking;

/// <summary>How a logged model stands; the numbers are those of MLflow's protocol.</summary>
enum LoggedModelStatus
{
    /// <summary>Nothing is known.</summary>
    Unspecified = 0,

    /// <summary>Its files are being uploaded.</summary>
    Pending = 1,

    /// <summary>Its files are there.</summary>
    Ready = 2,

    /// <summary>The upload failed.</summary>
    UploadFailed = 3,
}
