namespace Cambium.Data;

/// <summary>Finds columns that likely hold personal data, by what they are called and what their values look like.</summary>
/// <remarks>A list of where to look first. What it does not name may still tell of people, and any few columns together may single somebody out: see <see cref="Anonymity"/>.</remarks>
public static class PersonalData
{
    /// <inheritdoc cref="Scan(TableScan)"/>
    /// <param name="table">The rows.</param>
    public static IReadOnlyList<PersonalDataFinding> Scan(Table table) => Scan(TableScan.Of(table));

    /// <summary>Looks at every value of every column. Time O(cells), memory does not grow with the rows.</summary>
    /// <param name="scan">The rows, gone through once.</param>
    /// <returns>What was found, in the order of the columns; at most one kind a column.</returns>
    /// <exception cref="TableException">The file is no table; the message says where.</exception>
    public static IReadOnlyList<PersonalDataFinding> Scan(TableScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var columns = scan.Schema.Fields.Select(field => new ColumnSuspicion(field.Name, field.Type)).ToArray();
        foreach (var block in scan)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Add(block.Columns[i]);
            }
        }

        return [.. columns.Select(column => column.Finding()).OfType<PersonalDataFinding>()];
    }
}
