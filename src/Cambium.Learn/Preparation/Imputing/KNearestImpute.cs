using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fills a missing number with the mean of it among the k training rows that are nearest in what both rows have.</summary>
/// <remarks>
/// <para>The distance of two rows is √(p / s · Σ (x − y)²) over the s of the p columns that both have. For each gap the k nearest rows with a value
/// there are taken, of equally near ones those that came first; a row that shares no column with any takes the column's mean, and a column
/// without any value becomes 0. A row's own gaps are filled from other rows alone.</para>
/// <para>Columns of whole numbers become columns of numbers. Infinite values are refused.</para>
/// <para>The model keeps the training rows. Time O(m n p) for m rows with gaps, memory O(n p). Scale the columns before: the distance takes
/// them as they are. Use it on tables of up to some 100,000 rows whose columns go together; see <see cref="IterativeImpute"/> for larger ones.</para>
/// <para>Source: O. Troyanskaya et al., "Missing Value Estimation Methods for DNA Microarrays", 2001; J. K. Dixon, "Pattern Recognition with
/// Partly Missing Data", 1979, for the distance.</para>
/// </remarks>
public sealed record KNearestImpute : Transform
{
    /// <summary>The columns to fill, which are also those that distances are of. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>k. Default 5. Range [1, 10,000].</summary>
    public int Neighbours { get; init => field = Check.InRange(value, 1, 10_000); } = 5;

    /// <summary>How the k rows count: all alike, or each by 1 over its distance. Default uniform.</summary>
    public NeighbourVotes Votes { get; init => field = Check.Defined(value); } = NeighbourVotes.Uniform;

    /// <summary>
    /// Whether to add a truth column "NAME_missing" for each column that misses values among the training rows. Default false.
    /// </summary>
    public bool Indicators { get; init; }

    /// <inheritdoc/>
    public override KNearestImputeModel Fit(Table features, FitOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var columns = ScaledColumns.Of(features, Columns);
        ScaledColumns.ThrowIfInfinite(columns);
        DonorRows.ThrowIfTooMany(features.RowCount, columns.Length);
        var values = new double[columns.Length * features.RowCount];
        for (var i = 0; i < columns.Length; i++)
        {
            ColumnFit.Numbers(columns[i]).Span.CopyTo(values.AsSpan(i * features.RowCount));
        }

        var indicators = MissingIndicators.Of(features, columns, Indicators);
        return new KNearestImputeModel(this, columns.Select(StepColumns.FieldOf).ToEquatableArray(), values, indicators);
    }
}
