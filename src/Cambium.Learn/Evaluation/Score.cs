namespace Cambium.Learn;

/// <summary>One figure of a report.</summary>
/// <param name="Name">Its name, in lower case with underscores: "roc_auc".</param>
/// <param name="Value">Its value; NaN where the rows do not define it (ROC AUC of one class).</param>
public sealed record Score(string Name, double Value)
{
    /// <summary>Its 95 % bootstrap interval, or null where none was computed.</summary>
    public Interval? Interval { get; init; }
}
