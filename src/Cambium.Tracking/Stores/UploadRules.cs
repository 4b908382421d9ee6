namespace Cambium.Tracking;

/// <summary>What holds for uploads in parts, whatever keeps them; the numbers are those of S3.</summary>
static class UploadRules
{
    internal const int MaxParts = 10_000;

    internal const long MaxPartBytes = 5L * 1024 * 1024 * 1024;

    /// <summary>An upload that is older is dead.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Refuses a number that no part can have.</summary>
    internal static void Number(int number)
    {
        if (number is < 1 or > MaxParts)
        {
            throw new TrackingException($"There is no part {number} of an upload. Number parts from 1 to {MaxParts}.");
        }
    }

    /// <summary>Parts in order.</summary>
    /// <exception cref="TrackingException">They are not numbered from 1 on, each once, so that something would be missing from the file or in it twice.</exception>
    internal static UploadedPart[] InOrder(IReadOnlyList<UploadedPart> parts)
    {
        UploadedPart[] ordered = [.. parts.OrderBy(part => part.Number)];
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].Number != i + 1)
            {
                throw new TrackingException($"Of {parts.Count} parts one is numbered {ordered[i].Number} where {i + 1} was expected. Name each part from 1 on once.");
            }
        }

        return ordered.Length is > 0 and <= MaxParts ? ordered : throw new TrackingException($"An upload of {parts.Count} parts cannot be completed. Name 1 to {MaxParts} parts.");
    }

    /// <summary>That an upload is not there.</summary>
    internal static TrackingException Unknown(string path) => new(
        TrackingErrorCode.ResourceDoesNotExist, $"There is no such upload of '{path}': it was completed or aborted, or began more than a day ago. Begin another.");

    /// <summary>That a part is not as the caller says.</summary>
    internal static TrackingException Differs(string path, int number) =>
        new($"Part {number} of '{path}' was not sent, or has another ETag than the one that is named. Send it again, and name the ETag of that answer.");
}
