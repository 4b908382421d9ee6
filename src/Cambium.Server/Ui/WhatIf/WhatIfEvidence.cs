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
    internal static WhatIfEvidence Of(Tracker tracker, WhatIfSubject subject)
    {
        if (subject.RunId is not { } runId)
        {
            return new(null, new Dictionary<string, double>(), new(() => null), []);
        }

        var problems = new List<string>();
        var importances = Read(() => tracker.ReadExplanation(runId), problems)?.Importances ?? [];
        return new(
            Read(() => tracker.ReadProfile(runId), problems),
            importances.GroupBy(one => one.Column).ToDictionary(group => group.Key, group => group.First().Drop, StringComparer.Ordinal),
            KeptRowsOf(tracker, subject, problems),
            problems);
    }

    /// <summary>Only the rows that the run kept.</summary>
    internal static Lazy<WhatIfSample?> KeptRowsOf(Tracker tracker, WhatIfSubject subject) => KeptRowsOf(tracker, subject, []);

    static Lazy<WhatIfSample?> KeptRowsOf(Tracker tracker, WhatIfSubject subject, List<string> problems) =>
        new(() => subject.RunId is { } runId && Read(() => tracker.ReadShap(runId), problems) is { } sample ? WhatIfSample.Of(subject.Model.Input, sample) : null);

    static T? Read<T>(Func<T?> read, List<string> problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is TrackingException or IOException)
        {
            if (!problems.Contains(exception.Message))
            {
                // Where all of the run's files lie elsewhere, each says the same.
                problems.Add(exception.Message);
            }

            return null;
        }
    }
}
