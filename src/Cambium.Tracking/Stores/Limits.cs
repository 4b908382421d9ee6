using System.Buffers;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// Which keys, names and values the stores take, and how many at once: the limits of MLflow's server with its messages. Lengths count characters (code
/// points). A path says where in a request a value stands, such as "tags[0].key".
/// </summary>
static partial class Limits
{
    internal const int MaxKeyLength = 250;
    internal const int MaxParameterLength = 6000;
    internal const int MaxRunTagLength = 8000;
    internal const int MaxExperimentTagLength = 5000;
    internal const int MaxExperimentNameLength = 500;
    internal const int MaxLocationLength = 2048;
    internal const int MaxBatchMetrics = 1000;
    internal const int MaxBatchParameters = 100;
    internal const int MaxBatchTags = 100;
    internal const int MaxBatchItems = 1000;

    const string AllowedCharacters =
        "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

    static readonly SearchValues<char> PlainCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_/.- :");

    /// <summary>Refuses a metric's key that is not allowed.</summary>
    internal static void MetricKey(string key, string path = "name")
    {
        Length("Metric name", key, MaxKeyLength);
        Key(key, path);
    }

    /// <summary>Refuses a metric that is not allowed: its key, or a negative time.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="path">Where it stands, such as "metrics[0]"; empty for the request itself.</param>
    internal static void Metric(MetricValue metric, string path = "")
    {
        MetricKey(metric.Key, Below(path, "name"));
        if (metric.Time < 0)
        {
            throw Invalid(Below(path, "timestamp"), $"{metric.Time}", $"metric '{metric.Key}' (value={metric.Value}). Timestamp must be a nonnegative long (64-bit integer) ");
        }
    }

    /// <summary>Refuses a parameter's key that is not allowed.</summary>
    internal static void ParameterKey(string key, string path = "key")
    {
        Length("Param key", key, MaxKeyLength);
        Key(key, path);
    }

    /// <summary>A parameter's value as it is kept: its first 6,000 characters.</summary>
    internal static string ParameterValue(string value, string path = "value") => Cut(WithoutNul(value, path), MaxParameterLength);

    /// <summary>Refuses the key of a run's tag that is not allowed.</summary>
    internal static void RunTagKey(string key, string path = "key")
    {
        Length(path, key, MaxKeyLength);
        Key(key, path);
    }

    /// <summary>The value of a run's tag as it is kept: its first 8,000 characters.</summary>
    internal static string RunTagValue(string value, string path = "value") => Cut(WithoutNul(value, path), MaxRunTagLength);

    /// <summary>Refuses an experiment's tag that is not allowed.</summary>
    internal static void ExperimentTag(string key, string value)
    {
        Length("key", key, MaxKeyLength);
        Key(key, "key");
        Length("value", value, MaxExperimentTagLength);
        WithoutNul(value, "value");
    }

    /// <summary>Refuses an experiment's name that is empty or too long.</summary>
    internal static void ExperimentName(string name)
    {
        if (name.Length == 0)
        {
            throw new TrackingException($"Invalid experiment name: '{name}'");
        }

        Length("name", name, MaxExperimentNameLength);
        WithoutControls(name, "name");
    }

    /// <summary>Refuses a place for artifacts that other programs would read otherwise than this one.</summary>
    internal static void Location(string location)
    {
        const string Path = "artifact_location";
        Length(Path, location, MaxLocationLength);
        WithoutControls(location, Path);
        var query = location.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0 && location.AsSpan(query).Contains("..", StringComparison.Ordinal))
        {
            throw new TrackingException("Invalid query string");
        }

