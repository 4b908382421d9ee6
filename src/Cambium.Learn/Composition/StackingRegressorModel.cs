using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted stack of regressors.</summary>
public sealed class StackingRegressorModel : RegressorModel
{
    readonly RegressorModel[] _members;
    readonly string _prefix;

    internal StackingRegressorModel(StackingRegressor recipe, Schema input, string target, RegressorModel[] members, RegressorModel final, string prefix)
        : base(input, target)
    {
        Recipe = recipe;
        _members = members;
        _prefix = prefix;
        Final = final;
    }

    /// <inheritdoc/>
    public override StackingRegressor Recipe { get; }

    /// <summary>The fitted members, in the recipe's order.</summary>
    public EquatableArray<RegressorModel> Members => _members.ToEquatableArray();

    /// <summary>The fitted regressor that reads the members' answers.</summary>
    public RegressorModel Final { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var answers = Array.ConvertAll(_members, member => member.PredictValues(rows));
        var passed = Recipe.PassThrough ? rows.Select([.. Input.Fields.Select(field => field.Name)]) : null;
        return Final.PredictValues(StackedTable.Of(answers, [""], _prefix, passed));
    }

    private protected override ShapForm? MakeShapForm() => StackShapForm.Of(this, _members, Final, _prefix, Recipe.PassThrough);

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(_members, writer);
        Parts.Write(Final, writer, "final");
        writer.Value("prefix", _prefix);
    }

    internal static StackingRegressorModel Read(StackingRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            header.Target,
            [.. recipe.Members.Select((member, i) => Parts.ReadRegressor(member, header, reader, $"model_{i}"))],
            Parts.ReadRegressor(recipe.Final, header, reader, "final"),
            SavedParts.Prefix(header, reader));
}
