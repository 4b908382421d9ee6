using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// GET /api/runs/metrics?ids=A,B&amp;metric=NAME&amp;points=600: the points of a metric of several runs, sampled at the same steps:
/// {"metric", "runs": [{"id", "name", "status", "started", "points": [[step, time, value], ...]}]}. Times are milliseconds since 1970 UTC; a value that
/// is no finite number is null.
/// </summary>
static class RunMetricsApi
{
    const int MostPoints = 2500;
    const int DefaultPoints = 600;

    internal static void MapRunMetrics(this IEndpointRouteBuilder routes) => routes.MapMethods("/api/runs/metrics", Verbs.Read, Sample);

    static IResult Sample(string? ids, string? metric, int? points, Tracker tracker, HttpResponse response)
    {
        if (string.IsNullOrEmpty(ids) || string.IsNullOrEmpty(metric))
        {
            throw new RequestFailure(StatusCodes.Status400BadRequest, "The request names no runs or no metric: give ids=ID,ID and metric=NAME.");
        }

        if (points is < 2 or > MostPoints)
        {
            throw new RequestFailure(StatusCodes.Status400BadRequest, $"points is {points}; it must be from 2 to {MostPoints}.");
        }

        var wanted = ids.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length > ServerLimits.ComparedRuns)
        {
            throw new RequestFailure(StatusCodes.Status400BadRequest, $"{wanted.Length} runs are named; at most {ServerLimits.ComparedRuns} can be compared.");
        }

        RunInfo[] runs = [.. wanted.Select(tracker.FindRun).DistinctBy(run => run.Id)];
        var sample = tracker.Store.Runs.SampleMetric([.. runs.Select(run => run.Id)], metric, null, points ?? DefaultPoints).ToLookup(point => point.RunId, point => point.Point);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Json(new
        {
            metric,
            runs = RunDisplay.Distinct(runs).Select(pair => new
            {
                id = pair.Run.Id,
                name = pair.Name,
                status = RunDisplay.Status(pair.Run),
                started = pair.Run.Started.ToUnixTimeMilliseconds(),
                points = sample[pair.Run.Id].Select(point => new object?[] { point.Step, point.Time, double.IsFinite(point.Value) ? point.Value : null }),
            }),
        });
    }
}
