using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// The history of registered models as far as the caller may read them. A model that is gone, or had the name at another time, is nobody's any more: its
/// history is for who may read the store as a whole. Others are told of the model that has the name now, for which a role on that model is enough.
/// </summary>
sealed class GuardedRegistryHistory(IRegistryHistory inner, Access access) : IRegistryHistory
{
    /// <inheritdoc/>
    public Page<RegistryEvent> Events(HistoryQuery query)
    {
        access.OnModel(query.Model, Role.Viewer);
        return inner.Events(query with { OnlyPresent = query.OnlyPresent || IsBounded });
    }

    /// <inheritdoc/>
    public RegistryMoment At(string model, long time, bool onlyPresent = false)
    {
        access.OnModel(model, Role.Viewer);
        return inner.At(model, time, onlyPresent || IsBounded);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AliasPeriod> AliasPeriods(string model, bool onlyPresent = false)
    {
        access.OnModel(model, Role.Viewer);
        return inner.AliasPeriods(model, onlyPresent || IsBounded);
    }

    /// <summary>Whether there are models that the caller may not see: one of them may have had the name.</summary>
    bool IsBounded => access.Caller.Rights is { IsAdmin: false } rights && (rights.Default < Role.Viewer || rights.ModelGrants.Values.Any(role => role < Role.Viewer));
}
