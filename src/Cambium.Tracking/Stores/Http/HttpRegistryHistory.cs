namespace Cambium.Tracking;

/// <summary>The history of a server's registry, which MLflow's protocol has no questions for.</summary>
/// <param name="place">The server.</param>
sealed class HttpRegistryHistory(string place) : IRegistryHistory
{
    /// <inheritdoc/>
    public Page<RegistryEvent> Events(HistoryQuery query) => throw Unknown();

    /// <inheritdoc/>
    public RegistryMoment At(string model, long time, bool onlyPresent = false) => throw Unknown();

    /// <inheritdoc/>
    public IReadOnlyList<AliasPeriod> AliasPeriods(string model, bool onlyPresent = false) => throw Unknown();

    TrackingException Unknown() => new(
        TrackingErrorCode.NotImplemented,
        $"MLflow's protocol does not tell the history of a model, so {place} cannot be asked for it. Open the store itself, or the model's page on that server.");
}
