using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fills missing values with what was typical of their column among the training rows.</summary>
public sealed class ImputeModel : TransformModel
{
    readonly EquatableArray<ImputedColumn> _fills;

    internal ImputeModel(Impute recipe, EquatableArray<ImputedColumn> fills)
    {
        Recipe = recipe;
        _fills = fills;
    }

    /// <inheritdoc/>
    public override Impute Recipe { get; }

    /// <summary>The columns that the step fills.</summary>
    public EquatableArray<string> Columns => _fills.Select(fill => fill.Column.Name).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var changed = ColumnFit.Fit(rows, _fills.Select(fill => fill.Column));
        foreach (var fill in _fills)
        {
            var column = changed[fill.Column.Name];
            changed = changed.With(Filled(column, fill));
            if (fill.Indicator)
            {
                changed = changed.With(Column.Of(fill.IndicatorName, Enumerable.Range(0, column.Length).Select(row => !column.Validity[row]).ToArray()));
            }
        }

        return changed;
    }

    internal override IEnumerable<MadeColumn> Made =>
        _fills.Where(fill => fill.Indicator).Select(fill => new MadeColumn(fill.IndicatorName, [fill.Column.Name]));

    internal override void Write(ModelWriter writer) => writer.Value("columns", _fills);

    internal static ImputeModel Read(Impute recipe, ModelReader reader)
    {
        var fills = reader.Value<EquatableArray<ImputedColumn>>("columns");
        if (fills.Any(fill => fill is null || string.IsNullOrEmpty(fill.Column.Name) || fill.Ticks < 0 || fill.Ticks > DateTime.MaxValue.Ticks))
        {
            throw new ModelFormatException(
                "model.json: the columns that a step fills must have names, and moments in the range of dates. The file is damaged or " +
                "was edited; save the model again.");
        }

        return new ImputeModel(recipe, fills);
    }

    static Column Filled(Column column, ImputedColumn fill) => (column, fill.Column.Type) switch
    {
        (_, ColumnType.String) => Column.Of(column.Name, Enumerable.Repeat(fill.Number, column.Length).ToArray()),
        (Column<double> numbers, _) => column.MissingCount == 0 ? column : Column.Of(column.Name, Values(numbers, value => value, fill.Number)),
        (Column<long> numbers, _) => Column.Of(column.Name, Values(numbers, value => (double)value, fill.Number)),
        _ when column.MissingCount == 0 => column,
        (Column<bool> truths, _) => Column.Of(column.Name, Values(truths, value => value, fill.Number != 0)),
        (Column<DateTime> moments, _) => Column.Of(column.Name, Values(moments, value => value, new DateTime(fill.Ticks, DateTimeKind.Unspecified))),
        (CategoryColumn category, _) => Filled(category, fill.Level),
        _ => column,
    };

    static CategoryColumn Filled(CategoryColumn column, string level)
    {
        var levels = column.Levels;
        var fill = levels.IndexOf(level);
        if (fill < 0)
        {
            fill = levels.Count;
            levels = [.. levels, level];
        }

        var codes = column.Codes.ToArray();
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] == CategoryColumn.MissingCode)
            {
                codes[row] = fill;
            }
        }

        return new CategoryColumn(column.Name, codes, levels);
    }

    static TResult[] Values<T, TResult>(Column<T> column, Func<T, TResult> convert, TResult fill)
        where T : unmanaged
    {
        var values = new TResult[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = column.Validity[row] ? convert(column.Values[row]) : fill;
        }

        return values;
    }
}
