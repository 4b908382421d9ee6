namespace Cambium.Data;

/// <summary>Scans Parquet, a row group at a time. Columns of text are gone through first, for the levels of categories.</summary>
static class ParquetScan
{
    internal static TableScan Of(string path, ScanOptions options)
    {
        var parquet = options.Parquet with { MaxRows = 0 };
        using var file = ParquetFile.Open(path, parquet);
        var schema = file.Read([]).Schema;
        string[] texts = [.. schema.Fields.Where(field => IsText(field) && file.TextTypes.GetValueOrDefault(field.Name) != ColumnType.String).Select(field => field.Name)];
        var categories = FindLevels(path, parquet, file, texts, options.MaxLevels);
        var fields = schema.Fields.Select(field => !IsText(field) ? field : categories.GetValueOrDefault(field.Name) ?? new Field(field.Name, ColumnType.String)).ToArray();
        return new TableScan(new Schema(fields.ToEquatableArray()), () => Read(path, parquet, fields, options.BlockRows));
    }

    static bool IsText(Field field) => field.Type is ColumnType.Category or ColumnType.String;

    static Dictionary<string, Field> FindLevels(string path, ParquetOptions parquet, ParquetFile file, string[] texts, int mostLevels)
    {
        var found = texts.ToDictionary(name => name, name => new ParquetLevels(name, file.TextTypes.ContainsKey(name) ? int.MaxValue : mostLevels));
        foreach (var group in file.RowGroups)
        {
            if (found.Count == 0)
            {
                break;
            }

            // Columns that turned out to be free text are not read on.
            using var part = ParquetFile.Open(path, parquet with { Columns = found.Keys.ToEquatableArray() });
            var table = part.Read([group], found.Keys.ToDictionary(name => name, _ => ColumnType.Category));
            foreach (var column in table.Columns)
            {
                if (column is not CategoryColumn category || !found[column.Name].TryAdd(category))
                {
                    found.Remove(column.Name);
                }
            }
        }

        return found.Values.Where(levels => file.TextTypes.ContainsKey(levels.Name) || levels.Repeat)
            .ToDictionary(levels => levels.Name, levels => levels.Field(isOrdered: file.TextTypes.ContainsKey(levels.Name)));
    }

    static IEnumerable<Table> Read(string path, ParquetOptions parquet, Field[] fields, int blockRows)
    {
        using var file = ParquetFile.Open(path, parquet);
        var types = fields.Where(IsText).ToDictionary(field => field.Name, field => field.Type);
        var places = fields.Where(field => field.Type == ColumnType.Category)
            .ToDictionary(field => field.Name, field => field.Levels.Select((level, code) => (level, code)).ToDictionary(pair => pair.level, pair => pair.code));
        foreach (var group in file.RowGroups)
        {
            var table = file.Read([group], types);
            var conformed = Table.Create([.. table.Columns.Select((column, i) => column is CategoryColumn category ? WithLevels(category, fields[i], places[column.Name], path) : column)]);
            foreach (var block in TableScan.Cut(conformed, blockRows))
            {
                yield return block;
            }
        }
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
