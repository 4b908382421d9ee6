namespace Cambium.Tracking;

/// <summary>What happened to registered models. It is written by the changes themselves, in their transactions, and never changed or deleted. Safe to use from several threads.</summary>
interface IRegistryHistory
{
    /// <summary>Events of a model, the last first.</summary>
    /// <exception cref="TrackingException">There never was such a model, or the page token is not valid.</exception>
    Page<RegistryEvent> Events(HistoryQuery query);

    /// <summary>What a model's aliases and stages were at an instant.</summary>
    /// <param name="model">The name that it had then.</param>
    /// <param name="time">The instant, in milliseconds since 1970 UTC; what happened at it counts.</param>
    /// <param name="onlyPresent">Whether the model is meant that has the name now, whatever it was called then.</param>
    /// <exception cref="TrackingException">There was no such model then.</exception>
    RegistryMoment At(string model, long time, bool onlyPresent = false);

    /// <summary>When each alias pointed at which version, the latest beginning first.</summary>
    /// <param name="model">The model, by any name that it ever had.</param>
    /// <param name="onlyPresent">Whether only the model is meant that has the name now.</param>
    /// <exception cref="TrackingException">There never was such a model.</exception>
    IReadOnlyList<AliasPeriod> AliasPeriods(string model, bool onlyPresent = false);
}