        // A ';' in the last segment begins parameters of a URI, which no store understands.
        var path = query < 0 ? location.AsSpan() : location.AsSpan(0, query);
        if (location.Contains('#', StringComparison.Ordinal) || path[(path.LastIndexOf('/') + 1)..].Contains(';'))
        {
            throw Invalid(Path, PythonText.Json(Cut(location, MaxKeyLength)), "It may not have a fragment ('#') or parameters (';').");
        }
    }

    /// <summary>Refuses more than a batch may hold.</summary>
    internal static void Batch(int metrics, int parameters, int tags)
    {
        BatchPart("metrics", metrics, MaxBatchMetrics);
        BatchPart("params", parameters, MaxBatchParameters);
        BatchPart("tags", tags, MaxBatchTags);
        BatchPart("metrics, params, and tags", metrics + parameters + tags, MaxBatchItems);
    }

    /// <summary>
    /// What a batch holds as it is kept: keys checked, long values cut, no parameter twice.
    /// </summary>
    internal static RunBatch Batch(RunBatch batch)
    {
        Batch(batch.Metrics.Count, batch.Parameters.Count, batch.Tags.Count);
        for (var i = 0; i < batch.Metrics.Count; i++)
        {
            // Nearly all metrics are told to be good without making the text of their place.
            var metric = batch.Metrics[i];
            if (metric.Time < 0 || !IsPlainKey(metric.Key))
            {
                Metric(metric, $"metrics[{i}]");
            }
        }

        var parameters = Pairs(batch.Parameters, "params", ParameterKey, ParameterValue);
        var tags = Pairs(batch.Tags, "tags", RunTagKey, RunTagValue);
        DistinctParameters(parameters);
        return batch with { Parameters = parameters, Tags = tags };
    }

    /// <summary>Refuses a parameter that is given twice.</summary>
    internal static void DistinctParameters(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var seen = new HashSet<string>(parameters.Count);
        var twice = parameters.Where(parameter => !seen.Add(parameter.Key)).Select(parameter => parameter.Key).ToList();
        if (twice.Count > 0)
        {
            throw new TrackingException(
                $"Duplicate parameter keys have been submitted: {PythonText.Repr(twice)}. Please ensure the request contains only one param value per param key.");
        }
    }

    /// <summary>Refuses what cannot be a run's id.</summary>
    internal static void RunId(string runId, string path = "run_id")
    {
        if (runId.Length is 0 or > 256 || !char.IsAsciiLetterOrDigit(runId[0]) || !IsWord(runId, "-"))
        {
            throw new TrackingException($"Invalid value {PythonText.Json(Cut(runId, MaxKeyLength))} for parameter '{path}' supplied.");
        }
    }

    /// <summary>Refuses text that is too long.</summary>
    internal static void Length(string path, string value, int limit)
    {
        if (IsLongerThan(value, limit))
        {
            throw new TrackingException($"'{path}' exceeds the maximum length of {limit} characters");
        }
    }

    /// <summary>Refuses text with a NUL character, which not every database keeps.</summary>
    internal static string WithoutNul(string value, string path) =>
        value.Contains('\0', StringComparison.Ordinal)
            ? throw Invalid(path, PythonText.Json(Cut(value, MaxKeyLength)), "Text may not contain NUL characters.")
            : value;

    /// <summary>Refuses text with control characters, which no list or log shows.</summary>
    static void WithoutControls(string value, string path)
    {
        if (value.Any(char.IsControl))
        {
            throw Invalid(path, PythonText.Json(Cut(value, MaxKeyLength)), "Text may not contain control characters.");
        }
    }

    /// <summary>That a request lacks a value.</summary>
    internal static TrackingException Missing(string path) => new($"Missing value for required parameter '{path}'.");

    static TrackingException Invalid(string path, string json, string reason) => new($"Invalid value {json} for parameter '{path}' supplied: {reason}");

    /// <summary>Whether a key is certainly allowed: short, of the common characters, and without anything that a path of files could change.</summary>
    static bool IsPlainKey(string key)
    {
        if (key.Length is 0 or > MaxKeyLength || key[0] is '.' or '/' || key[^1] == '/' || key.AsSpan().ContainsAnyExcept(PlainCharacters))
        {
            return false;
        }

        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 || (!key.Contains("//", StringComparison.Ordinal) && !key.Contains("/.", StringComparison.Ordinal));
    }

    static void Key(string key, string path)
    {
        if (IsPlainKey(key))
        {
            return;
        }

        if (!IsWord(key, "/.- :"))
        {
            throw Invalid(path, PythonText.Json(key), AllowedCharacters);
        }

        var normal = Normal(key);
        if (normal != key || normal == "." || normal.StartsWith("..", StringComparison.Ordinal) || normal.StartsWith('/'))
        {
            throw Invalid(
                path,
                PythonText.Json(key),
                "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. "
                + $"This name would resolve to {PythonText.Repr(normal)}");
        }
    }

    /// <summary>Whether all characters are letters, numbers of any script, underscores, or some others.</summary>
    static bool IsWord(string text, string others)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune) && !Rune.IsNumber(rune) && rune.Value != '_' && !(rune.IsAscii && others.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A path as POSIX sees it: without empty parts, "." and what ".." takes back.</summary>
    static string Normal(string path)
    {
        var root = path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("///", StringComparison.Ordinal) ? "//" : path.StartsWith('/') ? "/" : "";
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && (part != ".." || root.Length == 0))
            {
                parts.Add(part);
            }
        }

        var normal = root + string.Join('/', parts);
        return normal.Length == 0 ? "." : normal;
    }

    static List<KeyValuePair<string, string>> Pairs(
        IReadOnlyList<KeyValuePair<string, string>> pairs, string path, Action<string, string> checkKey, Func<string, string, string> keptValue)
    {
        var kept = new List<KeyValuePair<string, string>>(pairs.Count);
        for (var i = 0; i < pairs.Count; i++)
        {
            checkKey(pairs[i].Key, $"{path}[{i}].key");
            kept.Add(new(pairs[i].Key, keptValue(pairs[i].Value, $"{path}[{i}].value")));
        }

        return kept;
    }

    static void BatchPart(string what, int count, int limit)
    {
        if (count > limit)
        {
            throw new TrackingException(
                $"A batch logging request can contain at most {limit} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again.");
        }
    }

    static string Below(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    static bool IsLongerThan(string text, int limit) => text.Length > limit && (text.Length > 2 * limit || text.EnumerateRunes().Count() > limit);

    /// <summary>The first characters of a text; a character of two units is not cut in half.</summary>
    static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var at = 0;
        for (var i = 0; i < limit && at < text.Length; i++)
        {
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        }

        return text[..at];
    }
}
