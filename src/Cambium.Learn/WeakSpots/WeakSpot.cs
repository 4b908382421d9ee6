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
