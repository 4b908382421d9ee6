using System.Globalization;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>The history of a server's registry.</summary>
sealed class HttpRegistryHistory(HttpTransport transport) : IRegistryHistory
{
    const string Path = "cambium/history";

    /// <summary>A server gives no more at once.</summary>
    const int MostResults = 10_000;

    /// <inheritdoc/>
    public Page<RegistryEvent> Events(HistoryQuery query) => Get(
        RequestJson.Query(
            Path,
            ("name", query.Model),
            ("only_present", query.OnlyPresent ? "true" : null),
            ("alias", query.Alias),
            ("version", query.Version?.ToString(CultureInfo.InvariantCulture)),
            ("max_results", Math.Min(query.MaxResults, MostResults).ToString(CultureInfo.InvariantCulture)),
            ("page_token", query.PageToken)),
        answer => answer.PageOf("events", EventOf));

    /// <inheritdoc/>
    public RegistryMoment At(string model, long time, bool onlyPresent = false) => Get(
        RequestJson.Query(
            Path + "/at", ("name", model), ("timestamp", time.ToString(CultureInfo.InvariantCulture)), ("only_present", onlyPresent ? "true" : null)),
        answer => new RegistryMoment(
            answer.RequiredText("name"),
            answer.RequiredWhole("timestamp"),
            answer.List("aliases", one => KeyValuePair.Create(one.RequiredText("alias"), (int)one.RequiredWhole("version"))).ToDictionary(),
            answer.List("stages", one => KeyValuePair.Create((int)one.RequiredWhole("version"), one.RequiredText("stage"))).ToDictionary()));

    /// <inheritdoc/>
    public IReadOnlyList<AliasPeriod> AliasPeriods(string model, bool onlyPresent = false) => Get(
        RequestJson.Query(Path + "/aliases", ("name", model), ("only_present", onlyPresent ? "true" : null)),
        answer => answer.List("periods", one => new AliasPeriod(
            one.RequiredText("alias"),
            (int)one.RequiredWhole("version"),
            EventOf(one.Object("began")),
            one.Object("ended") is var ended && ended.Whole("event_id") is not null ? EventOf(ended) : null)));

    T Get<T>(string path, Func<JsonElement, T> read) => CambiumOnly.Ask(transport.Place, "histories of models", () => transport.Get(path, read));

    static RegistryEvent EventOf(JsonElement one) => new()
    {
        Id = one.RequiredWhole("event_id"),
        Time = one.RequiredWhole("timestamp"),
        Model = one.RequiredText("name"),
        Change = RegistryChangeNames.Find(one.RequiredText("change")) ?? throw new JsonException("'change' is none that is known."),
        Version = (int?)one.Whole("version"),
        Key = one.Text("key"),
        From = one.Text("from"),
        To = one.Text("to"),
        User = one.Text("user_id") ?? "",
        Reason = one.Text("reason"),
    };
}
