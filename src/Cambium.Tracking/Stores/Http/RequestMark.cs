namespace Cambium.Tracking;

/// <summary>
/// A tag that no other request has, on what a server would make a second time if it were sent again. Where an answer is lost, what bears the tag is looked for.
/// A request that the server still works on while it is looked for is the one case that this does not see; the wait before makes it unlikely.
/// </summary>
static class RequestMark
{
    internal const string Tag = "cambium.request";

    /// <summary>A tag for one request.</summary>
    internal static KeyValuePair<string, string> New() => new(Tag, Guid.NewGuid().ToString("N"));

    /// <summary>What finds it.</summary>
    internal static SearchRequest Search(KeyValuePair<string, string> mark) => new() { Filter = $"tags.`{Tag}` = '{mark.Value}'", MaxResults = 1 };
}
