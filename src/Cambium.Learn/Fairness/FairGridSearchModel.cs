using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The classifier that a search between groups has chosen.</summary>
public sealed class FairGridSearchModel : ClassifierModel
{
    readonly bool _isConstant;

    internal FairGridSearchModel(FairGridSearch recipe, ModelHeader header, ClassifierModel model, bool isConstant, double violation)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        _isConstant = isConstant;
        Violation = violation;
    }

    /// <inheritdoc/>
    public override FairGridSearch Recipe { get; }

    /// <summary>The chosen classifier.</summary>
    public ClassifierModel Base { get; }

    /// <summary>By how much the constraint is broken on the training rows; 0 where it is kept.</summary>
    public double Violation { get; }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => Parts.Probabilities(Base, rows, Classes);

    internal override bool DecidesByRow => true;

    internal override int[] Decide(Table rows, ReadOnlySpan<double> probabilities) => Base.Classes == Classes ? Base.Decide(rows, probabilities) : Parts.Calls(Base, rows, Classes);

    private protected override ShapForm MakeShapForm() => InnerShapForm.Of(Base, this);

    internal override void Write(ModelWriter writer)
    {
        writer.Value("constant", _isConstant);
        writer.Array("violation", [Violation]);
        Parts.Write(Base, writer, "base");
    }

    internal static FairGridSearchModel Read(FairGridSearch recipe, ModelHeader header, ModelReader reader)
    {
        var isConstant = reader.Value<bool>("constant");
        return new(recipe, header, Parts.ReadClassifier(isConstant ? new PriorClassifier() : recipe.Base, header, reader, "base", header.Classes), isConstant, reader.Finite("violation", 1)[0]);
    }
}
