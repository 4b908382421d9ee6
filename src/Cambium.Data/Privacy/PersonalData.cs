using System.Globalization;

namespace Cambium.Data;

/// <summary>Finds columns that likely hold personal data, by what they are called and what their values look like.</summary>
/// <remarks>A list of where to look first. What it does not name may still tell of people, and any few columns together may single somebody out: see <see cref="Anonymity"/>.</remarks>
public static class PersonalData
{
    const int MostExamples = 3;

    // Numbers that are counted up hit a check digit once in ten times or more; half of all values by chance never.
    const double NotByChance = 0.5;
    const int FewestWords = 5;

    /// <summary>Looks at every value of every column. Time O(cells).</summary>
    /// <returns>What was found, in the order of the columns; at most one kind a column.</returns>
    public static IReadOnlyList<PersonalDataFinding> Scan(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Columns.Select(Of).OfType<PersonalDataFinding>()];
    }

    static PersonalDataFinding? Of(Column column)
    {
        var present = column.Length - column.MissingCount;
        if (present == 0 || column is SparseColumn)
        {
            return null;
        }

        var hint = ColumnHints.Of(column.Name);
        return ByValues(column, hint, present) ?? ByName(column, hint, present) ?? AsText(column, present);
    }

    static PersonalDataFinding? ByValues(Column column, PersonalDataKind? hint, int present)
    {
        if (column is Column<bool> or Column<DateTime>)
        {
            return null;
        }

        var tallies = ValueForms.All.Select(form => new ValueTally(form)).ToArray();
        var isNumber = column is Column<double> or Column<long>;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                var value = column.Format(row);
                foreach (var tally in tallies)
                {
                    tally.See(value, isNumber);
                }
            }
        }

        // The most telling first; of equal ones the form that more rows have.
        var best = tallies
            .Where(tally => tally.Count > 0 && (tally.Form.IsSure || tally.Form.Kind == hint || tally.Count >= NotByChance * present))
            .Where(tally => tally.Form.Kind != PersonalDataKind.Phone || hint == PersonalDataKind.Phone || tally.Count >= NotByChance * present)
            .MaxBy(tally => tally.Count);
        return best is null ? null : Found(column, best.Form.Kind, best.Count, present, best.Form.Reason, best.Examples);
    }

    static PersonalDataFinding? ByName(Column column, PersonalDataKind? hint, int present)
    {
        var isTold = hint switch
        {
            null or PersonalDataKind.CardNumber => false,
            PersonalDataKind.DateOfBirth => column is not Column<bool>,
            PersonalDataKind.PersonName => column is CategoryColumn or TextColumn,
            _ => column is not (Column<bool> or Column<double> or Column<DateTime>),
        };
        return isTold ? Found(column, hint!.Value, present, present, "by the column's name", Firsts(column)) : null; // ! isTold only of a hint
    }

    static PersonalDataFinding? AsText(Column column, int present)
    {
        if (column is not TextColumn)
        {
            return null;
        }

        var sentences = Enumerable.Range(0, column.Length).Count(row => column.Validity[row] && column.Format(row).AsSpan().Count(' ') + 1 >= FewestWords);
        return sentences >= NotByChance * present ? Found(column, PersonalDataKind.FreeText, sentences, present, "sentences, in which people may be named", Firsts(column)) : null;
    }

    static IEnumerable<string> Firsts(Column column) =>
        Enumerable.Range(0, column.Length).Where(row => column.Validity[row]).Select(column.Format).Distinct(StringComparer.Ordinal).Take(MostExamples);

    static PersonalDataFinding Found(Column column, PersonalDataKind kind, long rows, int present, string reason, IEnumerable<string> examples) =>
        new(column.Name, kind, rows, (double)rows / present, reason, examples.Select(Shown).ToEquatableArray());

    static string Shown(string value)
    {
        var masked = Privacy.Masked(value, 1, 0);
        return masked.Length <= 40 ? masked : string.Create(CultureInfo.InvariantCulture, $"{masked.AsSpan(0, 39)}…");
    }
}
