namespace Cambium.Tracking;

static partial class Limits
{
    internal const int MaxModelTagLength = 100_000;
    internal const int MaxModelDescriptionLength = 5000;
    internal const int MaxVersionDescriptionLength = 20_000;
    internal const int MaxAliasLength = 255;
    internal const int MaxModelNameLength = 256;
    internal const int MaxLoggedModelParameterKeyLength = 255;

    /// <summary>What a logged model's name must not hold, as MLflow's message lists it.</summary>
    const string LoggedModelReserved = "/:.%\"'";

    /// <summary>The key of the text of a prompt's version, which has a message of its own.</summary>
    const string PromptTextTag = "mlflow.prompt.text";

    /// <summary>Refuses a registered model's name that is empty or too long.</summary>
    internal static void ModelName(string? name, string path = "name")
    {
        if (string.IsNullOrEmpty(name))
        {
            throw Missing(path);
        }

        Length(path, name, MaxModelNameLength);
        WithoutNul(name, path);
    }

    /// <summary>Refuses a description of a registered model that is too long: it is also kept in the model's history, each time that it is changed.</summary>
    internal static void ModelDescription(string? description) => Text("description", description ?? "", MaxModelDescriptionLength);

    /// <summary>Refuses a description of a version that is too long. It has room for a model card.</summary>
    internal static void VersionDescription(string? description) => Text("description", description ?? "", MaxVersionDescriptionLength);

    /// <summary>Refuses a tag of a registered model that is not allowed.</summary>
    internal static void ModelTag(string key, string value)
    {
        Length("key", key, MaxKeyLength);
        Key(key, "key");
        Length("value", value, MaxModelTagLength);
        WithoutNul(value, "value");
    }

    /// <summary>Refuses a tag of a model's version that is not allowed.</summary>
    internal static void VersionTag(string key, string value)
    {
        if (key == PromptTextTag && IsLongerThan(value, MaxModelTagLength))
        {
            throw new TrackingException($"Prompt text exceeds max length of {MaxModelTagLength} characters.");
        }

        ModelTag(key, value);
    }

    /// <summary>Refuses an alias that is not allowed.</summary>
    internal static void Alias(string? alias)
    {
        if (string.IsNullOrEmpty(alias))
        {
            throw new TrackingException("Registered model alias name cannot be empty.");
        }

        Length("Registered model alias name", alias, MaxAliasLength);
        if (!IsWord(alias, "-"))
        {
            throw new TrackingException($"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        }

        if (IsLatest(alias))
        {
            throw new TrackingException("'latest' alias name (case insensitive) is reserved.");
        }

        if (alias.Length > 1 && alias[0] is 'v' or 'V' && alias.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            throw new TrackingException($"Version alias name '{alias}' is reserved.");
        }
    }

    /// <summary>Whether an alias is the one that always points at the greatest version.</summary>
    internal static bool IsLatest(string alias) => alias.Equals("latest", StringComparison.OrdinalIgnoreCase);

    /// <summary>A version's number.</summary>
    internal static int Version(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new TrackingException($"Parameter 'version' must be an integer, got '{Cut(text, MaxKeyLength)}'.");

    /// <summary>Refuses a logged model's name that is not allowed.</summary>
    internal static void LoggedModelName(string name)
    {
        Length("name", name, MaxExperimentNameLength);
        WithoutNul(name, "name");
        if (name.Length == 0 || name.AsSpan().IndexOfAny(LoggedModelReserved) >= 0)
        {
            throw new TrackingException(
                $"Invalid model name ({PythonText.Repr(name)}) provided. Model name must be a non-empty string and cannot contain the following characters: "
                + "('/', ':', '.', '%', '\"', \"'\")");
        }
    }

    /// <summary>Refuses a dataset, or what a run says of it, that is too long.</summary>
    internal static void Dataset(DatasetInput input)
    {
        Text("name", input.Dataset.Name, 500);
        Text("digest", input.Dataset.Digest, 36);
        Text("source_type", input.Dataset.SourceType, 500);
        Text("source", input.Dataset.Source, 65_535);
        Text("schema", input.Dataset.Schema ?? "", 1_048_575);
        Text("profile", input.Dataset.Profile ?? "", 16_777_215);
        foreach (var (key, value) in input.Tags)
        {
            Text("key", key, 255);
            Text("value", value, 500);
        }
    }

    /// <summary>Refuses text that is too long or holds a NUL character.</summary>
    internal static void Text(string path, string value, int limit)
    {
        Length(path, value, limit);
        WithoutNul(value, path);
    }
}
