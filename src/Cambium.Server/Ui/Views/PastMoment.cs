using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What was live at an instant that the address names.</summary>
/// <param name="Text">The instant as the address has it.</param>
/// <param name="Time">The instant; null where the text is none.</param>
/// <param name="Live">The aliases then, with what pointed them there.</param>
/// <param name="Problem">Why nothing can be told; null where something can.</param>
public sealed record PastMoment(string Text, DateTimeOffset? Time, IReadOnlyList<LiveAlias> Live, string? Problem)
{
    const int MostText = 60;

    /// <summary>Reads the instant, UTC where it does not say otherwise; null where none is named.</summary>
    internal static PastMoment? Of(IRegistryHistory history, string model, IReadOnlyList<LiveAlias> periods, string text)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Length > MostText || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return new PastMoment("", null, [], $"“{(text.Length > MostText ? text[..MostText] : text)}” is no date and time. Give one such as 2026-11-22 19:00; it is read as UTC.");
        }

        try
        {
            var moment = history.At(model, time.ToUnixTimeMilliseconds());
            return new PastMoment(
                text,
                time,
                [.. periods.Where(period => period.WasAt(time) && moment.Aliases.TryGetValue(period.Alias, out var version) && version == period.Version).OrderBy(period => period.Alias, StringComparer.Ordinal)],
                null);
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceDoesNotExist)
        {
            return new PastMoment(text, time, [], $"There was no model of this name at {Times.Absolute(time)}.");
        }
    }
}
