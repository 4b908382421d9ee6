using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Cuts number columns into bins between learned borders.</summary>
public sealed class BinModel : TransformModel
{
    readonly BinOutput _output;
    readonly EquatableArray<Field> _fields;
    readonly double[][] _borders;

    internal BinModel(Transform recipe, BinOutput output, EquatableArray<Field> fields, double[][] borders)
    {
        Recipe = recipe;
        _output = output;
        _fields = fields;
        _borders = borders;
    }

    /// <inheritdoc/>
    public override Transform Recipe { get; }

    /// <summary>The columns that the step cuts.</summary>
    public EquatableArray<string> Columns => _fields.Select(column => column.Name).ToEquatableArray();

    /// <summary>The borders between the bins of each column, ascending; a value that equals one is above it.</summary>
    public EquatableArray<EquatableArray<double>> Borders => _borders.Select(borders => borders.ToEquatableArray()).ToEquatableArray();

    /// <summary>The columns that the step leaves in the place of those that it cuts.</summary>
    public EquatableArray<string> Names => _fields.SelectMany((column, i) => NamesOf(column, i)).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => MadeColumns.Replaced(rows, _fields, Cut);

    internal override IEnumerable<MadeColumn> Made => _output == BinOutput.OneHot
        ? _fields.SelectMany((column, i) => NamesOf(column, i).Select(name => new MadeColumn(name, [column.Name])))
        : [];

    internal override void Write(ModelWriter writer)
    {
        writer.Value("columns", new Schema(_fields));
        for (var i = 0; i < _borders.Length; i++)
        {
            writer.Array($"borders_{i}", _borders[i]);
        }
    }

    internal static BinModel Read(Bin recipe, ModelReader reader) => Read(recipe, recipe.Output, reader);

    internal static BinModel Read(BinByTarget recipe, ModelReader reader) => Read(recipe, recipe.Output, reader);

    static BinModel Read(Transform recipe, BinOutput output, ModelReader reader)
    {
        var fields = MadeColumns.Read(reader, "columns", MadeColumns.IsNumber);
        var borders = Enumerable.Range(0, fields.Count).Select(i => reader.Array<double>($"borders_{i}")).ToArray();
        for (var i = 0; i < borders.Length; i++)
        {
            var at = i;
            if (borders[i].Any(border => !double.IsFinite(border)) || borders[i].Skip(1).Where((border, place) => border <= borders[at][place]).Any())
            {
                throw new ModelFormatException($"weights.safetensors: the borders of column '{fields[i].Name}' are not finite numbers that ascend. {MadeColumns.Advice}");
            }
        }

        return new BinModel(recipe, output, fields, borders);
    }

    IEnumerable<string> NamesOf(Field field, int i) => _output == BinOutput.OneHot ? Levels(i).Select(level => $"{field.Name}={level}") : [field.Name];

    IEnumerable<Column> Cut(int i, Column column)
    {
        var values = ColumnFit.Numbers(column);
        var codes = new int[values.Length];
        for (var row = 0; row < codes.Length; row++)
        {
            var value = values.Span[row];
            var place = Array.BinarySearch(_borders[i], value);
            codes[row] = double.IsNaN(value) ? CategoryColumn.MissingCode : place >= 0 ? place + 1 : ~place;
        }

        return _output switch
        {
            BinOutput.Number => [MadeColumns.Computed(column.Name, codes.Length, row => codes[row] < 0 ? double.NaN : codes[row])],
            BinOutput.Category => [new CategoryColumn(column.Name, codes, [.. Levels(i)])],
            _ => NamesOf(_fields[i], i).Select((name, bin) => MadeColumns.Computed(name, codes.Length, row => codes[row] == bin ? 1 : 0)),
        };
    }

    IEnumerable<string> Levels(int i)
    {
        var borders = _borders[i];
        if (borders.Length == 0)
        {
            return ["all"];
        }

        return [$"below {Text(borders[0])}", .. borders.Skip(1).Select((border, place) => $"{Text(borders[place])} to {Text(border)}"), $"from {Text(borders[^1])}"];
    }

    static string Text(double border) => border.ToString("R", CultureInfo.InvariantCulture);
}
