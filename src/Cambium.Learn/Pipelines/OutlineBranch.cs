using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Steps that stand beside others.</summary>
/// <param name="Title">What the branch is: "part 1", "member 1", "base".</param>
/// <param name="Steps">Its steps, in order.</param>
public sealed record OutlineBranch(string Title, EquatableArray<OutlineStep> Steps);
