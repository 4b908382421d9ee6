namespace Cambium.Tracking;

/// <summary>Whether a webhook is told of changes; the names, in upper case, are those of MLflow's protocol.</summary>
enum WebhookStatus
{
    /// <summary>It is.</summary>
    Active,

    /// <summary>It is not; what waits for it goes on waiting.</summary>
    Disabled,
}
