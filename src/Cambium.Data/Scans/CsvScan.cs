using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Scans CSV: a pass that finds the types, unless all are declared, and then blocks of rows.</summary>
static class CsvScan
{
    internal static TableScan Of(Func<Stream> open, string name, ScanOptions options)
    {
        var source = new CsvSource(name);
        var windows = new CsvWindows(open, source, options.Csv, options.BlockBytes);
        var layout = windows.ReadLayout();
        CsvReader.CheckTypes(layout, source, options.Csv);
        var fields = FindTypes(windows, source, layout, options);
        return new TableScan(new Schema(fields.ToEquatableArray()), () => Read(windows, source, layout, fields, options));
    }

    static Field[] FindTypes(CsvWindows windows, CsvSource source, CsvLayout layout, ScanOptions options)
    {
        var fields = layout.Names.Select(options.Csv.Declared).ToArray();
        var unknown = new Dictionary<int, CsvColumnTypes>();
        for (var position = 0; position < fields.Length; position++)
        {
            if (fields[position]?.Type is null or ColumnType.Category)
            {
                unknown.Add(position, new CsvColumnTypes(layout.Names[position], position, fields[position], options.MaxLevels));
            }
        }

        for (var columns = unknown.Values.ToArray(); columns.Length > 0; columns = Array.FindAll(columns, column => column.MustReadAgain))
        {
            foreach (var column in columns.Where(column => column.MustReadAgain))
            {
                column.BeginAgain();
            }

            LookThrough(windows, source, layout, columns, options);
        }

        return [.. fields.Select((field, position) => unknown.TryGetValue(position, out var found) ? found.Field() : field!)]; // declared where not found
    }

    static void LookThrough(CsvWindows windows, CsvSource source, CsvLayout layout, CsvColumnTypes[] columns, ScanOptions options)
    {
        foreach (var (bytes, chunks) in windows.Read(layout))
        {
            var stores = Array.ConvertAll(columns, column => column.Open(chunks.Length, RowsOf(chunks)));
            var rows = CsvReader.Fill(bytes, source, layout, options.Csv, chunks, stores);
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Close(stores[i], rows);
            }
        }

        foreach (var column in columns)
        {
            column.End();
        }
    }

    static IEnumerable<Table> Read(CsvWindows windows, CsvSource source, CsvLayout layout, Field[] fields, ScanOptions options)
    {
        var threads = ParallelBlocks.Threads(options.Csv.MaxThreads);
        foreach (var (bytes, chunks) in windows.Read(layout))
        {
            var stores = fields.Select((field, position) => new ColumnStore(field.Name, position, field, chunks.Length, RowsOf(chunks))).ToArray();
            var rows = CsvReader.Fill(bytes, source, layout, options.Csv, chunks, stores);
            var builder = new ColumnBuilder(source, chunks, rows, threads);
            var table = Table.Create([.. stores.Select(builder.Build)]);
            foreach (var field in fields)
            {
                if (table[field.Name] is CategoryColumn category && category.Levels.Count > field.Levels.Count)
                {
                    throw source.Changed(field.Name);
                }
            }

            foreach (var block in TableScan.Cut(table, options.BlockRows))
            {
                yield return block;
            }
        }
    }

    static int RowsOf(CsvChunk[] chunks) => chunks.Length == 0 ? 0 : chunks[^1].FirstRow + chunks[^1].MostRows;
}
