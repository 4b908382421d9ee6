using System.Text.Json.Serialization;

namespace Cambium.Learn;

/// <summary>A row whose label is probably wrong.</summary>
/// <param name="Row">Its place in the table, from 0.</param>
/// <param name="Given">The label that it has.</param>
/// <param name="Suggested">The class that models which did not learn from the row find most probable; of numbers what they answer.</param>
/// <param name="Doubt">
/// How strongly they speak against the label, the rank of the row. Of classes the highest probability of another class less that of the label, from 0 to 1 (the normalised margin with its sign turned); of numbers the modified z-score of the residual.
/// </param>
public sealed record LabelIssue(int Row, string Given, string Suggested, double Doubt)
{
    /// <summary>The probability that they give the label (self-confidence); null for numbers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Confidence { get; init; }
}
