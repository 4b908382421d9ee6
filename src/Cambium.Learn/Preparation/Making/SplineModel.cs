using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Replaces number columns by the values of B-splines over them.</summary>
public sealed class SplineModel : TransformModel
{
    readonly EquatableArray<Field> _fields;
    readonly double[][] _knots;

    internal SplineModel(Spline recipe, EquatableArray<Field> fields, double[][] knots)
    {
        Recipe = recipe;
        _fields = fields;
        _knots = knots;
    }

    /// <inheritdoc/>
    public override Spline Recipe { get; }

    /// <summary>The columns that the step replaces.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The knots of each column, ascending.</summary>
    public EquatableArray<EquatableArray<double>> Knots => _knots.Select(knots => knots.ToEquatableArray()).ToEquatableArray();

    /// <summary>The names of the columns that stand in the place of those.</summary>
    public EquatableArray<string> Names => _fields.SelectMany(column => Enumerable.Range(0, Width).Select(bump => NameOf(column.Name, bump))).ToEquatableArray();

    int Width => Recipe.Knots + Recipe.Degree - (Recipe.Bias ? 1 : 2);

    /// <inheritdoc/>
    public override Table Apply(Table rows) => MadeColumns.Replaced(rows, _fields, Bumps);

    internal override IEnumerable<MadeColumn> Made =>
        _fields.SelectMany(column => Enumerable.Range(0, Width).Select(bump => new MadeColumn(NameOf(column.Name, bump), [column.Name])));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        for (var i = 0; i < _knots.Length; i++)
        {
            writer.Array($"knots_{i}", _knots[i]);
        }
    }

    internal static SplineModel Read(Spline recipe, ModelReader reader)
    {
        var fields = MadeColumns.Read(reader, "columns", MadeColumns.IsNumber);
        var knots = Enumerable.Range(0, fields.Count).Select(i => reader.Finite($"knots_{i}", recipe.Knots)).ToArray();
        var broken = Array.FindIndex(knots, own => own.Skip(1).Where((knot, place) => knot <= own[place]).Any());
        return broken < 0
            ? new SplineModel(recipe, fields, knots)
            : throw new ModelFormatException($"weights.safetensors: the knots of column '{fields[broken].Name}' do not ascend. {MadeColumns.Advice}");
    }

    IEnumerable<Column> Bumps(int i, Column column)
    {
        var values = ColumnFit.Numbers(column).ToArray();
        var (degree, knots) = (Recipe.Degree, Extended(_knots[i], Recipe.Degree));
        var bumps = Enumerable.Range(0, Width).Select(_ => new double[values.Length]).ToArray();
        var own = new double[degree + 1];
        for (var row = 0; row < values.Length; row++)
        {
            if (double.IsNaN(values[row]))
            {
                Array.ForEach(bumps, bump => bump[row] = double.NaN);
                continue;
            }

            var value = Math.Clamp(values[row], _knots[i][0], _knots[i][^1]);
            var place = Array.BinarySearch(_knots[i], value);
            var piece = Math.Min(place >= 0 ? place : ~place - 1, _knots[i].Length - 2);
            Evaluate(knots, piece + degree, value, own);
            for (var bump = 0; bump <= degree && piece + bump < bumps.Length; bump++)
            {
                bumps[piece + bump][row] = own[bump];
            }
        }

        return bumps.Select((bump, place) => Column.Of(NameOf(column.Name, place), bump));
    }

    /// <summary>As many knots on either side as the degree, as far apart as the outer ones.</summary>
    static double[] Extended(double[] knots, int degree)
    {
        var (below, above) = (knots[1] - knots[0], knots[^1] - knots[^2]);
        return
        [
            .. Enumerable.Range(0, degree).Select(place => knots[0] - ((degree - place) * below)),
            .. knots,
            .. Enumerable.Range(1, degree).Select(place => knots[^1] + (place * above)),
        ];
    }

    /// <summary>The values of the bumps that are not 0 between knots <paramref name="piece"/> and the next, by de Boor's recurrence.</summary>
    static void Evaluate(double[] knots, int piece, double value, double[] bumps)
    {
        bumps[0] = 1;
        for (var degree = 1; degree < bumps.Length; degree++)
        {
            var saved = 0.0;
            for (var bump = 0; bump < degree; bump++)
            {
                var (left, right) = (knots[piece + bump + 1 - degree], knots[piece + bump + 1]);
                var share = bumps[bump] / (right - left);
                bumps[bump] = saved + ((right - value) * share);
                saved = (value - left) * share;
            }

            bumps[degree] = saved;
        }
    }

    static string NameOf(string column, int bump) => string.Create(CultureInfo.InvariantCulture, $"{column}_spline{bump}");
}
