using System.Text.Json;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a filter's field completes, as JSON that is safe to stand inside a script element.</summary>
static class FilterNames
{
    /// <summary>Names of a kind that are completed.</summary>
    const int Most = 500;

    /// <summary>Names for a filter of runs.</summary>
    internal static string OfRuns(RunKeys keys) => JsonSerializer.Serialize(new
    {
        metrics = keys.Metrics.Take(Most),
        @params = keys.Parameters.Take(Most),
        tags = keys.Tags.Where(name => !name.StartsWith("mlflow.log-model", StringComparison.Ordinal)).Take(Most),
        texts = new[] { "run_name", "status", "run_id", "user_id", "artifact_uri", "dataset.name", "dataset.digest", "dataset.context" },
        numbers = new[] { "start_time", "end_time" },
        values = new Dictionary<string, string[]> { ["status"] = ["FINISHED", "RUNNING", "FAILED", "KILLED", "SCHEDULED"] },
    });

    /// <summary>Names for a filter of registered models.</summary>
    internal static string OfModels(IEnumerable<string> tags) => JsonSerializer.Serialize(new { tags = tags.Take(Most), texts = new[] { "name" } });
}
