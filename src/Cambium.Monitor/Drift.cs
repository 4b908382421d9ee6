using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Tells whether new rows still look like those that a model learned from.</summary>
public static class Drift
{
    /// <summary>
    /// Compares new rows with a reference, column by column: is it there and of the same type, is a value missing more or less often, are the values spread
    /// differently, do numbers leave the range, are there unseen levels. A change counts when its population stability index reaches a threshold and exceeds
    /// what chance gives with so many rows. Time O(cells), or O(n log k) for k bins; memory O(rows) for one column at a time.
    /// </summary>
    /// <remarks>
    /// Shares (missing, out of range, unseen) are judged by the index of the two bins "so" and "not so". Unseen levels can be told only where the reference
    /// lists all its values, which are at most ten. The spread of moments is not compared, since new rows are later than old ones. Columns that the
    /// reference does not have are ignored, and so is the order of rows.
    /// </remarks>
    /// <param name="reference">The profile of the rows that the model learned from.</param>
    /// <param name="rows">The new rows. Without any there are no findings but about columns and types.</param>
    public static Findings Compare(Profile reference, Table rows) => Compare(reference, rows, new DriftOptions());

    /// <inheritdoc cref="Compare(Profile, Table)"/>
    /// <param name="reference">The profile of the rows that the model learned from.</param>
    /// <param name="rows">The new rows.</param>
    /// <param name="options">The thresholds.</param>
    /// <exception cref="ArgumentException">The thresholds are not in order.</exception>
    public static Findings Compare(Profile reference, Table rows, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        options.CheckOrder();
        var columns = new List<ColumnDrift>();
        var findings = new List<Finding>();
        foreach (var profile in reference.Columns)
        {
            var comparison = new ColumnComparison(profile, reference.Rows, options, findings);
            columns.Add(rows.Contains(profile.Name) ? comparison.With(rows[profile.Name]) : comparison.WithNothing());
        }

        return new Findings(
            reference.Rows,
            rows.RowCount,
            columns.ToEquatableArray(),
            findings.OrderByDescending(finding => finding.Severity).ToEquatableArray());
    }
}
