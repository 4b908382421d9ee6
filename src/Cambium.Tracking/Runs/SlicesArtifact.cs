using System.Text.Json;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>A model's weak spots as a run keeps them: never more than a page can show, about 300 KB.</summary>
static class SlicesArtifact
{
    const int MostSlices = 100;
    const int MostIssues = 500;

    /// <summary>Three damages of all columns at once and of 100 columns each.</summary>
    const int MostCurves = 303;

    internal static string ToJson(WeakSpotFindings findings) => JsonSerializer.Serialize(Bounded(findings), RunArtifacts.Json);

    /// <exception cref="JsonException">It is something else.</exception>
    internal static WeakSpotFindings? Read(Stream stream)
    {
        if (JsonSerializer.Deserialize<WeakSpotFindings>(stream, RunArtifacts.Json) is not { } findings)
        {
            return null;
        }

        return IsWhole(findings) ? Bounded(findings) : throw new JsonException("A list of it holds null.");
    }

    /// <summary>Whether no list holds null, which JSON can say and no record means.</summary>
    static bool IsWhole(WeakSpotFindings findings) =>
        findings.Slices.Slices.All(slice => slice is not null && slice.Conditions.All(condition => condition is not null))
        && (findings.Gap?.Figures.All(figure => figure is not null) ?? true)
        && (findings.Robustness?.Curves.All(curve => curve is not null && curve.Points.All(point => point is not null)) ?? true)
        && (findings.Labels is not { } labels || (labels.Classes.All(own => own is not null) && labels.Issues.All(issue => issue is not null)));

    static WeakSpotFindings Bounded(WeakSpotFindings findings) => findings with
    {
        Slices = findings.Slices with { Slices = [.. findings.Slices.Slices.Take(MostSlices)] },
        Robustness = findings.Robustness is { } robustness ? robustness with { Curves = [.. robustness.Curves.Take(MostCurves)] } : null,
        Labels = findings.Labels is { } labels ? labels with { Issues = [.. labels.Issues.Take(MostIssues)] } : null,
    };
}
