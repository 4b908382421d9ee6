using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted stack of classifiers.</summary>
public sealed class StackingClassifierModel : ClassifierModel
{
    readonly ClassifierModel[] _members;
    readonly string _prefix;

    internal StackingClassifierModel(StackingClassifier recipe, ModelHeader header, ClassifierModel[] members, ClassifierModel final, string prefix)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _members = members;
        _prefix = prefix;
        Final = final;
    }

    /// <inheritdoc/>
    public override StackingClassifier Recipe { get; }

    /// <summary>The fitted members, in the recipe's order.</summary>
    public EquatableArray<ClassifierModel> Members => _members.ToEquatableArray();

    /// <summary>The fitted classifier that reads the members' answers.</summary>
    public ClassifierModel Final { get; }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var answers = Array.ConvertAll(_members, member => Parts.Probabilities(member, rows, Classes));
        var passed = Recipe.PassThrough ? rows.Select([.. Input.Fields.Select(field => field.Name)]) : null;
        return Parts.Probabilities(Final, StackedTable.Of(answers, [.. Classes], _prefix, passed), Classes);
    }

    internal override int[] Decide(ReadOnlySpan<double> probabilities) => Final.Classes == Classes ? Final.Decide(probabilities) : base.Decide(probabilities);

    private protected override ShapForm? MakeShapForm() => StackShapForm.Of(this, _members, Final, _prefix, Recipe.PassThrough);

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(_members, writer);
        Parts.Write(Final, writer, "final");
        writer.Value("prefix", _prefix);
    }

    internal static StackingClassifierModel Read(StackingClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header,
            [.. recipe.Members.Select((member, i) => Parts.ReadClassifier(member, header, reader, $"model_{i}", header.Classes))],
            Parts.ReadClassifier(recipe.Final, header, reader, "final", header.Classes),
            SavedParts.Prefix(header, reader));
}
