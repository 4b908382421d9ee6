namespace Cambium.Data;

/// <summary>Something that a person should look at before trusting the data.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Columns">The columns it is about, in the table's order; empty where it is about rows.</param>
/// <param name="Message">A sentence with the figures, and what to do.</param>
public sealed record ProfileFinding(ProfileFindingKind Kind, EquatableArray<string> Columns, string Message);
