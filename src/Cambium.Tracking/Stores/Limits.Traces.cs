namespace Cambium.Tracking;

static partial class Limits
{
    /// <summary>Longer beginnings of a request or answer are cut: they are shown in a row of a table.</summary>
    const int MaxPreviewLength = 10_000;

    const int MaxTraceTagLength = 8000;
    const int MaxScorerNameLength = 256;
    const int MaxScorerLength = 1_000_000;

    /// <summary>Refuses what cannot be a trace's id: it becomes the name of a folder.</summary>
    internal static void TraceId(string id)
    {
        if (id.Length is 0 or > 100 || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'))
        {
            throw new TrackingException($"Invalid value {PythonText.Json(Cut(id, MaxKeyLength))} for parameter 'trace_id' supplied.");
        }
    }

    /// <summary>Refuses a scorer whose name or content is too long, or cannot be kept.</summary>
    internal static void Scorer(string name, string content)
    {
        Text("name", name, MaxScorerNameLength);
        Text("serialized_scorer", content, MaxScorerLength);
    }

    /// <summary>Refuses the key of a trace's tag that is not allowed.</summary>
    internal static void TraceTagKey(string key) => RunTagKey(key);

    /// <summary>The value of a trace's tag or metadata as it is kept: its first 8,000 characters.</summary>
    internal static string TraceTagValue(string value) => Cut(WithoutNul(value, "value"), MaxTraceTagLength);

    /// <summary>A trace as it is kept: long values cut, keys checked.</summary>
    internal static TraceRecord Trace(TraceRecord trace)
    {
        TraceId(trace.Id);
        foreach (var tag in trace.Tags)
        {
            TraceTagKey(tag.Key);
        }

        foreach (var pair in trace.Metadata)
        {
            Text("key", pair.Key, MaxKeyLength);
        }

        return trace with
        {
            RequestPreview = Preview(trace.RequestPreview),
            ResponsePreview = Preview(trace.ResponsePreview),
            Tags = [.. trace.Tags.Select(tag => KeyValuePair.Create(tag.Key, TraceTagValue(tag.Value)))],
            Metadata = [.. trace.Metadata.Select(pair => KeyValuePair.Create(pair.Key, TraceTagValue(pair.Value)))],
        };
    }

    static string? Preview(string? text) => text is null ? null : Cut(text, MaxPreviewLength);
}
