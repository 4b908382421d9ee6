using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/scorers: functions that judge traces, kept in versions as clients write them down. Nothing here runs them.</summary>
sealed class MlflowScorers(IScorerStore scorers)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/scorers/";
        routes.Map("POST", Path + "register", Register);
        routes.Map("GET", Path + "list", call => List(call, scorers.ListScorers(call.Request.ExperimentId("experiment_id"u8))));
        routes.Map("GET", Path + "versions", call => List(call, scorers.ListScorerVersions(call.Request.ExperimentId("experiment_id"u8), call.Request.Text("name"u8))));
        routes.Map("GET", Path + "get", Get);
        routes.Map("DELETE", Path + "delete", call => scorers.DeleteScorer(call.Request.ExperimentId("experiment_id"u8), call.Request.Text("name"u8), call.Request.OptionalWhole("version"u8)));
    }

    void Register(MlflowCall call)
    {
        var request = call.Request;
        var scorer = scorers.RegisterScorer(request.ExperimentId("experiment_id"u8), request.Text("name"u8), request.Text("serialized_scorer"u8));
        call.Answer.WriteNumber("version"u8, scorer.Version);
        call.Answer.WriteString("scorer_id"u8, scorer.Id);
        call.Answer.WriteString("experiment_id"u8, scorer.ExperimentId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        call.Answer.WriteString("name"u8, scorer.Name);
        call.Answer.WriteString("serialized_scorer"u8, scorer.Content);
        call.Answer.WriteNumber("creation_time"u8, scorer.Created);
    }

    void Get(MlflowCall call)
    {
        var request = call.Request;
        var scorer = scorers.GetScorer(request.ExperimentId("experiment_id"u8), request.Text("name"u8), request.OptionalWhole("version"u8));
        call.Answer.WriteStartObject("scorer"u8);
        WriteMembers(call.Answer, scorer);
        call.Answer.WriteEndObject();
    }

    static void List(MlflowCall call, IReadOnlyList<ScorerRecord> found) => call.Answer.List("scorers"u8, found, WriteMembers);

    /// <summary>Here the protocol has the experiment's id as a number.</summary>
    static void WriteMembers(Utf8JsonWriter json, ScorerRecord scorer)
    {
        json.WriteNumber("experiment_id"u8, scorer.ExperimentId);
        json.WriteString("scorer_name"u8, scorer.Name);
        json.WriteNumber("scorer_version"u8, scorer.Version);
        json.WriteString("serialized_scorer"u8, scorer.Content);
        json.WriteNumber("creation_time"u8, scorer.Created);
        json.WriteString("scorer_id"u8, scorer.Id);
    }
}
