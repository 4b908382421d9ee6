using System.Text.Json.Serialization;

namespace Cambium.Learn;

/// <summary>Rows whose predicted probabilities are near each other.</summary>
/// <param name="MeanPredicted">The mean predicted probability of the positive class.</param>
/// <param name="ObservedShare">The share of rows that are positive.</param>
/// <param name="Rows">The number of rows; at least 1.</param>
public readonly record struct CalibrationBin(double MeanPredicted, double ObservedShare, int Rows)
{
    /// <summary>Wilson's 95 % interval of the observed share, which takes the rows for independent of each other.</summary>
    [JsonIgnore]
    public Interval ObservedInterval => WilsonInterval.Of(ObservedShare, Rows);
}
