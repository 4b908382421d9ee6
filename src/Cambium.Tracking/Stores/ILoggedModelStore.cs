namespace Cambium.Tracking;

/// <summary>Keeps logged models. Each call is one transaction. Safe to use from several threads.</summary>
interface ILoggedModelStore
{
    /// <summary>Adds a model, whose files are still to come.</summary>
    /// <exception cref="TrackingException">There is no such experiment, it is deleted, or the name is not allowed.</exception>
    LoggedModelRecord CreateLoggedModel(NewLoggedModel model);

    /// <summary>The model of an id.</summary>
    /// <exception cref="TrackingException">There is none, or it is deleted.</exception>
    LoggedModelRecord GetLoggedModel(string modelId);

    /// <summary>Says how a model stands.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    LoggedModelRecord FinalizeLoggedModel(string modelId, LoggedModelStatus status);

    /// <summary>Marks a model as deleted.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    void DeleteLoggedModel(string modelId);

    /// <summary>Models that match.</summary>
    /// <exception cref="TrackingException">Filter, order or page token is not valid.</exception>
    Page<LoggedModelRecord> SearchLoggedModels(LoggedModelSearch search);

    /// <summary>Sets tags, over those that are there.</summary>
    /// <exception cref="TrackingException">There is no such model.</exception>
    void SetLoggedModelTags(string modelId, IReadOnlyList<KeyValuePair<string, string>> tags);

    /// <summary>Takes a tag away.</summary>
    /// <exception cref="TrackingException">There is no such model or tag.</exception>
    void DeleteLoggedModelTag(string modelId, string key);

    /// <summary>Adds parameters. One that is there already with the same value changes nothing.</summary>
    /// <exception cref="TrackingException">There is no such model, or a parameter has another value.</exception>
    void LogModelParameters(string modelId, IReadOnlyList<KeyValuePair<string, string>> parameters);
}
