using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a run tells of the table that its model learned from; what cannot be read is a problem to show, as a form needs none of it.</summary>
/// <param name="Profile">Of the table; null where it is not known.</param>
/// <param name="Importance">How much quality rests on a column.</param>
/// <param name="KeptRows">The rows that the run kept, read when first asked for; null where it kept none that are whole.</param>
/// <param name="Problems">Files that could not be read so far, and why.</param>
sealed record WhatIfEvidence(Profile? Profile, IReadOnlyDictionary<string, double> Importance, Lazy<WhatIfSample?> KeptRows, IReadOnlyList<string> Problems)
{
    /// <summary>Largest file that is read; 200 rows of 50 columns and five classes take some 2 MB.</summary>
    const long MostBytes = 8L << 20;

    internal static WhatIfEvidence Of(Tracker tracker, WhatIfSubject subject)
    {
        if (subject.RunId is not { } runId)
        {
            return new(null, new Dictionary<string, double>(), new(() => null), []);
        }

        var files = new EvidenceReader(tracker, runId, MostBytes);
        var importances = files.Read(RunArtifacts.Explanation, static (from, run) => from.ReadExplanation(run))?.Importances ?? [];
        return new(
            files.Read(RunArtifacts.Profile, static (from, run) => from.ReadProfile(run)),
            importances.GroupBy(one => one.Column).ToDictionary(group => group.Key, group => group.First().Drop, StringComparer.Ordinal),
            KeptRowsOf(files, subject),
            files.Problems);
    }

    /// <summary>Only the rows that the run kept.</summary>
    internal static Lazy<WhatIfSample?> KeptRowsOf(Tracker tracker, WhatIfSubject subject) =>
        subject.RunId is { } runId ? KeptRowsOf(new EvidenceReader(tracker, runId, MostBytes), subject) : new(() => null);

    static Lazy<WhatIfSample?> KeptRowsOf(EvidenceReader files, WhatIfSubject subject) =>
        new(() => files.Read(RunArtifacts.Shap, static (from, run) => from.ReadShap(run)) is { } sample ? WhatIfSample.Of(subject.Model.Input, sample) : null);
}
