namespace Cambium.Data;

/// <summary>Scans Parquet, a row group at a time, and of a large one a block of rows. Columns of text are gone through first, for the levels of categories.</summary>
static class ParquetScan
{
    // So many rows at least show whether texts repeat.
    const int LeastRows = 1 << 12;

    internal static TableScan Of(string path, ScanOptions options)
    {
        var parquet = options.Parquet with { MaxRows = 0 };
        using var file = ParquetFile.Open(path, parquet);
        var schema = file.Read([]).Schema;
        string[] texts = [.. schema.Fields.Where(field => IsText(field) && file.TextTypes.GetValueOrDefault(field.Name) != ColumnType.String).Select(field => field.Name)];
        var categories = FindLevels(path, file, texts, options);
        var fields = schema.Fields.Select(field => !IsText(field) ? field : categories.GetValueOrDefault(field.Name) ?? new Field(field.Name, ColumnType.String)).ToArray();
        return new TableScan(new Schema(fields.ToEquatableArray()), () => Read(path, parquet, fields, options.BlockRows));
    }

    static bool IsText(Field field) => field.Type is ColumnType.Category or ColumnType.String;

    static Dictionary<string, Field> FindLevels(string path, ParquetFile file, string[] texts, ScanOptions options)
    {
        var found = texts.ToDictionary(name => name, name => new ParquetLevels(name, file.TextTypes.ContainsKey(name) ? int.MaxValue : options.MaxLevels));
        for (var next = 0; next < file.RowGroups.Count && found.Count > 0;)
        {
            // Columns that turned out to be free text are not read on.
            using var part = ParquetFile.Open(path, options.Parquet with { MaxRows = 0, Columns = found.Keys.ToEquatableArray() });
            for (var known = found.Count; next < file.RowGroups.Count && found.Count == known; next++)
            {
                foreach (var name in FreeTexts(part, file.RowGroups[next], found, Math.Max(options.BlockRows, LeastRows)))
                {
                    found.Remove(name);
                }
            }
        }

        return found.Values.Where(levels => file.TextTypes.ContainsKey(levels.Name) || levels.Repeat)
            .ToDictionary(levels => levels.Name, levels => levels.Field(isOrdered: file.TextTypes.ContainsKey(levels.Name)));
    }

    /// <summary>Takes the levels of a row group in; the names of the columns that turn out to be free text.</summary>
    static string[] FreeTexts(ParquetFile file, int group, Dictionary<string, ParquetLevels> found, int rows)
    {
        var types = found.Keys.ToDictionary(name => name, _ => ColumnType.Category);
        if (file.RowCount(group) <= rows)
        {
            return [.. file.Read([group], types).Columns.Where(column => !TryAdd(column)).Select(column => column.Name)];
        }

        var columns = file.OpenColumns(group, types);
        var isFree = new bool[columns.Length];
        file.ForEach(columns.Length, (scratch, i) =>
        {
            for (var isFirst = true; columns[i].RowsLeft > 0 && !isFree[i]; isFirst = false)
            {
                var pages = columns[i].Advance(rows);
                isFree[i] = !TryAdd(columns[i].Read(pages, file.NewBudget(pages.Length), new NumberingRule(int.MaxValue, Samples: isFirst), scratch));
            }
        });
        return [.. columns.Where((_, i) => isFree[i]).Select(column => column.Name)];

        bool TryAdd(Column column) => column is CategoryColumn category && found[column.Name].TryAdd(category);
    }

    static IEnumerable<Table> Read(string path, ParquetOptions parquet, Field[] fields, int blockRows)
    {
        using var file = ParquetFile.Open(path, parquet);
        var types = fields.Where(IsText).ToDictionary(field => field.Name, field => field.Type);
        var places = fields.Where(field => field.Type == ColumnType.Category)
            .ToDictionary(field => field.Name, field => field.Levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code));
        foreach (var group in file.RowGroups)
        {
            var blocks = file.RowCount(group) <= blockRows
                ? [Table.Create([.. file.Read([group], types).Columns.Select((column, i) => Conformed(i, column))])]
                : new RowGroupBlocks(file, group, types, Conformed).Read(blockRows);
            foreach (var block in blocks)
            {
                yield return block;
            }
        }

        Column Conformed(int i, Column column) => column is CategoryColumn category ? WithLevels(category, fields[i], places[column.Name], path) : column;
    }

    static CategoryColumn WithLevels(CategoryColumn column, Field field, Dictionary<string, int> places, string path)
    {
        if (column.Levels == field.Levels)
        {
            return column;
        }

        var map = column.Levels.Select(level => places.TryGetValue(level, out var code) ? code : throw new CsvSource(path).Changed(field.Name)).ToArray();
        var codes = new int[column.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = column.Codes[row] == CategoryColumn.MissingCode ? CategoryColumn.MissingCode : map[column.Codes[row]];
        }

        return new CategoryColumn(column.Name, codes, field.Levels, column.Validity);
    }
}
