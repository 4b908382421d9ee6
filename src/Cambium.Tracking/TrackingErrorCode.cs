namespace Cambium.Tracking;

/// <summary>Why a store refused; the names and meanings are those of MLflow's REST protocol, so that a caller over HTTP is told the same.</summary>
public enum TrackingErrorCode
{
    /// <summary>A value, name, filter or page token is not allowed.</summary>
    InvalidParameterValue,

    /// <summary>There is no such experiment, run, model, version or file.</summary>
    ResourceDoesNotExist,

    /// <summary>The name is taken.</summary>
    ResourceAlreadyExists,

    /// <summary>What is there does not allow it now, such as a change to something deleted.</summary>
    InvalidState,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied,

    /// <summary>The store is damaged, of a newer program, or another program's.</summary>
    DataLoss,

    /// <summary>The store did not answer in time, or is being restarted; trying again later may help.</summary>
    TemporarilyUnavailable,

    /// <summary>The disk or the bucket is full; nothing was written.</summary>
    InsufficientStorage,

    /// <summary>This store cannot do this.</summary>
    NotImplemented,
}
