using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// GET /api/cambium/history?name=MODEL&amp;alias=&amp;version=&amp;max_results=&amp;page_token=: what happened to a model, the last first. GET .../history/at?name=&amp;timestamp=:
/// what its aliases and stages were at an instant. GET .../history/aliases?name=: when each alias pointed where, the latest beginning first. With
/// only_present=true those tell of the model that has the name now, else also of those that had it before, as far as the caller may see them.
/// </summary>
sealed class RegistryHistoryApi(IRegistryHistory history)
{
    const int DefaultResults = 100;
    const int MostResults = 10_000;

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/cambium/history";
        routes.Map("GET", Path, Events);
        routes.Map("GET", Path + "/at", At);
        routes.Map("GET", Path + "/aliases", Periods);
    }

    void Events(MlflowCall call)
    {
        var request = call.Request;
        var page = history.Events(new HistoryQuery(request.Text("name"u8))
        {
            OnlyPresent = OnlyPresent(request),
            Alias = request.OptionalText("alias"u8) is { Length: > 0 } alias ? alias : null,
            Version = request.OptionalText("version"u8) is { Length: > 0 } ? MlflowRegisteredModels.Version(request) : null,
            MaxResults = MlflowPaging.MaxResults(request, MostResults) ?? DefaultResults,
            PageToken = request.OptionalText("page_token"u8) is { Length: > 0 } token ? token : null,
        });
        call.Answer.List("events"u8, page.Items, WriteMembers);
        call.Answer.NextPage(page.NextToken);
    }

    void At(MlflowCall call)
    {
        var model = call.Request.Text("name"u8);
        var moment = history.At(model, call.Request.Whole("timestamp"u8), OnlyPresent(call.Request));
        call.Answer.WriteString("name"u8, moment.Model);
        call.Answer.WriteNumber("timestamp"u8, moment.Time);
        call.Answer.List("aliases"u8, [.. moment.Aliases.OrderBy(one => one.Key, StringComparer.Ordinal)], static (json, alias) =>
        {
            json.WriteString("alias"u8, alias.Key);
            json.WriteNumber("version"u8, alias.Value);
        });
        call.Answer.List("stages"u8, [.. moment.Stages.OrderBy(one => one.Key)], static (json, stage) =>
        {
            json.WriteNumber("version"u8, stage.Key);
            json.WriteString("stage"u8, stage.Value);
        });
    }

    void Periods(MlflowCall call)
    {
        var model = call.Request.Text("name"u8);
        call.Answer.List("periods"u8, history.AliasPeriods(model, OnlyPresent(call.Request)), static (json, period) =>
        {
            json.WriteString("alias"u8, period.Alias);
            json.WriteNumber("version"u8, period.Version);
            json.WriteStartObject("began"u8);
            WriteMembers(json, period.Began);
            json.WriteEndObject();
            if (period.Ended is { } ended)
            {
                json.WriteStartObject("ended"u8);
                WriteMembers(json, ended);
                json.WriteEndObject();
            }
        });
    }

    static bool OnlyPresent(MlflowFields request) => request.Flag("only_present"u8);

    static void WriteMembers(Utf8JsonWriter json, RegistryEvent happened)
    {
        json.WriteNumber("event_id"u8, happened.Id);
        json.WriteNumber("timestamp"u8, happened.Time);
        json.WriteString("name"u8, happened.Model);
        json.WriteString("change"u8, RegistryChangeNames.Of(happened.Change));
        if (happened.Version is { } version)
        {
            json.WriteNumber("version"u8, version);
        }

        json.Text("key"u8, happened.Key);
        json.Text("from"u8, happened.From);
        json.Text("to"u8, happened.To);
        json.WriteString("user_id"u8, happened.User);
        json.Text("reason"u8, happened.Reason);
    }
}
