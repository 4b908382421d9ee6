namespace Cambium.Data;

/// <summary>Makes columns of rows and rows of columns.</summary>
static class Reshaping
{
    const int MostColumns = 10_000;

    internal static Table Pivot(Table table, IReadOnlyList<string> rows, string columns, Aggregate values)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(values);
        var across = Groups.Of([table[columns]], table.RowCount, maxThreads: 0);
        if (across.Count > MostColumns)
        {
            throw new TableException($"Column '{columns}' has {across.Count} distinct values, which would make as many columns; a pivot makes at most {MostColumns}.") { Column = columns };
        }

        var cells = table.GroupBy([.. rows, columns]).Aggregate(values);
        var down = Groups.Of([.. rows.Select(name => cells[name])], cells.RowCount, maxThreads: 0);
        var firsts = table.Select(columns).OrderOfFirsts(across.FirstRows);
        var heads = Groups.Of([cells[columns]], cells.RowCount, maxThreads: 0);
        var places = new int[heads.Count][];
        for (var head = 0; head < places.Length; head++)
        {
            places[head] = new int[down.Count];
            places[head].AsSpan().Fill(RowGather.NoRow);
        }

        for (var cell = 0; cell < cells.RowCount; cell++)
        {
            places[heads.Ids[cell]][down.Ids[cell]] = cell;
        }

        // Cells come by first appearance too, so the first cell of a head stands for the first row of its value.
        var result = rows.Select(name => RowGather.Of(cells[name], down.FirstRows, hasNoRows: false, maxThreads: 0)).ToList();
        foreach (var head in firsts)
        {
            var cell = heads.FirstRows[head];
            var name = cells[columns].IsMissing(cell) ? "missing" : cells[columns].Format(cell);
            name = name.Length == 0 ? "empty" : name;
            if (result.Exists(column => column.Name == name))
            {
                throw new ArgumentException($"Two columns of the result would be named '{name}'. Rename the rows' columns or change the values of '{columns}' first.", nameof(columns));
            }

            result.Add(RowGather.Of(cells[values.Name], places[head], hasNoRows: true, maxThreads: 0).Rename(name));
        }

        return Table.OfRows([.. result], down.Count);
    }

    internal static Table Unpivot(Table table, IReadOnlyList<string> keep, string names, string values)
    {
        ArgumentNullException.ThrowIfNull(keep);
        ArgumentException.ThrowIfNullOrEmpty(names);
        ArgumentException.ThrowIfNullOrEmpty(values);
        var kept = table.Select(keep).Columns;
        var others = table.Columns.Where(column => !keep.Contains(column.Name)).ToArray();
        if (others.Length == 0)
        {
            throw new ArgumentException("All columns are kept, so that none is left to make rows of.", nameof(keep));
        }

        var n = table.RowCount;
        var total = (long)n * others.Length;
        var rows = total <= Array.MaxLength ? new int[total] : throw new TableException($"The result would have {total} rows; a table has at most {Array.MaxLength}. Take fewer rows at a time.");
        var codes = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            (rows[i], codes[i]) = (i % n, i / n);
        }

        return Table.Create([
            .. kept.Select(column => RowGather.Of(column, rows, hasNoRows: false, maxThreads: 0)),
            new CategoryColumn(names, codes, others.Select(column => column.Name).ToEquatableArray()),
            Concatenation.Of(values, others),
        ]);
    }

    /// <summary>The numbers of first rows in the order of their values.</summary>
    static int[] OrderOfFirsts(this Table column, int[] firstRows) => RowGather.Of(column, firstRows, maxThreads: 0).OrderBy([column.Columns[0].Name], maxThreads: 0);
}
