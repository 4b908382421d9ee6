using System.Numerics;
using System.Runtime.InteropServices;
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
        var fields = _fills.Select(fill => fill.Column).ToEquatableArray();
        var fitting = ColumnFit.Fit(rows, fields);
        var filled = ColumnChanges.Replace(fitting, fields, (place, column) => Filled(column, _fills[place]));
        return MissingIndicators.Add(filled, fitting, _fills.Where(fill => fill.Indicator).Select(fill => fill.Column.Name).ToEquatableArray());
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
        _ when column.MissingCount == 0 && column is not Column<long> => column,
        (Column<double> or Column<long>, _) => Numbers(column, fill.Number),
        (Column<bool> truths, _) => Column.Of(column.Name, Values(truths, fill.Number != 0)),
        (Column<DateTime> moments, _) => Column.Of(column.Name, Values(moments, new DateTime(fill.Ticks, DateTimeKind.Unspecified))),
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

    /// <summary>The numbers with a number in the place of missing ones, in one pass.</summary>
    static Column<double> Numbers(Column column, double fill)
    {
        var values = GC.AllocateUninitializedArray<double>(column.Length);
        var source = ColumnFit.Numbers(column).Span;
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(source);
        var filled = MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan());
        var put = new Vector<double>(fill);
        for (var i = 0; i < vectors.Length; i++)
        {
            // What is missing is NaN, and NaN is not equal to itself.
            filled[i] = Vector.ConditionalSelect(Vector.Equals(vectors[i], vectors[i]), vectors[i], put);
        }

        for (var row = vectors.Length * Vector<double>.Count; row < values.Length; row++)
        {
            values[row] = double.IsNaN(source[row]) ? fill : source[row];
        }

        return new Column<double>(column.Name, values, Validity.All(values.Length));
    }

    static T[] Values<T>(Column<T> column, T fill)
        where T : unmanaged
    {
        var source = column.Values;
        var validity = column.Validity;
        var values = new T[source.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = validity[row] ? source[row] : fill;
        }

        return values;
    }
}
