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

    /// <summary>Runs; columns of the table runs AS r.</summary>
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
            new("run_id", "r.id") { TakesLists = true },
            new("run_name", "r.name"),
            new("status", "r.status"),
            new("artifact_uri", "r.artifact_uri"),
            new("user_id", "r.user_id"),
            new("start_time", "r.started") { IsNumber = true },
            new("end_time", "r.ended") { IsNumber = true },
            new("duration", "(r.ended - r.started)") { IsNumber = true, IsFiltered = false },
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

    /// <summary>Experiments; columns of the table experiments AS e.</summary>
    internal static readonly SearchSchema Experiments = new()
    {
        Entities = AttributeAndTag,
        Attributes =
        [
            new("name", "e.name"),
            new("creation_time", "e.created") { IsNumber = true },
            new("last_update_time", "e.updated") { IsNumber = true },
            new("experiment_id", "e.id") { IsNumber = true, IsFiltered = false },
        ],
    };

    /// <summary>Registered models; columns of the table registered_models AS m.</summary>
    internal static readonly SearchSchema Models = new()
    {
        Entities = AttributeAndTag,
        Attributes =
        [
            new("name", "m.name"),
            new("timestamp", "m.updated") { IsNumber = true, IsFiltered = false },
            new("last_updated_timestamp", "m.updated") { IsNumber = true, IsFiltered = false },
        ],
    };

    /// <summary>Versions of registered models; columns of registered_models AS m and model_versions AS v.</summary>
    internal static readonly SearchSchema Versions = new()
    {
        Entities = AttributeAndTag,
        Attributes =
        [
            new("name", "m.name"),
            new("run_id", "v.run_id") { TakesLists = true, IsOrdered = false },
            new("source_path", "v.source") { IsOrdered = false },
            new("version_number", "v.version") { IsNumber = true, MayBeQuoted = true },
            new("creation_timestamp", "v.created") { IsNumber = true, IsFiltered = false },
            new("last_updated_timestamp", "v.updated") { IsNumber = true, IsFiltered = false },
        ],
    };

    /// <summary>Logged models; columns of the table logged_models AS m.</summary>
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
            new("name", "m.name") { TakesLists = true },
            new("model_id", "m.id") { TakesLists = true },
            new("model_type", "m.model_type") { TakesLists = true },
            new("status", "m.status") { TakesLists = true, Stored = NumberOfStatus },
            new("source_run_id", "m.source_run_id") { TakesLists = true },
            new("creation_timestamp", "m.created") { IsNumber = true },
            new("creation_time", "m.created") { IsNumber = true },
            new("last_updated_timestamp", "m.updated") { IsNumber = true },
            new("last_updated_time", "m.updated") { IsNumber = true },
        ],
    };

    /// <summary>Traces; columns of the table traces. Metadata stand where runs have parameters: keys and values that never change.</summary>
    internal static readonly SearchSchema Traces = new()
    {
        Entities =
        [
            .. AttributeAndTag,
            ("trace", SearchEntity.Attribute),
            ("metadata", SearchEntity.Parameter),
            ("request_metadata", SearchEntity.Parameter),
        ],
        Attributes =
        [
            new("trace_id", "traces.id") { TakesLists = true },
            new("client_request_id", "traces.client_request_id"),
            new("name", "(SELECT value FROM trace_tags WHERE trace = traces.row AND key = 'mlflow.traceName')"),
            new("run_id", "(SELECT value FROM trace_metadata WHERE trace = traces.row AND key = 'mlflow.sourceRun')") { TakesLists = true },
            new("status", "traces.state"),
            new("timestamp_ms", "traces.started") { IsNumber = true },
            new("execution_time_ms", "traces.duration") { IsNumber = true },
            new("experiment_id", "traces.experiment_id") { IsNumber = true, IsFiltered = false },
        ],
        Aliases = new Dictionary<string, string>
        {
            ["request_id"] = "trace_id",
            ["state"] = "status",
            ["timestamp"] = "timestamp_ms",
            ["request_time"] = "timestamp_ms",
            ["execution_time"] = "execution_time_ms",
            ["execution_duration"] = "execution_time_ms",
        },
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
