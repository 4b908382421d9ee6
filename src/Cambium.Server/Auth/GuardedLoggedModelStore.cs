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
        access.Do("logged-model.delete", $"logged-model:{modelId}", "", () => inner.DeleteLoggedModel(modelId));
    }

    /// <inheritdoc/>
    /// <remarks>A page token belongs to the experiments that were searched: one of before a change of rights is refused.</remarks>
    public Page<LoggedModelRecord> SearchLoggedModels(LoggedModelSearch search) => inner.SearchLoggedModels(
        access.IsUnlimited ? search : search with { ExperimentIds = [.. search.ExperimentIds.Where(access.Sees)] });

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
