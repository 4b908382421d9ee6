namespace Cambium.Tracking;

/// <summary>
/// Keeps what must hold before an alias is pointed at a version, and who asked for and approved it. <see cref="IModelRegistry.SetAlias"/> holds to it. All of
/// it stands in the model's history, too. Safe to use from several threads.
/// </summary>
interface IAliasGates
{
    /// <summary>The policies of a model, by alias.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    IReadOnlyList<AliasPolicy> Policies(string model);

    /// <summary>Sets the policy of an alias, over one that is there.</summary>
    /// <exception cref="TrackingException">There is no such model, or the policy cannot be kept.</exception>
    void SetPolicy(string model, AliasPolicy policy, RegistryActor actor);

    /// <summary>Lets an alias be moved without more; no policy there is no error.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    void RemovePolicy(string model, string alias, RegistryActor actor);

    /// <summary>Asks that an alias be pointed at a version.</summary>
    /// <exception cref="TrackingException">
    /// There is no such version or policy, the alias points there, the same is asked for already, or nobody knows who asks.
    /// </exception>
    AliasRequest Ask(string model, string alias, int version, RegistryActor actor);

    /// <summary>Approves of a request.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="actor">Who approves, and why.</param>
    /// <param name="moves">Whether the alias is pointed at the version in the same transaction, if nothing is missing any more; else it is left to
    /// <see cref="IModelRegistry.SetAlias"/>.</param>
    /// <exception cref="TrackingException">There is no such request, it is closed, or the user is unknown, the one who asked, or has approved already.</exception>
    AliasRequest Approve(long requestId, RegistryActor actor, bool moves = false);

    /// <summary>Takes a request back.</summary>
    /// <exception cref="TrackingException">There is no such request, it is closed, or the user is not the one who asked.</exception>
    AliasRequest Withdraw(long requestId, RegistryActor actor);

    /// <summary>Turns a request down.</summary>
    /// <exception cref="TrackingException">There is no such request, it is closed, or nobody knows who does it.</exception>
    AliasRequest Refuse(long requestId, RegistryActor actor);

    /// <summary>A request.</summary>
    /// <exception cref="TrackingException">There is none of this number.</exception>
    AliasRequest GetRequest(long requestId);

    /// <summary>Requests of a model, the last first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="openOnly">Only those that are open.</param>
    /// <exception cref="TrackingException">There is no such model.</exception>
    IReadOnlyList<AliasRequest> Requests(string model, bool openOnly);

    /// <summary>What is missing for an alias to be pointed at a version now, for people; empty where nothing is.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    IReadOnlyList<string> Missing(string model, string alias, int version);
}
