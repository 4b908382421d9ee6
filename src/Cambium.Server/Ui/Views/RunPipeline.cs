using System.Text.Json;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>The pipeline of the model that a run saved, read for drawing.</summary>
/// <param name="Outline">The pipeline; null where it cannot be drawn.</param>
/// <param name="Problem">Why it cannot; null where it can.</param>
sealed record RunPipeline(PipelineOutline? Outline, string? Problem)
{
    /// <summary>Largest model that is loaded to be drawn with its columns; of larger ones only the recipe is read.</summary>
    const long MostModelBytes = 4L << 20;

    /// <summary>Largest model.json whose recipe is read.</summary>
    const long MostJsonBytes = 4L << 20;

    const string Json = $"{RunArtifacts.Model}/model.json";

    /// <summary>As deep as a saved model may be.</summary>
    const int MostDepth = 64;

    /// <summary>The pipeline of a run; null where it saved no model of Cambium's.</summary>
    internal static RunPipeline? Of(Tracker tracker, string runId, IReadOnlyList<ArtifactInfo> artifacts)
    {
        if (artifacts.FirstOrDefault(artifact => artifact.Path == Json) is not { } json)
        {
            return null;
        }

        if (json.Size > MostJsonBytes)
        {
            return new RunPipeline(null, $"The pipeline is not drawn: {Json} has {Numbers.Size(json.Size)}, at most {Numbers.Size(MostJsonBytes)} are read.");
        }

        try
        {
            var size = artifacts.Where(artifact => artifact.Path.StartsWith($"{RunArtifacts.Model}/", StringComparison.Ordinal)).Sum(artifact => artifact.Size);
            return size <= MostModelBytes && tracker.FetchRunModel(runId) is { } folder
                ? new RunPipeline(PipelineOutline.Of(Model.Load(folder)), null)
                : new RunPipeline(PipelineOutline.Of(RecipeOf(tracker, runId)), null);
        }
        catch (Exception exception) when (exception is IOException or ModelFormatException or TrackingException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new RunPipeline(null, $"The pipeline cannot be drawn: {exception.Message}");
        }
    }

    static Recipe RecipeOf(Tracker tracker, string runId)
    {
        using var stream = tracker.OpenArtifact(runId, Json);
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = MostDepth });
        return document.RootElement.TryGetProperty("recipe", out var recipe)
            ? RecipeCatalog.FromJson(recipe.GetRawText())
            : throw new JsonException($"{Json} has no 'recipe'. The file is damaged or was edited.");
    }
}
