using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One way in which the answer may be given away.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">How sure it is.</param>
/// <param name="Columns">The columns it is about, in the table's order; empty where it is about whole rows.</param>
/// <param name="Score">
/// The evidence as a number: for <see cref="LeakageKind.TellsTarget"/> the area under the ROC curve or R² of the column alone, for the others the share of rows.
/// </param>
/// <param name="Message">A sentence with the column, the evidence and the way out.</param>
public sealed record LeakageFinding(LeakageKind Kind, LeakageSeverity Severity, EquatableArray<string> Columns, double Score, string Message);
