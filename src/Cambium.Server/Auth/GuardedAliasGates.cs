using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Policies, requests and approvals as far as the caller may go. Who asks, approves or withdraws is the caller, whatever a client says, and a person: a token
/// could be held by the one who asked.
/// </summary>
sealed class GuardedAliasGates(IAliasGates inner, Access access) : IAliasGates
{
    /// <inheritdoc/>
    public IReadOnlyList<AliasPolicy> Policies(string model)
    {
        access.OnModel(model, Role.Viewer);
        return inner.Policies(model);
    }

    /// <inheritdoc/>
    public void SetPolicy(string model, AliasPolicy policy, RegistryActor actor)
    {
        access.OnModel(model, Role.Manager);
        KeepApprovals(model, policy.Alias, policy);
        access.Do("policy.set", Subject(model), policy.Alias, () => inner.SetPolicy(model, policy, Named(actor)));
    }

    /// <inheritdoc/>
    public void RemovePolicy(string model, string alias, RegistryActor actor)
    {
        access.OnModel(model, Role.Manager);
        KeepApprovals(model, alias, null);
        access.Do("policy.remove", Subject(model), alias, () => inner.RemovePolicy(model, alias, Named(actor)));
    }

    /// <inheritdoc/>
    public AliasRequest Ask(string model, string alias, int version, RegistryActor actor)
    {
        access.OnModel(model, Role.Editor);
        return access.Do("alias.ask", Entry, () => inner.Ask(model, alias, version, Person(actor)));
    }

    /// <inheritdoc/>
    public AliasRequest Approve(long requestId, RegistryActor actor, bool moves = false)
    {
        access.OnModel(ModelOf(requestId), Role.Manager);
        return access.Do("alias.approve", Approval, () => inner.Approve(requestId, Person(actor), moves));
    }

    /// <inheritdoc/>
    public AliasRequest Withdraw(long requestId, RegistryActor actor)
    {
        access.OnModel(ModelOf(requestId), Role.Editor);
        return access.Do("alias.withdraw", Entry, () => inner.Withdraw(requestId, Person(actor)));
    }

    /// <inheritdoc/>
    public AliasRequest Refuse(long requestId, RegistryActor actor)
    {
        access.OnModel(ModelOf(requestId), Role.Manager);
        return access.Do("alias.refuse", Entry, () => inner.Refuse(requestId, Person(actor)));
    }

    /// <inheritdoc/>
    public AliasRequest GetRequest(long requestId)
    {
        var request = inner.GetRequest(requestId);
        RequireSeen(request);
        return request;
    }

    /// <inheritdoc/>
    public IReadOnlyList<AliasRequest> Requests(string model, bool openOnly)
    {
        access.OnModel(model, Role.Viewer);
        return inner.Requests(model, openOnly);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing(string model, string alias, int version)
    {
        access.OnModel(model, Role.Viewer);
        return inner.Missing(model, alias, version);
    }

    string ModelOf(long requestId)
    {
        var request = inner.GetRequest(requestId);
        RequireSeen(request);
        return request.Model;
    }

    /// <summary>To those who may not read the model there is no request: numbers are guessed, and the refusal would name the model.</summary>
    void RequireSeen(AliasRequest request)
    {
        if (access.RoleOnModel(request.Model) < Role.Viewer)
        {
            access.NoteRefusal("access", Subject(request.Model), "needs viewer");
            throw SqlAliasGates.NoRequest(request.Id);
        }
    }

    /// <summary>A gate that asks for approvals is for managers too, so none of them takes it away or weakens it alone.</summary>
    void KeepApprovals(string model, string alias, AliasPolicy? next)
    {
        if (inner.Policies(model).FirstOrDefault(policy => policy.Alias == alias) is { Approvals: > 0 } before && !before.IsKeptBy(next))
        {
            access.OnStore(Role.Admin, Subject(model));
        }
    }

    RegistryActor Named(RegistryActor actor) => access.Caller.IsSignedIn ? actor with { User = access.Caller.Name } : actor;

    RegistryActor Person(RegistryActor actor) => access.Caller.UserId is not null
        ? Named(actor)
        : throw new TrackingException(
            TrackingErrorCode.PermissionDenied,
            $"Only a person can ask for an alias, approve of it, or withdraw or refuse the request, so that it is known who did; {access.Caller.Name} is none. "
            + "Sign in with a user's name and password.");

    static string Subject(string model) => $"model:{model}";

    static (string Subject, string Details)? Entry(AliasRequest request) =>
        (Subject(request.Model), string.Create(CultureInfo.InvariantCulture, $"{request.Alias} = {request.Version}, request {request.Id}"));

    // The approval that was the last one needed may move the alias too.
    static (string Subject, string Details)? Approval(AliasRequest request) =>
        request.State == AliasRequestState.Done && Entry(request) is var (subject, details) ? (subject, $"{details}, alias moved") : Entry(request);
}
