using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted lasso: the prediction is the intercept plus each feature times its coefficient.</summary>
public sealed class LassoModel : RegressorModel
{
    readonly LinearFunction _function;

    internal LassoModel(Lasso recipe, LinearFunction function, string target, LassoSolution solution)
        : this(recipe, function, target, solution.Gap, solution.Sweeps, solution.Converged)
    {
    }

    LassoModel(Lasso recipe, LinearFunction function, string target, double gap, int iterations, bool converged)
        : base(function.Input, target)
    {
        Recipe = recipe;
        _function = function;
        Gap = gap;
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override Lasso Recipe { get; }

    /// <summary>What one unit more of a feature adds to the prediction, by the feature's name, in the order of the input's columns. Exactly 0 for features that are not used.</summary>
    public IReadOnlyDictionary<string, double> Coefficients => _function.Coefficients;

    /// <summary>The prediction where all features are 0; 0 where the recipe has none.</summary>
    public double Intercept => _function.Intercept;

    /// <summary>How far the objective can at most be above its minimum, measured as <see cref="Lasso.Tolerance"/> says.</summary>
    public double Gap { get; }

    /// <summary>The number of passes over the coefficients.</summary>
    public int Iterations { get; }

    /// <summary>Whether the gap came within <see cref="Lasso.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _function.Values(rows);

    /// <summary>The coefficients, one a line.</summary>
    public override string ToString() =>
        $"Lasso for {Target}, {Coefficients.Values.Count(value => value != 0)} of {Coefficients.Count} features used " +
        $"({(Converged ? "converged" : "not converged")} after {Iterations} pass{(Iterations == 1 ? "" : "es")})\n{_function.Format()}";

    private protected override ShapForm MakeShapForm() => _function.ForShap(this);

    internal override void Write(ModelWriter writer)
    {
        _function.Write(writer);
        writer.Array("gap", [Gap]);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static LassoModel Read(Lasso recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            LinearFunction.Read(header, reader),
            header.Target,
            reader.Finite("gap", 1)[0],
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
}
