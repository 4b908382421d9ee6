using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A wish that an alias be pointed at a version, and what became of it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version.</param>
/// <param name="State">"open", "done", "taken back", "refused".</param>
/// <param name="Asked">Who asked.</param>
/// <param name="Approvals">Who approved.</param>
/// <param name="Closing">Who turned it down or took it back; null where nobody did.</param>
public sealed record RequestStanding(long Id, string Alias, int Version, string State, Said Asked, IReadOnlyList<Said> Approvals, Said? Closing)
{
    /// <summary>Whether it may still be approved.</summary>
    internal bool IsOpen => State == "open";

    internal static RequestStanding Of(AliasRequest request) => new(
        request.Id,
        request.Alias,
        request.Version,
        request.State switch
        {
            AliasRequestState.Open => "open",
            AliasRequestState.Done => "done",
            AliasRequestState.Withdrawn => "taken back",
            _ => "refused",
        },
        Said.Of(request.User, request.Reason, request.Time),
        [.. request.Approvals.Select(approval => Said.Of(approval.User, approval.Reason, approval.Time))],
        request.Closing is { } closing ? Said.Of(closing.User, closing.Reason, closing.Time) : null);
}
