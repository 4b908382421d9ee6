using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What a run tells of the table that its model learned from; what cannot be read is left out, as a form needs none of it.</summary>
/// <param name="Profile">Of the table; null where it is not known.</param>
/// <param name="Importance">How much quality rests on a column.</param>
sealed record WhatIfEvidence(Profile? Profile, IReadOnlyDictionary<string, double> Importance)
{
    internal static WhatIfEvidence Of(Tracker tracker, string? runId)
    {
        if (runId is null)
        {
            return new(null, new Dictionary<string, double>());
        }

        var importances = Read(() => tracker.ReadExplanation(runId))?.Importances ?? [];
        return new(
            Read(() => tracker.ReadProfile(runId)),
            importances.GroupBy(one => one.Column).ToDictionary(group => group.Key, group => group.First().Drop, StringComparer.Ordinal));
    }

    static T? Read<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is TrackingException or IOException)
        {
            return null;
        }
    }
}
