using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier with calibrated probabilities.</summary>
public sealed class CalibratedClassifierModel : ClassifierModel
{
    readonly ClassCalibration _calibration;

    internal CalibratedClassifierModel(CalibratedClassifier recipe, ModelHeader header, ClassifierModel model, ClassCalibration calibration)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        Base = model;
        _calibration = calibration;
    }

    /// <inheritdoc/>
    public override CalibratedClassifier Recipe { get; }

    /// <summary>The fitted classifier whose probabilities are calibrated.</summary>
    public ClassifierModel Base { get; }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows) => _calibration.Apply(Parts.Probabilities(Base, rows, Classes), Classes.Count);

    internal override ShapValues ShapOf(Table rows, ShapOptions options)
    {
        ShapRefusal.ThrowIfCalibrated(options);
        var shap = Parts.Shap(Base, this, rows, options);
        return shap with { Outputs = Inner(shap.Outputs) };
    }

    internal override ShapInteractions ShapInteractionsOf(Table rows, ShapOptions options)
    {
        ShapRefusal.ThrowIfCalibrated(options);
        var shap = Parts.ShapInteractions(Base, this, rows, options);
        return shap with { Outputs = Inner(shap.Outputs) };
    }

    internal override void Write(ModelWriter writer)
    {
        Parts.Write(Base, writer, "base");
        _calibration.Write(writer);
    }

    internal static CalibratedClassifierModel Read(CalibratedClassifier recipe, ModelHeader header, ModelReader reader) =>
        new(recipe, header, Parts.ReadClassifier(recipe.Base, header, reader, "base", header.Classes), ClassCalibration.Read(recipe.Method, reader, header.Classes.Count));

    static EquatableArray<string> Inner(EquatableArray<string> outputs) => outputs.Select(name => $"{name} before calibration").ToEquatableArray();
}
