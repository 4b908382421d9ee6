using System.Globalization;
using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// GET /api/cambium/alias-requests?name=MODEL&amp;open_only=true: requests, the last first. POST {"name", "alias", "version", "reason"}: asks that an alias be pointed
/// at a version. GET .../{request_id}: one. POST .../{request_id}/approve {"reason", "move"}: approves; with "move" the alias is set in the same transaction if
/// nothing is missing any more. POST .../{request_id}/refuse and .../cancel {"reason"}: turns it down, takes it back.
/// </summary>
sealed class AliasRequestsApi(IAliasGates gates)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/cambium/alias-requests";
        const string One = Path + "/{request_id}";
        routes.Map("GET", Path, List);
        routes.Map("POST", Path, Ask);
        routes.Map("GET", One, call => Write(call, gates.GetRequest(Id(call))));
        routes.Map("POST", One + "/approve", call => Write(call, gates.Approve(Id(call), call.Actor, call.Request.Flag("move"u8))));
        routes.Map("POST", One + "/refuse", call => Write(call, gates.Refuse(Id(call), call.Actor)));
        routes.Map("POST", One + "/cancel", call => Write(call, gates.Withdraw(Id(call), call.Actor)));
    }

    void List(MlflowCall call)
    {
        var model = call.Request.Text("name"u8);
        call.Answer.List("alias_requests"u8, gates.Requests(model, call.Request.Flag("open_only"u8)), WriteMembers);
    }

    void Ask(MlflowCall call)
    {
        var model = call.Request.Text("name"u8);
        var alias = call.Request.Text("alias"u8);
        Write(call, gates.Ask(model, alias, MlflowRegisteredModels.Version(call.Request), call.Actor));
    }

    static long Id(MlflowCall call) => long.TryParse(call.PathText("request_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no request '{call.PathText("request_id")}': a request is named by its number.");

    static void Write(MlflowCall call, AliasRequest request)
    {
        call.Answer.WriteStartObject("alias_request"u8);
        WriteMembers(call.Answer, request);
        call.Answer.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter json, AliasRequest request)
    {
        json.WriteNumber("request_id"u8, request.Id);
        json.WriteString("name"u8, request.Model);
        json.WriteString("alias"u8, request.Alias);
        json.WriteNumber("version"u8, request.Version);
        json.WriteString("state"u8, request.State.ToString().ToUpperInvariant());
        WriteWord(json, request.User, request.Reason, request.Time);
        json.List("approvals"u8, request.Approvals, static (json, approval) => WriteWord(json, approval.User, approval.Reason, approval.Time));
        if (request.Closing is { } closing)
        {
            json.WriteStartObject("closing"u8);
            WriteWord(json, closing.User, closing.Reason, closing.Time);
            json.WriteEndObject();
        }
    }

    static void WriteWord(Utf8JsonWriter json, string user, string? reason, long time)
    {
        json.WriteString("user_id"u8, user);
        json.Text("reason"u8, reason);
        json.WriteNumber("timestamp"u8, time);
    }
}
