using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// POST /invocations?model=NAME: scores rows as MLflow's scoring server does, from JSON (dataframe_split, dataframe_records, instances,
/// inputs) or CSV. NAME may be NAME@ALIAS or NAME/VERSION; where one model is registered it need not be named.
/// </summary>
static class InvocationsApi
{
    internal static void MapInvocations(this IEndpointRouteBuilder routes) => routes.MapPost("/invocations", InvokeAsync);

    static async Task<IResult> InvokeAsync(string? model, HttpRequest request, Tracker tracker, ModelCache models)
    {
        var type = RequestBody.ContentTypeOf(request, "application/json", "text/csv");
        var served = models.Get(tracker.FindVersion(string.IsNullOrEmpty(model) ? OnlyModel(tracker) : model));
        var body = await RequestBody.ReadAsync(request);
        var answer = type == "text/csv" ? served.InvokeCsv(body) : served.Invoke(body, request.HttpContext.RequestAborted);
        return TypedResults.Bytes(answer.ToJson(), "application/json");
    }

    static string OnlyModel(Tracker tracker) => tracker.Models() switch
    {
        [var only] => only.Name,
        [] => throw new RequestFailure(
            StatusCodes.Status404NotFound,
            "No model is registered yet. Train one with: cambium train DATA --target COLUMN --register NAME"),
        var several => throw new RequestFailure(
            StatusCodes.Status400BadRequest,
            $"Say which model to ask: /invocations?model=NAME. There are: {string.Join(", ", several.Select(one => one.Name))}."),
    };
}
