namespace Cambium.Data;

/// <summary>How two columns go together.</summary>
/// <param name="First">One column.</param>
/// <param name="Second">The other, which comes later in the table.</param>
/// <param name="Kind">What is measured.</param>
/// <param name="Value">From −1 to 1, for <see cref="AssociationKind.CramersV"/> from 0 to 1; 0 means not at all.</param>
public sealed record ColumnAssociation(string First, string Second, AssociationKind Kind, double Value);
