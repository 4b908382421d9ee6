using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>How a gate stands towards a version: what holds, what is missing.</summary>
/// <param name="Alias">The alias that it is before.</param>
/// <param name="Points">The version that the alias points at; null where it points at none.</param>
/// <param name="Checks">Its checks, each with what was found where it does not hold, else null.</param>
/// <param name="Approvals">How many people must approve.</param>
/// <param name="AskedBy">Who asked for the version; null where nobody did.</param>
/// <param name="ApprovedBy">Who approved of that.</param>
/// <param name="IsApproved">Whether as many of those who manage the model now have approved as must.</param>
/// <param name="Elsewhere">What is said where the version's files do not lie in the store; else null.</param>
/// <param name="IsOpen">Whether nothing is missing.</param>
public sealed record GateStanding(
    string Alias,
    int? Points,
    IReadOnlyList<(string Check, string? Failure)> Checks,
    int Approvals,
    string? AskedBy,
    IReadOnlyList<string> ApprovedBy,
    bool IsApproved,
    string? Elsewhere,
    bool IsOpen)
{
    /// <summary>The gates of a model towards one of its versions.</summary>
    internal static IReadOnlyList<GateStanding> Of(IAliasGates gates, ModelRecord model, int version, IReadOnlyList<AliasRequest> requests) =>
        [.. gates.Policies(model.Name).Select(policy => Of(policy, gates.Missing(model.Name, policy.Alias, version), model, version, requests))];

    static GateStanding Of(AliasPolicy policy, IReadOnlyList<string> missing, ModelRecord model, int version, IReadOnlyList<AliasRequest> requests)
    {
        var request = requests.FirstOrDefault(one => one.State == AliasRequestState.Open && one.Alias == policy.Alias && one.Version == version);
        return new GateStanding(
            policy.Alias,
            model.Aliases.Where(alias => alias.Key == policy.Alias).Select(alias => (int?)alias.Value).FirstOrDefault(),
            [.. policy.Checks.Select(check => (check, FailureOf(check, missing)))],
            policy.Approvals,
            request?.User,
            [.. request?.Approvals.Select(approval => approval.User) ?? []],
            missing.All(one => one.StartsWith("check ", StringComparison.Ordinal) || !one.Contains("approval", StringComparison.Ordinal)),
            missing.FirstOrDefault(one => one.StartsWith("its files ", StringComparison.Ordinal)),
            missing.Count == 0);
    }

    /// <summary>What was found where a check does not hold: "roc_auc is 0.75".</summary>
    static string? FailureOf(string check, IReadOnlyList<string> missing)
    {
        var start = GateCheck.RefusalOf(check) + " (";
        return missing.FirstOrDefault(one => one.StartsWith(start, StringComparison.Ordinal)) is { } failure ? failure[start.Length..^1] : null;
    }
}
