using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds products of number columns.</summary>
public sealed class PolynomialModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly int[][] _products;

    internal PolynomialModel(Polynomial recipe, EquatableArray<Field> fields)
    {
        Recipe = recipe;
        _fields = fields;
        _products = [.. recipe.Products(fields.Count)];
    }

    /// <inheritdoc/>
    public override Polynomial Recipe { get; }

    /// <summary>The names of the columns that the step adds.</summary>
    public EquatableArray<string> Names => _products.Select(NameOf).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        var fitting = ColumnFit.Fit(rows, _fields);
        var numbers = _fields.Select(field => ColumnFit.Numbers(fitting[field.Name])).ToArray();
        return MadeColumns.With(fitting, _products.Select(product => Column.Of(NameOf(product), Product(product, numbers, rows.RowCount))));
    }

    internal override IEnumerable<MadeColumn> Made =>
        _products.Select(product => new MadeColumn(NameOf(product), product.Distinct().Select(place => _fields[place].Name).ToEquatableArray()));

    internal override void Write(ModelWriter writer) => writer.Value("columns", new Schema(_fields));

    internal static PolynomialModel Read(Polynomial recipe, ModelReader reader)
    {
        var fields = MadeColumns.Read(reader, "columns", MadeColumns.IsNumber);
        return recipe.Count(fields.Count) <= recipe.MaxColumns
            ? new PolynomialModel(recipe, fields)
            : throw new ModelFormatException($"model.json: {fields.Count} columns make more products than the recipe's {recipe.MaxColumns}. {MadeColumns.Advice}");
    }

    static double[] Product(int[] factors, ReadOnlyMemory<double>[] numbers, int rows)
    {
        var values = numbers[factors[0]].ToArray();
        foreach (var factor in factors.AsSpan(1))
        {
            var other = numbers[factor].Span;
            for (var row = 0; row < rows; row++)
            {
                values[row] *= other[row];
            }
        }

        return values;
    }

    string NameOf(int[] product) => string.Join(' ', product.CountBy(place => place).Select(factor =>
        factor.Value == 1 ? _fields[factor.Key].Name : string.Create(CultureInfo.InvariantCulture, $"{_fields[factor.Key].Name}^{factor.Value}")));
}
