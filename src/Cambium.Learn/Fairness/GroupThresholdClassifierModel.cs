using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier with thresholds of each group.</summary>
public sealed class GroupThresholdClassifierModel : ClassifierModel
{
    const int Numbers = 5;

    readonly GroupRule _rule;

    internal GroupThresholdClassifierModel(GroupThresholdClassifier recipe, ModelHeader header, ClassifierModel model, GroupRule rule, EquatableArray<GroupThreshold> thresholds)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        _rule = rule;
        Thresholds = thresholds;
    }

    /// <inheritdoc/>
    public override GroupThresholdClassifier Recipe { get; }

    /// <summary>The fitted classifier whose probabilities are used.</summary>
    public ClassifierModel Base { get; }

    /// <summary>One a group; the last, without a name, is for rows of a group that training did not see.</summary>
    public EquatableArray<GroupThreshold> Thresholds { get; }

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
        var groups = _rule.Assign(rows);
        var chance = RowChance.Of(rows, Input, Recipe.Seed);
        var calls = new int[groups.Length];
        for (var row = 0; row < calls.Length; row++)
        {
            var own = Thresholds[groups[row] == GroupRule.Unseen ? Thresholds.Count - 1 : groups[row]];
            calls[row] = chance[row] < own.Chance(probabilities[(2 * row) + 1]) ? 1 : 0;
        }

        return calls;
    }

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer)
    {
        _rule.Write(writer);
        writer.Array("thresholds", [.. Thresholds.SelectMany(own => (double[])[own.Threshold, own.Other, own.OtherShare, own.Blind, own.BlindPositive])]);
        Parts.Write(Base, writer, "base");
    }

    internal static GroupThresholdClassifierModel Read(GroupThresholdClassifier recipe, ModelHeader header, ModelReader reader)
    {
        SavedParts.CheckTwoClasses(header);
        var rule = GroupRule.Read(reader, header.Input);
        var numbers = reader.Finite("thresholds", (rule.Names.Count + 1L) * Numbers);
        if (Array.Exists(numbers, number => number is < 0 or > ScoreCurve.Never))
        {
            throw new ModelFormatException("weights.safetensors: 'thresholds' must be between 0 and 2. The file is damaged; save the model again.");
        }

        var thresholds = numbers.Chunk(Numbers).Select((own, group) => new GroupThreshold(group < rule.Names.Count ? rule.Names[group] : "", own[0], own[1], own[2], own[3], own[4]));
        return new(recipe, header, Parts.ReadClassifier(recipe.Base, header, reader, "base", header.Classes), rule, thresholds.ToEquatableArray());
    }
}
