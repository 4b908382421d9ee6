using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds the ratios of pairs of number columns.</summary>
public sealed class RatioModel : TransformModel
{
    readonly EquatableArray<Field> _left;
    readonly EquatableArray<Field> _right;
    readonly (string Left, string Right)[] _pairs;

    internal RatioModel(Ratio recipe, EquatableArray<Field> left, EquatableArray<Field> right)
    {
        Recipe = recipe;
        (_left, _right) = (left, right);
        _pairs = ColumnPairs.Ordered(left, right);
    }

    /// <inheritdoc/>
    public override Ratio Recipe { get; }

    /// <summary>The names of the columns that the step adds.</summary>
    public EquatableArray<string> Names => _pairs.Select(NameOf).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => ColumnPairs.Apply(rows, [.. _left, .. _right], _pairs, NameOf, (left, right) => right == 0 ? double.NaN : left / right);

    internal override IEnumerable<MadeColumn> Made => _pairs.Select(pair => new MadeColumn(NameOf(pair), [pair.Left, pair.Right]));

    internal override void Write(ModelWriter writer)
    {
        writer.Value("left", new Schema(_left));
        writer.Value("right", new Schema(_right));
    }

    internal static RatioModel Read(Ratio recipe, ModelReader reader) =>
        new(recipe, MadeColumns.Read(reader, "left", MadeColumns.IsNumber), MadeColumns.Read(reader, "right", MadeColumns.IsNumber));

    static string NameOf((string Left, string Right) pair) => $"{pair.Left} / {pair.Right}";
}
