using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Divides each row's numbers by the row's length.</summary>
public sealed class NormalizeRowsModel : TransformModel
{
    readonly EquatableArray<Field> _fields;

    internal NormalizeRowsModel(NormalizeRows recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
    }

    /// <inheritdoc/>
    public override NormalizeRows Recipe { get; }

    /// <summary>The columns that make up a row.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <inheritdoc/>
    /// <exception cref="TableException">A value is infinite.</exception>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        var columns = _fields.Select(field => fitting[field.Name]).ToArray();
        ScaledColumns.ThrowIfInfinite(columns);
        var lengths = Lengths(columns, fitting.RowCount);
        return ColumnChanges.Replace(fitting, _fields, (_, column) =>
        {
            var source = ColumnFit.Numbers(column).Span;
            var values = new double[source.Length];
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = source[row] / lengths[row];
            }

            return new Column<double>(column.Name, values, column.Validity);
        });
    }

    internal override IEnumerable<MadeColumn> Made => _fields.Select(column => new MadeColumn(column.Name, Columns));

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static NormalizeRowsModel Read(NormalizeRows recipe, ModelReader reader) => new(recipe, ScaledColumns.Read(reader));

    double[] Lengths(Column[] columns, int rows)
    {
        var lengths = new double[rows];
        foreach (var column in columns)
        {
            var values = ColumnFit.Numbers(column).Span;
            for (var row = 0; row < rows; row++)
            {
                var size = double.IsNaN(values[row]) ? 0 : Math.Abs(values[row]);
                lengths[row] = Recipe.Norm switch
                {
                    RowNorm.L2 => lengths[row] + (size * size),
                    RowNorm.L1 => lengths[row] + size,
                    _ => Math.Max(lengths[row], size),
                };
            }
        }

        for (var row = 0; row < rows; row++)
        {
            lengths[row] = lengths[row] == 0 ? 1 : Recipe.Norm == RowNorm.L2 ? Math.Sqrt(lengths[row]) : lengths[row];
        }

        return lengths;
    }
}
