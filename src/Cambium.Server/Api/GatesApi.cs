using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// GET /api/cambium/gates?name=MODEL: the model's gates, {"gates": [{"alias", "checks", "approvals"}]}. PUT {"name", "alias", "checks", "approvals", "reason"}: sets
/// one. DELETE {"name", "alias", "reason"}: removes one. GET /api/cambium/gates/missing?name=&amp;alias=&amp;version=: what the alias still waits for,
/// {"missing": [TEXT]}.
/// </summary>
sealed class GatesApi(IAliasGates gates)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/cambium/gates";
        routes.Map("GET", Path, List);
        routes.Map("PUT", Path, Set);
        routes.Map("DELETE", Path, Remove);
        routes.Map("GET", Path + "/missing", Missing);
    }

    void List(MlflowCall call) => call.Answer.List("gates"u8, gates.Policies(call.Request.Text("name"u8)), WriteMembers);

    void Set(MlflowCall call)
    {
        var request = call.Request;
        var model = request.Text("name"u8);
        var policy = new AliasPolicy(request.Text("alias"u8), request.Texts("checks"u8), Approvals(request));
        gates.SetPolicy(model, policy, call.Actor);
        call.Answer.WriteStartObject("gate"u8);
        WriteMembers(call.Answer, policy);
        call.Answer.WriteEndObject();
    }

    void Remove(MlflowCall call)
    {
        var model = call.Request.Text("name"u8);
        gates.RemovePolicy(model, call.Request.Text("alias"u8), call.Actor);
    }

    void Missing(MlflowCall call)
    {
        var model = call.Request.Text("name"u8);
        var alias = call.Request.Text("alias"u8);
        call.Answer.Texts("missing"u8, gates.Missing(model, alias, MlflowRegisteredModels.Version(call.Request)));
    }

    /// <summary>The store refuses what is too many; here only what is no such number.</summary>
    static int Approvals(MlflowFields request) => (int)Math.Clamp(request.OptionalWhole("approvals"u8) ?? 0, int.MinValue, int.MaxValue);

    static void WriteMembers(Utf8JsonWriter json, AliasPolicy policy)
    {
        json.WriteString("alias"u8, policy.Alias);
        json.Texts("checks"u8, policy.Checks);
        json.WriteNumber("approvals"u8, policy.Approvals);
    }
}
