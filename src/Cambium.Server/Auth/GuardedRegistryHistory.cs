using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// The history of registered models as far as the caller may read them. A model that is gone, or had the name at another time, is nobody's any more: its
/// history is for who may read the store as a whole.
/// </summary>
sealed class GuardedRegistryHistory(IRegistryHistory inner, Access access) : IRegistryHistory
{
    /// <inheritdoc/>
    public Page<RegistryEvent> Events(HistoryQuery query)
    {
        access.OnModelHistory(query.Model);
        return inner.Events(query);
    }

    /// <inheritdoc/>
    public RegistryMoment At(string model, long time)
    {
        access.OnModelHistory(model);
        return inner.At(model, time);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AliasPeriod> AliasPeriods(string model)
    {
        access.OnModelHistory(model);
        return inner.AliasPeriods(model);
    }
}
