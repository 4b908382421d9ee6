using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What the steps that turn levels into numbers do alike. A level is known by its text, as a class is.</summary>
static class LevelColumns
{
    /// <summary>The chosen columns; where none is chosen all categories, else also truths, whole numbers and texts.</summary>
    /// <exception cref="ArgumentException">A chosen column is not there.</exception>
    /// <exception cref="TableException">Chosen columns do not fit, or there are no rows.</exception>
    internal static Column[] Of(Table features, ColumnSelection chosen) => StepColumns.Of(
        features, chosen,
        column => column.Type is ColumnType.Category || (!chosen.IsOpen && column.Type is ColumnType.Boolean or ColumnType.Int64 or ColumnType.String),
        "categories and, where they are named, truths, whole numbers and texts");

    /// <summary>The columns with the levels that training rows have.</summary>
    internal static Field[] Learn(Column[] columns, CancellationToken cancellationToken)
    {
        var fields = new Field[columns.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fields[i] = new Field(columns[i].Name, columns[i].Type) { Levels = ClassLabels.ClassesOf(columns[i]) };
        }

        return fields;
    }

    /// <summary>Reads the columns of a saved step.</summary>
    internal static EquatableArray<Field> Read(ModelReader reader) =>
        StepColumns.Read(reader, "columns", ColumnType.Category, ColumnType.Boolean, ColumnType.Int64, ColumnType.String);

    /// <summary>Reads numbers of a saved step: of each column one a level, and some more.</summary>
    internal static double[][] ReadValues(ModelReader reader, string name, EquatableArray<Field> fields, int more, int each = 1)
    {
        var values = reader.Finite(name, fields.Sum(field => ((long)field.Levels.Count + more) * each));
        var ofColumns = new double[fields.Count][];
        var start = 0;
        for (var i = 0; i < ofColumns.Length; i++)
        {
            var length = (fields[i].Levels.Count + more) * each;
            ofColumns[i] = values[start..(start + length)];
            start += length;
        }

        return ofColumns;
    }

    /// <summary>The number of rows of each level; rows without one are not counted.</summary>
    internal static int[] Counts(ReadOnlySpan<int> codes, int levels)
    {
        var counts = new int[levels];
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        return counts;
    }

    /// <summary>0 for false, 1 for true, -1 where missing.</summary>
    internal static int[] Codes(Column<bool> column)
    {
        var values = column.Values;
        var validity = column.Validity;
        var codes = new int[values.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = !validity[row] ? CategoryColumn.MissingCode : values[row] ? 1 : 0;
        }

        return codes;
    }

    /// <summary>The number of each row's level, that of missing values, or that of levels not seen.</summary>
    internal static double[] Values(Column column, EquatableArray<string> levels, ReadOnlySpan<double> ofLevels, double missing, double unseen)
    {
        var codes = ClassLabels.Encode(column, levels);
        var values = new double[codes.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = codes[row] switch
            {
                ClassLabels.Missing => missing,
                ClassLabels.Unseen => unseen,
                var code => ofLevels[code],
            };
        }

        return values;
    }
}
