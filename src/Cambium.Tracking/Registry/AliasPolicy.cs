namespace Cambium.Tracking;

/// <summary>What must hold before an alias of a model is pointed at a version.</summary>
/// <param name="Alias">The alias.</param>
/// <param name="Checks">
/// Filters on metrics and parameters of the version's run, and on tags: of the version, else of its run. "metrics.roc_auc >= 0.8". All must hold; one on
/// what is not there does not, nor does one on NaN.
/// </param>
/// <param name="Approvals">How many people other than the one who asked must approve.</param>
sealed record AliasPolicy(string Alias, IReadOnlyList<string> Checks, int Approvals)
{
    internal const int MaxChecks = 50;
    internal const int MaxCheckLength = 1000;
    internal const int MaxApprovals = 10;

    /// <summary>The same, where it can be kept.</summary>
    /// <exception cref="TrackingException">It asks for nothing or too much, or a check is no filter.</exception>
    internal AliasPolicy Checked()
    {
        Limits.Alias(Alias);
        if (Approvals is < 0 or > MaxApprovals || Checks.Count > MaxChecks || (Approvals == 0 && Checks.Count == 0))
        {
            throw new TrackingException(
                $"A gate of {Checks.Count} checks and {Approvals} approvals cannot be kept for alias '{Alias}': it takes up to {MaxChecks} checks and up to "
                + $"{MaxApprovals} approvals, and at least one of either. Remove the gate to let the alias be moved without more.");
        }

        foreach (var check in Checks)
        {
            Limits.Length("check", check, MaxCheckLength);
            GateCheck.Parse(check);
        }

        return this;
    }
}
