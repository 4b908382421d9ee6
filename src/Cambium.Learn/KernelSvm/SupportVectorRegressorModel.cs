using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted support vector regressor.</summary>
public sealed class SupportVectorRegressorModel : RegressorModel
{
    readonly EquatableArray<Feature> _features;
    readonly SupportVectorSums _sums;
    readonly double[] _coefficients;

    internal SupportVectorRegressorModel(SupportVectorRegressor recipe, Schema input, string target, SavedVectors vectors, int iterations, bool converged)
        : base(input, target)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _coefficients = vectors.Coefficients;
        _sums = vectors.Sum();
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override SupportVectorRegressor Recipe { get; }

    /// <summary>The number of support vectors.</summary>
    public int SupportVectorCount => _sums.Count;

    /// <summary>The support vectors: m × p, row-major, the features in the order of the input's columns.</summary>
    public EquatableArray<double> SupportVectors => _sums.Vectors.ToEquatableArray();

    /// <summary>The coefficient of each support vector.</summary>
    public EquatableArray<double> Coefficients => _coefficients.ToEquatableArray();

    /// <summary>What is added to the sum.</summary>
    public double Intercept => _sums.Biases[0];

    /// <summary>γ of the kernel, as set or as found.</summary>
    public double Gamma => _sums.Kernel.Gamma;

    /// <summary>Whether the search came within <see cref="SupportVectorRegressor.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <summary>The steps done.</summary>
    public int Iterations { get; }

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows) => _sums.Of(rows, _features);

    internal override void Write(ModelWriter writer)
    {
        new SavedVectors(_sums.Vectors, _sums.Centre, _sums.Kernel, _sums.Biases, _coefficients).Write(writer);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static SupportVectorRegressorModel Read(SupportVectorRegressor recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            header.Target,
            SavedVectors.Read(reader, new KernelSettings(recipe.Kernel, recipe.Gamma, recipe.Degree, recipe.Constant), header, -1, 1, 1),
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
}
