namespace Cambium.Learn;

/// <summary>How far a column moved an answer.</summary>
/// <param name="Column">The column of the user's table.</param>
/// <param name="Value">The row's value there, as text; "missing" where there is none.</param>
/// <param name="Amount">Its SHAP value: above 0 it raised what is explained.</param>
public sealed record Contribution(string Column, string Value, double Amount);
