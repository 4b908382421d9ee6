namespace Cambium.Tracking;

/// <summary>Which names and values the store takes.</summary>
static class RunNames
{
    const int MaxKeyLength = 250;
    const int MaxNameLength = 500;

    /// <summary>The longest parameter value.</summary>
    internal const int MaxParameterLength = 6000;

    const int MaxTagLength = 8000;

    internal static string Metric(string name) => Checked("metric", name, MaxKeyLength);

    internal static string Parameter(string name) => Checked("parameter", name, MaxKeyLength);

    internal static string Tag(string name) => Checked("tag", name, MaxKeyLength);

    internal static string Experiment(string name) => Checked("experiment", name, MaxNameLength);

    internal static string Run(string name) => Checked("run", name, MaxNameLength);

    internal static string ParameterValue(string name, string value) => CheckedValue("Parameter", name, value, MaxParameterLength);

    internal static string TagValue(string name, string value) => CheckedValue("Tag", name, value, MaxTagLength);

    static string Checked(string kind, string name, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new TrackingException($"The {kind}'s name is blank. Give it one.");
        }

        if (name.Length > maxLength)
        {
            throw new TrackingException($"The {kind}'s name has {name.Length} characters, at most {maxLength} are allowed: '{name[..40]}...'. Shorten it.");
        }

        return name.Any(char.IsControl)
            ? throw new TrackingException($"The {kind}'s name holds a control character: '{new string([.. name.Select(letter => char.IsControl(letter) ? '?' : letter)])}'. Remove it.")
            : name;
    }

    static string CheckedValue(string kind, string name, string value, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= maxLength
            ? value
            : throw new TrackingException($"{kind} '{name}' has a value of {value.Length} characters, at most {maxLength} are allowed. Keep it as an artifact.");
    }
}
