using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One fold of a nested search.</summary>
/// <param name="Settings">What the search chose.</param>
/// <param name="Inner">The best score that the search saw.</param>
/// <param name="Outer">The score of the refitted recipe on the rows of the fold, which the search did not see.</param>
public sealed record NestedFold(EquatableArray<TrialSetting> Settings, double Inner, double Outer);
