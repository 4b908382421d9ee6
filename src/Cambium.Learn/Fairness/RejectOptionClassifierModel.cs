using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier that calls rows by their group where it is least sure.</summary>
public sealed class RejectOptionClassifierModel : ClassifierModel
{
    readonly GroupRule _rule;
    readonly int[] _sides;

    internal RejectOptionClassifierModel(RejectOptionClassifier recipe, ModelHeader header, ClassifierModel model, GroupRule rule, double margin, int[] sides)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        _rule = rule;
        Margin = margin;
        _sides = sides;
    }

    /// <inheritdoc/>
    public override RejectOptionClassifier Recipe { get; }

    /// <summary>The fitted classifier whose probabilities are used.</summary>
    public ClassifierModel Base { get; }

    /// <summary>How near to one half a probability is so unsure that the group decides; 0: never.</summary>
    public double Margin { get; }

    /// <summary>The groups that get the positive call where the base is unsure.</summary>
    public EquatableArray<string> Raised => _rule.Names.Where((_, group) => _sides[group] > 0).ToEquatableArray();

    /// <summary>The groups that get the negative call where the base is unsure.</summary>
    public EquatableArray<string> Lowered => _rule.Names.Where((_, group) => _sides[group] < 0).ToEquatableArray();

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rule.CheckThere(rows);
        return Parts.Probabilities(Base, rows, Classes);
    }

    internal override bool DecidesByRow => true;

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities)
    {
        if (Margin == 0)
        {
            return Parts.Calls(Base, rows, Classes);
        }

        var groups = _rule.Assign(rows);
        var calls = new int[groups.Length];
        for (var row = 0; row < calls.Length; row++)
        {
            calls[row] = RejectOptionClassifier.Call(probabilities[(2 * row) + 1], groups[row] == GroupRule.Unseen ? 0 : _sides[groups[row]], Margin);
        }

        return calls;
    }

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer)
    {
        _rule.Write(writer);
        writer.Array("margin", [Margin]);
        writer.Array("sides", _sides);
        Parts.Write(Base, writer, "base");
    }

    internal static RejectOptionClassifierModel Read(RejectOptionClassifier recipe, ModelHeader header, ModelReader reader)
    {
        var rule = GroupRule.Read(reader, header.Input);
        var margin = reader.Finite("margin", 1)[0];
        if (margin is < 0 or > 0.5)
        {
            throw new ModelFormatException($"weights.safetensors: 'margin' is {margin}, expected 0 to 0.5. The file is damaged; save the model again.");
        }

        if (margin > 0)
        {
            SavedParts.CheckTwoClasses(header);
        }

        return new(recipe, header, Parts.ReadClassifier(recipe.Base, header, reader, "base", header.Classes), rule, margin, reader.Array<int>("sides", rule.Names.Count));
    }
}
