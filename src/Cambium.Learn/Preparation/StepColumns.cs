using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which columns a step works on.</summary>
static class StepColumns
{
    /// <summary>The chosen columns, or all that fit where none is chosen, in the order of the table.</summary>
    /// <param name="features">The training rows.</param>
    /// <param name="chosen">The choice of the recipe; open: all that fit.</param>
    /// <param name="fits">Whether the step can work on a column.</param>
    /// <param name="wanted">What the step works on, for the message: "numbers or categories".</param>
    /// <exception cref="ArgumentException">A chosen column is not there.</exception>
    /// <exception cref="TableException">Chosen columns do not fit, or there are no rows.</exception>
    internal static Column[] Of(Table features, ColumnSelection chosen, Func<Column, bool> fits, string wanted)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.RowCount == 0)
        {
            throw new TableException("The table has no rows to learn from.");
        }

        foreach (var name in chosen.Names.Concat(chosen.Excepted))
        {
            _ = features[name];
        }

        var columns = features.Columns
            .Where(column => chosen.IsOpenFor(column) && (!chosen.IsOpen || fits(column)))
            .ToArray();
        var unfit = columns.Where(column => !fits(column)).ToArray();
        if (unfit.Length > 0)
        {
            var found = string.Join("; ", unfit.Select(column => $"column '{column.Name}' holds {column.Type} values"));
            throw new TableException($"The step works on {wanted}, but {found}. Choose other columns.")
            {
                Column = unfit[0].Name,
            };
        }

        return columns;
    }

    /// <summary>Reads the columns of a saved step.</summary>
    /// <param name="reader">What was saved.</param>
    /// <param name="name">The name of the columns there.</param>
    /// <param name="types">The types that the step can work on.</param>
    /// <exception cref="ModelFormatException">They are not there, or of another type.</exception>
    internal static EquatableArray<Field> Read(ModelReader reader, string name, params ReadOnlySpan<ColumnType> types)
    {
        var fields = reader.Schema(name).Fields;
        foreach (var field in fields)
        {
            if (!types.Contains(field.Type))
            {
                throw new ModelFormatException(
                    $"model.json: the step's column '{field.Name}' is of type {field.Type}, expected {string.Join(" or ", types.ToArray())}. " +
                    "The file is damaged or was edited; save the model again.");
            }
        }

        return fields;
    }

    /// <summary>Makes sure that a step's new columns have names of their own.</summary>
    /// <exception cref="TableException">A column of such a name is there.</exception>
    internal static void ThrowIfTaken(Table features, IEnumerable<string> names, IReadOnlySet<string> removed)
    {
        var seen = new HashSet<string>(features.Columns.Select(column => column.Name).Where(name => !removed.Contains(name)));
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                throw new TableException(
                    $"The step makes a column '{name}', but the table has a column of that name; rename it.") { Column = name };
            }
        }
    }

    /// <summary>What a column is, without its values.</summary>
    internal static Field FieldOf(Column column) => new(column.Name, column.Type)
    {
        Levels = column is CategoryColumn category ? category.Levels : [],
        Width = column is SparseColumn vectors ? vectors.Width : 0,
        FeatureNames = column is SparseColumn named ? named.FeatureNames : [],
    };
}
