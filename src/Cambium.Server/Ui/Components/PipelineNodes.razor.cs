using Cambium.Learn;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>The steps of a pipeline as items of a list. A model is a stranger's document: numbers, depth and lengths are bounded.</summary>
public partial class PipelineNodes
{
    /// <summary>Most steps of a pipeline that are drawn.</summary>
    internal const int Most = 60;

    const int MostBranches = 8;
    const int MostInBranch = 20;
    const int MostDepth = 4;
    const int MostNames = 6;
    const int MostSettings = 6;
    const int MostText = 60;

    /// <summary>The steps.</summary>
    [Parameter]
    [EditorRequired]
    public required IReadOnlyList<OutlineStep> Steps { get; set; }

    /// <summary>How many branches they stand in.</summary>
    [Parameter]
    [EditorRequired]
    public required int Depth { get; set; }

    /// <summary>A text short enough for a box.</summary>
    internal static string Cut(string text) => text.Length <= MostText ? text : $"{text[..(MostText - 1)]}…";

    /// <summary>The first names, and how many more there are.</summary>
    internal static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames).Select(Cut)) + (names.Count > MostNames ? $" and {Numbers.Whole(names.Count - MostNames)} more" : "");

    static string Settings(OutlineStep step)
    {
        var shown = step.Settings.Take(MostSettings).Select(setting => $"{setting.Name} {Cut(setting.Value.Replace(",", ", ", StringComparison.Ordinal))}");
        return string.Join(", ", shown) + (step.Settings.Count > MostSettings ? $" and {step.Settings.Count - MostSettings} more" : "");
    }
}
