using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A slice of rows on which a model does worse than on the others.</summary>
/// <param name="Conditions">What its rows have in common.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Loss">Their mean loss.</param>
/// <param name="RestLoss">The mean loss of all other rows.</param>
/// <param name="Effect">The difference over the root of the mean of both variances.</param>
/// <param name="PValue">Of Welch's one-sided test that the slice's loss is no higher.</param>
/// <param name="QValue">The same, adjusted for all slices tested (Benjamini, Hochberg).</param>
/// <param name="Error">Of a classifier the share of rows called wrong; of a regressor the root of the mean squared error.</param>
/// <param name="Calibration">
/// What is said more than is true: of two classes the mean probability of the second less its share; of more classes the mean probability of the called one less the share called right; of a regressor the mean prediction less the mean truth.
/// </param>
public sealed record WeakSpot(
    EquatableArray<SliceCondition> Conditions, int Rows, double Loss, double RestLoss, double Effect, double PValue, double QValue, double Error, double Calibration)
{
    /// <summary>The same of all other rows.</summary>
    public double RestError { get; init; }

    /// <summary>The same of all other rows.</summary>
    public double RestCalibration { get; init; }

    /// <summary>
    /// The 95 % interval of <see cref="Error"/>: Wilson's of a share, Student's of a mean of squares. The slice was chosen for its loss, which no interval of its own rows knows of: on new rows a slice that is told does a little less badly.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Interval? ErrorInterval { get; init; }

    /// <summary>The 95 % interval of <see cref="Calibration"/>, by the t distribution over the rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Interval? CalibrationInterval { get; init; }

    /// <summary>The mean of what is said, as <see cref="Calibration"/> has it.</summary>
    public double MeanSaid { get; init; }

    /// <summary>The mean of what is true.</summary>
    public double MeanTruth { get; init; }

    /// <summary>Whether each row of a table is in the slice.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    public bool[] Matches(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var all = new bool[rows.RowCount];
        Array.Fill(all, true);
        foreach (var matches in Conditions.Select(condition => condition.Matches(rows)))
        {
            for (var row = 0; row < all.Length; row++)
            {
                all[row] &= matches[row];
            }
        }

        return all;
    }

    /// <summary>The conditions, joined by "and".</summary>
    public override string ToString() => string.Join(" and ", Conditions);
}
