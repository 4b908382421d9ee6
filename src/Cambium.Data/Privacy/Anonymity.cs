using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// How well people hide among those who are equal in what others may know of them (quasi-identifiers such as age, postcode, sex), and how little is learned of a sensitive column by knowing
/// somebody's group. Rows that are equal in all quasi-identifiers, missing being a value like others, are a group.
/// </summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Groups">The number of groups.</param>
/// <param name="K">k-anonymity: the rows of the smallest group; 0 without rows. Source: L. Sweeney, "k-anonymity: a model for protecting privacy", 2002.</param>
/// <param name="L">
/// l-diversity: the fewest distinct values of the sensitive column in a group; 0 without rows or such a column. Source: A. Machanavajjhala et al., "l-diversity: privacy beyond k-anonymity",
/// 2007, section 4 (distinct l-diversity).
/// </param>
/// <param name="T">
/// t-closeness: the greatest distance of the sensitive column's distribution in a group from that in all rows, in [0, 1]; numbers and dates by their order, others by equal distance; 0 without
/// such a column. Source: N. Li, T. Li, S. Venkatasubramanian, "t-closeness: privacy beyond k-anonymity and l-diversity", 2007, section 4.
/// </param>
public sealed record Anonymity(int Rows, int Groups, int K, int L, double T)
{
    /// <summary>Measures a table. Time O(n log n).</summary>
    /// <param name="table">The rows.</param>
    /// <param name="quasiIdentifiers">What others may know, one column or more.</param>
    /// <param name="sensitive">What they must not learn; null to measure k alone.</param>
    /// <exception cref="ArgumentException">A column is not there, holds sparse vectors, or none is named.</exception>
    public static Anonymity Of(Table table, IReadOnlyList<string> quasiIdentifiers, string? sensitive = null)
    {
        var groups = AnonymityGroups.Of(table, quasiIdentifiers, sensitive);
        return groups.Measure();
    }

    /// <summary>
    /// The rows without the groups that break what is asked. Rows lost this way are fewer where quasi-identifiers are made coarser first (<see cref="Privacy.Bin"/>,
    /// <see cref="Privacy.Coarsen"/>, <see cref="Privacy.Group"/>).
    /// </summary>
    /// <remarks>Groups too far away are taken out from the farthest, an eighth of them at a time, for each one taken changes what all rows are like.</remarks>
    /// <param name="table">The rows.</param>
    /// <param name="quasiIdentifiers">What others may know, one column or more.</param>
    /// <param name="k">The fewest rows of a group, at least 1.</param>
    /// <param name="sensitive">What others must not learn; needed for l and t.</param>
    /// <param name="l">The fewest distinct sensitive values of a group, at least 1.</param>
    /// <param name="t">The greatest distance of a group, in [0, 1].</param>
    /// <returns>The rows that are left, in their order; perhaps none.</returns>
    /// <exception cref="ArgumentException">A column is not there, or a number out of its range.</exception>
    public static Table Enforce(Table table, IReadOnlyList<string> quasiIdentifiers, int k, string? sensitive = null, int l = 1, double t = 1)
    {
        _ = Check.AtLeast(k, 1, nameof(k));
        _ = Check.AtLeast(l, 1, nameof(l));
        _ = Check.InRange(t, 0, 1, nameof(t));
        if (sensitive is null && (l > 1 || t < 1))
        {
            throw new ArgumentException("l and t are about a sensitive column. Name it.", nameof(sensitive));
        }

        var groups = AnonymityGroups.Of(table, quasiIdentifiers, sensitive);
        groups.Remove(group => groups.Size(group) < k || (sensitive is not null && groups.Distinct(group) < l));
        while (sensitive is not null && groups.FarthestBeyond(t) is { Count: > 0 } far)
        {
            var gone = far.Take((far.Count + 7) / 8).ToHashSet();
            groups.Remove(gone.Contains);
        }

        return groups.RowsLeft is var rows && rows.Length == table.RowCount ? table : table.Take(rows);
    }
}
