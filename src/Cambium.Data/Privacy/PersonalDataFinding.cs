namespace Cambium.Data;

/// <summary>A column that likely holds personal data.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">What it seems to hold.</param>
/// <param name="Rows">The number of rows that do.</param>
/// <param name="Share">Their share of the rows with a value.</param>
/// <param name="Reason">What tells, for people.</param>
/// <param name="Examples">Up to three distinct values, with stars for their letters and digits but the first.</param>
public sealed record PersonalDataFinding(string Column, PersonalDataKind Kind, long Rows, double Share, string Reason, EquatableArray<string> Examples);
