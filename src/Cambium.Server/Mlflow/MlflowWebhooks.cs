using System.Text.Json;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/webhooks: who is told of changes of the registry.</summary>
sealed class MlflowWebhooks(IWebhookStore webhooks, WebhookSender sender, WebhookSettings settings)
{
    const int DefaultResults = 100;
    const int MostResults = 1000;
    const string Id = "webhook_id";

    static readonly string[] Entities = ["", "REGISTERED_MODEL", "MODEL_VERSION", "MODEL_VERSION_TAG", "MODEL_VERSION_ALIAS"];
    static readonly string[] Actions = ["", "CREATED", "UPDATED", "DELETED", "SET"];
    static readonly string[] States = ["", "ACTIVE", "DISABLED"];

    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/webhooks";
        const string One = Path + "/{" + Id + "}";
        routes.Map("POST", Path, Create);
        routes.Map("GET", Path, List);
        routes.Map("GET", One, call => Write(call.Answer, webhooks.GetWebhook(call.PathText(Id))));
        routes.Map("PATCH", One, call => Write(call.Answer, webhooks.UpdateWebhook(call.PathText(Id), Change(call.Request), settings)));
        routes.Map("DELETE", One, call => webhooks.DeleteWebhook(call.PathText(Id)));
        routes.MapRaw("POST", One + "/test", TestAsync);
    }

    void Create(MlflowCall call)
    {
        var request = call.Request;
        var change = Change(request) with { Name = request.Text("name"u8), Url = request.Text("url"u8) };
        Write(call.Answer, webhooks.CreateWebhook(change.Events is null ? throw request.Missing("events"u8) : change, settings));
    }

    void List(MlflowCall call)
    {
        var page = webhooks.ListWebhooks(
            MlflowPaging.MaxResults(call.Request, MostResults) ?? DefaultResults, call.Request.OptionalText("page_token"u8) is { Length: > 0 } token ? token : null);
        call.Answer.List("webhooks"u8, page.Items, WriteMembers);
        call.Answer.NextPage(page.NextToken);
    }

    async Task TestAsync(HttpContext context)
    {
        using var request = await MlflowRequest.ReadAsync(context);
        var name = request.Fields.Has("event"u8) ? Event(request.Fields.Object("event"u8)) : null;
        var answer = await sender.SendAsync(webhooks.TestMessage((string)context.Request.RouteValues[Id]!, name), context.RequestAborted); // the route has it
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, MlflowCall.JsonOptions);
        context.Response.ContentType = "application/json";
        json.WriteStartObject();
        json.WriteStartObject("result"u8);
        json.WriteBoolean("success"u8, answer.IsSuccess);
        if (answer.Status is { } status)
        {
            json.WriteNumber("response_status"u8, status);
        }

        json.Text("response_body"u8, answer.Body);
        json.Text("error_message"u8, answer.Error);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static WebhookChange Change(MlflowFields request) => new()
    {
        Name = request.OptionalText("name"u8),
        Description = request.OptionalText("description"u8),
        Url = request.OptionalText("url"u8),
        Events = request.Objects("events"u8) is { Count: > 0 } events ? [.. events.Select(Event)] : null,
        Secret = request.OptionalText("secret"u8),
        Status = request.Choice("status"u8, States) switch
        {
            1 => WebhookStatus.Active,
            2 => WebhookStatus.Disabled,
            _ => null,
        },
    };

    /// <summary>An event as the stores name it.</summary>
    static string Event(MlflowFields sent)
    {
        var entity = sent.Choice("entity"u8, Entities) ?? throw sent.Missing("entity"u8);
        var action = sent.Choice("action"u8, Actions) ?? throw sent.Missing("action"u8);
        return $"{Entities[entity]}.{Actions[action]}".ToLowerInvariant();
    }

    static void Write(Utf8JsonWriter json, WebhookRecord webhook)
    {
        json.WriteStartObject("webhook"u8);
        WriteMembers(json, webhook);
        json.WriteEndObject();
    }

    static void WriteMembers(Utf8JsonWriter json, WebhookRecord webhook)
    {
        json.WriteString("webhook_id"u8, webhook.Id);
        json.WriteString("name"u8, webhook.Name);
        json.Text("description"u8, webhook.Description);
        json.WriteString("url"u8, webhook.Url);
        json.List("events"u8, webhook.Events, static (json, name) =>
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            json.WriteString("entity"u8, name[..dot].ToUpperInvariant());
            json.WriteString("action"u8, name[(dot + 1)..].ToUpperInvariant());
        });
        json.WriteString("status"u8, webhook.Status.ToString().ToUpperInvariant());
        json.WriteNumber("creation_timestamp"u8, webhook.Created);
        json.WriteNumber("last_updated_timestamp"u8, webhook.Updated);
    }
}
