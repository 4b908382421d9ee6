namespace Cambium.Tracking;

/// <summary>The gates of a server's aliases, which MLflow's protocol has no questions for. The server holds to them whoever asks.</summary>
/// <param name="place">The server.</param>
sealed class HttpAliasGates(string place) : IAliasGates
{
    /// <inheritdoc/>
    public IReadOnlyList<AliasPolicy> Policies(string model) => throw Unknown();

    /// <inheritdoc/>
    public void SetPolicy(string model, AliasPolicy policy, RegistryActor actor) => throw Unknown();

    /// <inheritdoc/>
    public void RemovePolicy(string model, string alias, RegistryActor actor) => throw Unknown();

    /// <inheritdoc/>
    public AliasRequest Ask(string model, string alias, int version, RegistryActor actor) => throw Unknown();

    /// <inheritdoc/>
    public AliasRequest Approve(long requestId, RegistryActor actor, bool moves = false) => throw Unknown();

    /// <inheritdoc/>
    public AliasRequest Withdraw(long requestId, RegistryActor actor) => throw Unknown();

    /// <inheritdoc/>
    public AliasRequest Refuse(long requestId, RegistryActor actor) => throw Unknown();

    /// <inheritdoc/>
    public AliasRequest GetRequest(long requestId) => throw Unknown();

    /// <inheritdoc/>
    public IReadOnlyList<AliasRequest> Requests(string model, bool openOnly) => throw Unknown();

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing(string model, string alias, int version) => throw Unknown();

    TrackingException Unknown() => new(
        TrackingErrorCode.NotImplemented,
        $"MLflow's protocol knows no gates of aliases, so {place} cannot be asked for them. Open the store itself, or the model's page on that server.");
}
