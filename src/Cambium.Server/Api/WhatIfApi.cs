using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// POST /models/{name}/{version}/what-if and /runs/{id}/what-if: one row as a JSON object, a value a column, null where it is missing. Answers what the model says and why: as JSON, and to the page's script,
/// which accepts text/html alone, as the part of the page that tells it. Nothing is kept.
/// </summary>
static class WhatIfApi
{
    /// <summary>One row, its texts included.</summary>
    const long MostBytes = 1024 * 1024;

    internal static void MapWhatIf(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/models/{name}/{version}/what-if", (string name, string version, HttpContext context, Tracker tracker, ModelCache models, PageRenderer pages) =>
            AnswerAsync(context, () => WhatIfSubject.OfVersion(tracker, models, tracker.FindVersion($"{name}/{version}")), tracker, pages));
        routes.MapPost("/runs/{id}/what-if", (string id, HttpContext context, Tracker tracker, ModelCache models, PageRenderer pages) =>
            AnswerAsync(context, () => WhatIfSubject.OfRun(tracker, models, id) ?? throw NoModel(id), tracker, pages));
    }

    static async Task AnswerAsync(HttpContext context, Func<WhatIfSubject> find, Tracker tracker, PageRenderer pages)
    {
        RequestBody.ContentTypeOf(context.Request, "application/json");
        // Kestrel always has the feature; it is read-only once the body is being read, which it is not.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostBytes;
        var subject = find();
        var row = WhatIfRow.Of(subject.Model.Input, await RequestBody.ReadAsync(context.Request));
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers.Accept == "text/html")
        {
            var view = WhatIfView.Of(subject, tracker, row, context.Request.Query, context.RequestAborted);
            await pages.WriteAsync<WhatIfPart>(context, ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(WhatIfPart.View)] = view }));
            return;
        }

        var answer = Answer(subject.Model, row, WhatIfEvidence.KeptRowsOf(tracker, subject), context.RequestAborted);
        await context.Response.WriteAsJsonAsync(Json(answer, subject.Model.Target), context.RequestAborted);
    }

    static RequestFailure NoModel(string id) =>
        new(StatusCodes.Status404NotFound, $"Run '{id}' saved no model, so that there is nothing to ask. Train one with: cambium train DATA --target COLUMN");

    static WhatIfAnswer Answer(Model model, WhatIfRow row, Lazy<WhatIfSample?> kept, CancellationToken cancellationToken)
    {
        try
        {
            return WhatIfAnswer.Of(
                model, row.Table ?? throw new RequestFailure(StatusCodes.Status400BadRequest, $"The row cannot be answered: {row.Told()}."), kept, cancellationToken);
        }
        catch (TableException e)
        {
            throw new RequestFailure(StatusCodes.Status400BadRequest, $"The row cannot be answered: {e.Message}");
        }
    }

    static object Json(WhatIfAnswer answer, string target) => new
    {
        prediction = answer.Number is { } number ? Finite(number) : (object)answer.Prediction,
        probabilities = answer.Probabilities.Count == 0 ? null : answer.Probabilities.ToDictionary(pair => pair.Class, pair => pair.Probability),
        threshold = answer.Threshold,
        interval = answer.Interval is { } ends ? new { lower = Finite(ends.Lower), upper = Finite(ends.Upper) } : null,
        further = answer.Further.Count == 0 ? null : answer.Further.ToDictionary(pair => pair.Name, pair => pair.Value),
        explanation = answer.Shap is { } shap
            ? new
            {
                method = shap.Method,
                scale = JsonNamingPolicy.SnakeCaseLower.ConvertName(shap.Scale.ToString()),
                output = shap.Outputs[answer.Output],
                base_value = Finite(shap.BaseValues[answer.Output]),
                answer = Finite(shap.Answers[answer.Output]),
                values = shap.Columns.Zip(shap.Of(0, answer.Output).ToArray(), (column, value) => (column, value)).ToDictionary(pair => pair.column, pair => Finite(pair.value)),
            }
            : null,
        not_explained = answer.NotExplained,
        sentence = answer.Sentence(target),
    };

    /// <summary>A number as JSON has it; one that is not finite is null.</summary>
    static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
