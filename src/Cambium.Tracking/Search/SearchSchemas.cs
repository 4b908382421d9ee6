namespace Cambium.Tracking;

/// <summary>What each kind of thing can be searched by.</summary>
static class SearchSchemas
{
    static readonly (string, SearchEntity)[] AttributeAndTag =
    [
        ("attribute", SearchEntity.Attribute),
        ("attributes", SearchEntity.Attribute),
        ("attr", SearchEntity.Attribute),
        ("tag", SearchEntity.Tag),
        ("tags", SearchEntity.Tag),
    ];

    /// <summary>Runs; columns of the table runs.</summary>
    internal static readonly SearchSchema Runs = new()
    {
        Entities =
        [
            ("metric", SearchEntity.Metric),
            ("metrics", SearchEntity.Metric),
            ("parameter", SearchEntity.Parameter),
            ("parameters", SearchEntity.Parameter),
            ("param", SearchEntity.Parameter),
            ("params", SearchEntity.Parameter),
            ("tag", SearchEntity.Tag),
            ("tags", SearchEntity.Tag),
            ("attribute", SearchEntity.Attribute),
            ("attributes", SearchEntity.Attribute),
            ("attr", SearchEntity.Attribute),
            ("run", SearchEntity.Attribute),
            ("dataset", SearchEntity.Dataset),
            ("datasets", SearchEntity.Dataset),
        ],
        Attributes =
        [
            new("run_id", "runs.id") { TakesLists = true },
            new("run_name", "runs.name"),
            new("status", "runs.status"),
            new("artifact_uri", "runs.artifact_uri"),
            new("user_id", "runs.user_id"),
            new("start_time", "runs.started") { IsNumber = true },
            new("end_time", "runs.ended") { IsNumber = true },
            new("duration", "(runs.ended - runs.started)") { IsNumber = true, IsFiltered = false },
        ],
        Aliases = new Dictionary<string, string>
        {
            ["created"] = "start_time",
            ["Created"] = "start_time",
            ["run name"] = "run_name",
            ["Run name"] = "run_name",
            ["Run Name"] = "run_name",
        },
        DatasetFields =
        [
            new("name", "datasets.name") { TakesLists = true },
            new("digest", "datasets.digest") { TakesLists = true },
            new("context", "context.value") { TakesLists = true },
        ],
    };

    /// <summary>Experiments; columns of the table experiments.</summary>
    internal static readonly SearchSchema Experiments = new()
    {
        Entities = AttributeAndTag,
        Attributes =
        [
            new("name", "experiments.name"),
            new("creation_time", "experiments.created") { IsNumber = true },
            new("last_update_time", "experiments.updated") { IsNumber = true },
            new("experiment_id", "experiments.id") { IsNumber = true, IsFiltered = false },
        ],
    };

    /// <summary>Registered models; columns of the table registered_models.</summary>
    internal static readonly SearchSchema Models = new()
    {
        Entities = AttributeAndTag,
        Attributes =
        [
            new("name", "registered_models.name"),
            new("timestamp", "registered_models.updated") { IsNumber = true, IsFiltered = false },
            new("last_updated_timestamp", "registered_models.updated") { IsNumber = true, IsFiltered = false },
        ],
    };

    /// <summary>Versions of registered models; columns of the tables registered_models and model_versions.</summary>
    internal static readonly SearchSchema Versions = new()
    {
        Entities = AttributeAndTag,
        Attributes =
        [
            new("name", "registered_models.name"),
            new("run_id", "model_versions.run_id") { TakesLists = true, IsOrdered = false },
            new("source_path", "model_versions.source") { IsOrdered = false },
            new("version_number", "model_versions.version") { IsNumber = true, MayBeQuoted = true },
            new("creation_timestamp", "model_versions.created") { IsNumber = true, IsFiltered = false },
            new("last_updated_timestamp", "model_versions.updated") { IsNumber = true, IsFiltered = false },
        ],
    };

    /// <summary>Logged models; columns of the table logged_models.</summary>
    internal static readonly SearchSchema LoggedModels = new()
    {
        Entities =
        [
            ("attributes", SearchEntity.Attribute),
            ("metrics", SearchEntity.Metric),
            ("params", SearchEntity.Parameter),
            ("tags", SearchEntity.Tag),
        ],
        Attributes =
        [
            new("name", "logged_models.name") { TakesLists = true },
            new("model_id", "logged_models.id") { TakesLists = true },
            new("model_type", "logged_models.model_type") { TakesLists = true },
            new("status", "logged_models.status") { TakesLists = true, Stored = NumberOfStatus },
            new("source_run_id", "logged_models.source_run_id") { TakesLists = true },
            new("creation_timestamp", "logged_models.created") { IsNumber = true },
            new("creation_time", "logged_models.created") { IsNumber = true },
            new("last_updated_timestamp", "logged_models.updated") { IsNumber = true },
            new("last_updated_time", "logged_models.updated") { IsNumber = true },
        ],
    };

    /// <summary>A status by its number or name; of anything else a number that no model has.</summary>
    static long NumberOfStatus(string status)
    {
        const string prefix = "LOGGED_MODEL_";
        return status.StartsWith(prefix, StringComparison.Ordinal) ? NumberOfStatus(status[prefix.Length..]) : status switch
        {
            "READY" or "2" => 2L,
            "PENDING" or "1" => 1L,
            "UPLOAD_FAILED" or "3" => 3L,
            _ => -1L,
        };
    }
}
