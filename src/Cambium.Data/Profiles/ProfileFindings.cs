using System.Globalization;

namespace Cambium.Data;

/// <summary>Reads a profile as a careful person would.</summary>
static class ProfileFindings
{
    // Below this every column looks like a key, and one row more or less turns every share.
    const int FewestRows = 20;
    const double NearlyAll = 0.99;

    // An estimate of the distinct values may be too low by three standard errors of 0.8 %.
    const double NearlyDistinct = 0.975;
    const double Imbalance = 0.9;
    const int MostClasses = 20;
    const double ManyOutliers = 0.05;
    const double SameThing = 0.98;
    const double Half = 0.5;

    internal static IReadOnlyList<ProfileFinding> Of(Profile profile) =>
    [
        .. profile.Columns.SelectMany(column => OfColumn(column, profile.Rows))
            .Concat(OfRows(profile))
            .Concat(OfPairs(profile))
            .OrderBy(finding => finding.Kind),
    ];

    static IEnumerable<ProfileFinding> OfColumn(ColumnProfile column, long rows)
    {
        var present = rows - column.Missing;
        if (present == 0 || (column.Distinct <= 1 && column.Type != ColumnType.Sparse))
        {
            yield return present == 0
                ? Found(ProfileFindingKind.Empty, column, "has no value in any row; drop it.")
                : Found(ProfileFindingKind.Constant, column, column.Missing == 0
                    ? "has the same value in every row, so it tells nothing; drop it."
                    : $"has the same value wherever it has one; only whether it is missing ({Share(column.Missing, rows)}) can tell something.");
            yield break;
        }

        if (rows >= FewestRows && IsKey(column, present))
        {
            yield return Found(ProfileFindingKind.LikelyIdentifier, column, "has another value in nearly every row, so it is perhaps a key; drop a key before training, and group by it where rows belong together.");
        }

        if (column.LooksLikeDates || LooksLikeDays(column))
        {
            yield return Found(ProfileFindingKind.LikelyDate, column, $"is read as {TypeName(column.Type)}, but its values look like dates; read them as dates so that they can be ordered and taken apart.");
        }

        if (column.Missing > Half * rows)
        {
            yield return Found(ProfileFindingKind.ManyMissing, column, $"is missing in {Share(column.Missing, rows)} of rows; find out why before filling it in.");
        }

        if (rows < FewestRows)
        {
            yield break;
        }

        var top = (double)column.MostFrequentCount / present;
        if (top >= NearlyAll)
        {
            yield return Found(ProfileFindingKind.NearConstant, column, $"has one value in {Share(column.MostFrequentCount, present)} of rows; the rest is too little to learn from unless it is what you look for.");
        }
        else if (top >= Imbalance && column.Distinct <= MostClasses && column.Type is ColumnType.Boolean or ColumnType.Category or ColumnType.Int64)
        {
            yield return Found(ProfileFindingKind.Imbalanced, column, $"has one value in {Share(column.MostFrequentCount, present)} of rows; as a target, accuracy would say little: look at recall, precision and costs.");
        }

        if (column.Outliers > ManyOutliers * present)
        {
            yield return Found(ProfileFindingKind.Outliers, column, $"has {Share(column.Outliers, present)} of its values more than 1.5 interquartile ranges beyond the quartiles; check its unit and entries, or take its logarithm.");
        }
    }

    static IEnumerable<ProfileFinding> OfRows(Profile profile)
    {
        if (profile.DuplicateRows is { } duplicates and > 0)
        {
            var text = duplicates == 1 ? "1 row is equal to an earlier one" : string.Create(CultureInfo.InvariantCulture, $"{duplicates:N0} rows are equal to an earlier one");
            yield return new ProfileFinding(
                ProfileFindingKind.DuplicateRows,
                [],
                $"{text} in every column ({Share(duplicates, profile.Rows)}); where that is a mistake, drop them before splitting, or the test rows are known from training.");
        }
    }

    static IEnumerable<ProfileFinding> OfPairs(Profile profile) =>
        from pair in profile.Associations
        where pair.Kind != AssociationKind.Pearson && Math.Abs(pair.Value) >= SameThing && profile.Rows >= FewestRows
        let figure = pair.Value.ToString("0.000", CultureInfo.InvariantCulture)
        select new ProfileFinding(
            ProfileFindingKind.Redundant,
            [pair.First, pair.Second],
            pair.Kind == AssociationKind.Spearman
                ? $"'{pair.First}' and '{pair.Second}' rise and fall together (rank correlation {figure}); one of them is enough."
                : $"Of '{pair.First}' and '{pair.Second}' one all but tells the other (Cramér's V {figure}); the one with more values is enough.");

    static bool IsKey(ColumnProfile column, long present) =>
        column.Type is ColumnType.Int64 or ColumnType.String or ColumnType.Category
        && (column.DistinctIsExact ? column.Distinct == present : column.Distinct >= NearlyDistinct * present);

    // Whole numbers from 19000101 on of which the quartiles all are days.
    static bool LooksLikeDays(ColumnProfile column) =>
        column.Type == ColumnType.Int64 && column.Quantiles.Count == 5 && column.Quantiles.All(value => DateText.IsDay((long)value) || !IsWhole(value)) && IsWhole(column.Quantiles[0]);

    static bool IsWhole(double value) => Math.Floor(value) == value;

    static string TypeName(ColumnType type) => type switch
    {
        ColumnType.Int64 => "whole numbers",
        ColumnType.Category => "categories",
        _ => "text",
    };

    static ProfileFinding Found(ProfileFindingKind kind, ColumnProfile column, string message) => new(kind, [column.Name], $"'{column.Name}' {message}");

    static string Share(long part, long all)
    {
        var share = 100.0 * part / all;
        var text = share is > 0 and < 0.1 ? "under 0.1" : share is > 99.9 and < 100 ? "over 99.9" : share.ToString("0.#", CultureInfo.InvariantCulture);
        return $"{text} %";
    }
}
