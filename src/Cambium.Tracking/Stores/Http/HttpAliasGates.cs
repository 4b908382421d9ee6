using System.Globalization;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>The gates of a server's aliases. The server tells by the credentials who asks, approves or refuses, and takes nobody's word for it.</summary>
sealed class HttpAliasGates(HttpTransport transport) : IAliasGates
{
    const string GatesPath = "cambium/gates";
    const string RequestsPath = "cambium/alias-requests";

    /// <inheritdoc/>
    public IReadOnlyList<AliasPolicy> Policies(string model) => Get(RequestJson.Query(GatesPath, ("name", model)), answer => answer.List("gates", PolicyOf));

    /// <inheritdoc/>
    /// <remarks>What is set already is not set again, so it may be sent twice.</remarks>
    public void SetPolicy(string model, AliasPolicy policy, RegistryActor actor) => Send(HttpMethod.Put, GatesPath, static _ => true, json =>
    {
        WriteAlias(json, model, policy.Alias, actor);
        json.Texts("checks", policy.Checks);
        json.WriteNumber("approvals", policy.Approvals);
    });

    /// <inheritdoc/>
    public void RemovePolicy(string model, string alias, RegistryActor actor) =>
        Send(HttpMethod.Delete, GatesPath, static _ => true, json => WriteAlias(json, model, alias, actor));

    /// <inheritdoc/>
    /// <remarks>Sent again after a lost answer, it is refused as asked for already; then there is the request.</remarks>
    public AliasRequest Ask(string model, string alias, int version, RegistryActor actor)
    {
        try
        {
            return Send(HttpMethod.Post, RequestsPath, AnsweredRequest, json =>
            {
                WriteAlias(json, model, alias, actor);
                json.WriteNumber("version", version);
            });
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceAlreadyExists })
        {
            return Requests(model, openOnly: true).First(request => request.Alias == alias && request.Version == version);
        }
    }

    /// <inheritdoc/>
    public AliasRequest Approve(long requestId, RegistryActor actor, bool moves = false) => Close(requestId, "approve", actor, json => json.WriteBoolean("move", moves));

    /// <inheritdoc/>
    public AliasRequest Withdraw(long requestId, RegistryActor actor) => Close(requestId, "cancel", actor, static _ => { });

    /// <inheritdoc/>
    public AliasRequest Refuse(long requestId, RegistryActor actor) => Close(requestId, "refuse", actor, static _ => { });

    /// <inheritdoc/>
    public AliasRequest GetRequest(long requestId) => Get(PathOf(requestId), AnsweredRequest);

    /// <inheritdoc/>
    public IReadOnlyList<AliasRequest> Requests(string model, bool openOnly) =>
        Get(RequestJson.Query(RequestsPath, ("name", model), ("open_only", openOnly ? "true" : null)), answer => answer.List("alias_requests", RequestOf));

    /// <inheritdoc/>
    public IReadOnlyList<string> Missing(string model, string alias, int version) => Get(
        RequestJson.Query(GatesPath + "/missing", ("name", model), ("alias", alias), ("version", Text(version))), answer => answer.Texts("missing"));

    /// <summary>Says something to a request. Sent again after a lost answer, it is refused as done already; then it was done.</summary>
    AliasRequest Close(long requestId, string act, RegistryActor actor, Action<Utf8JsonWriter> body)
    {
        try
        {
            return Send(HttpMethod.Post, $"{PathOf(requestId)}/{act}", AnsweredRequest, json =>
            {
                json.Text("reason", actor.Reason);
                body(json);
            });
        }
        catch (TrackingException e) when (e is { WasResent: true, Code: TrackingErrorCode.ResourceAlreadyExists or TrackingErrorCode.InvalidState })
        {
            return GetRequest(requestId);
        }
    }

    T Get<T>(string path, Func<JsonElement, T> read) => CambiumOnly.Ask(transport.Place, "gates of aliases", () => transport.Get(path, read));

    T Send<T>(HttpMethod method, string path, Func<JsonElement, T> read, Action<Utf8JsonWriter> body) =>
        CambiumOnly.Ask(transport.Place, "gates of aliases", () => transport.Send(method, path, body, read));

    static string PathOf(long requestId) => $"{RequestsPath}/{Text(requestId)}";

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static void WriteAlias(Utf8JsonWriter json, string model, string alias, RegistryActor actor)
    {
        json.WriteString("name", model);
        json.WriteString("alias", alias);
        json.Text("reason", actor.Reason);
    }

    static AliasPolicy PolicyOf(JsonElement gate) => new(gate.RequiredText("alias"), gate.Texts("checks"), (int)(gate.Whole("approvals") ?? 0));

    static AliasRequest AnsweredRequest(JsonElement answer) => RequestOf(answer.Object("alias_request"));

    static AliasRequest RequestOf(JsonElement request) => new()
    {
        Id = request.RequiredWhole("request_id"),
        Model = request.RequiredText("name"),
        Alias = request.RequiredText("alias"),
        Version = (int)request.RequiredWhole("version"),
        State = Enum.TryParse<AliasRequestState>(request.RequiredText("state"), ignoreCase: true, out var state) ? state : throw new JsonException("'state' is none that is known."),
        User = request.Text("user_id") ?? "",
        Reason = request.Text("reason"),
        Time = request.Whole("timestamp") ?? 0,
        Approvals = request.List("approvals", approval => new AliasApproval(approval.Text("user_id") ?? "", approval.Text("reason"), approval.Whole("timestamp") ?? 0)),
        Closing = request.Object("closing") is var closing && closing.Whole("timestamp") is { } time ? new AliasClosing(closing.Text("user_id") ?? "", closing.Text("reason"), time) : null,
    };
}
