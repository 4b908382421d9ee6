namespace Cambium.Data;

/// <summary>Rows to learn from, and rows to judge by.</summary>
/// <param name="Train">Positions of the rows to learn from; a bootstrap sample names a row more than once.</param>
/// <param name="Test">Positions of the rows to judge by, none of them in <paramref name="Train"/>.</param>
public sealed record RowSplit(EquatableArray<int> Train, EquatableArray<int> Test);
