using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Logged models as far as the caller may go in their experiments.</summary>
sealed class GuardedLoggedModelStore(ILoggedModelStore inner, Access access) : ILoggedModelStore
{
    /// <inheritdoc/>
    public LoggedModelRecord CreateLoggedModel(NewLoggedModel model)
    {
        access.OnExperiment(model.ExperimentId, Role.Editor);
        return inner.CreateLoggedModel(model);
    }

    /// <inheritdoc/>
    public LoggedModelRecord GetLoggedModel(string modelId)
    {
        var model = inner.GetLoggedModel(modelId);
        access.OnExperiment(model.ExperimentId, Role.Viewer);
        return model;
    }

    /// <inheritdoc/>
    public LoggedModelRecord FinalizeLoggedModel(string modelId, LoggedModelStatus status)
    {
        access.OnLoggedModel(modelId, Role.Editor);
        return inner.FinalizeLoggedModel(modelId, status);
    }

    /// <inheritdoc/>
    public void DeleteLoggedModel(string modelId)
    {
        access.OnLoggedModel(modelId, Role.Manager);
        inner.DeleteLoggedModel(modelId);
        access.Note("logged-model.delete", $"logged-model:{modelId}");
    }

    /// <inheritdoc/>
    public Page<LoggedModelRecord> SearchLoggedModels(LoggedModelSearch search)
    {
        if (access.IsUnlimited)
        {
            return inner.SearchLoggedModels(search);
        }

        // Left out of the answer, not of the question: the page token holds the question, and rights may change between two pages.
        var page = inner.SearchLoggedModels(search);
        return page with { Items = [.. page.Items.Where(model => access.Sees(model.ExperimentId))] };
    }

    /// <inheritdoc/>
    public void SetLoggedModelTags(string modelId, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        access.OnLoggedModel(modelId, Role.Editor);
        inner.SetLoggedModelTags(modelId, tags);
    }

    /// <inheritdoc/>
    public void DeleteLoggedModelTag(string modelId, string key)
    {
        access.OnLoggedModel(modelId, Role.Editor);
        inner.DeleteLoggedModelTag(modelId, key);
    }

    /// <inheritdoc/>
    public void LogModelParameters(string modelId, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        access.OnLoggedModel(modelId, Role.Editor);
        inner.LogModelParameters(modelId, parameters);
    }
}
