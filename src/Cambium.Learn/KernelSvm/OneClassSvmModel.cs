using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted one-class support vector machine.</summary>
public sealed class OneClassSvmModel : OutlierDetectorModel
{
    readonly EquatableArray<Feature> _features;
    readonly SupportVectorSums _sums;
    readonly double[] _coefficients;

    internal OneClassSvmModel(OneClassSvm recipe, Schema input, SavedVectors vectors, int iterations, bool converged)
        : base(input)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _coefficients = vectors.Coefficients;
        _sums = vectors.Sum();
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override OneClassSvm Recipe { get; }

    /// <summary>0: the border.</summary>
    public override double Threshold => 0;

    /// <summary>The number of support vectors.</summary>
    public int SupportVectorCount => _sums.Count;

    /// <summary>The support vectors: m × p, row-major, the features in the order of the input's columns.</summary>
    public EquatableArray<double> SupportVectors => _sums.Vectors.ToEquatableArray();

    /// <summary>The coefficient of each support vector; above 0.</summary>
    public EquatableArray<double> Coefficients => _coefficients.ToEquatableArray();

    /// <summary>ρ, what the sum must reach within the border.</summary>
    public double Offset => -_sums.Biases[0];

    /// <summary>γ of the kernel, as set or as found.</summary>
    public double Gamma => _sums.Kernel.Gamma;

    /// <summary>Whether the search came within <see cref="OneClassSvm.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <summary>The steps done.</summary>
    public int Iterations { get; }

    /// <inheritdoc/>
    public override double[] PredictScores(Table rows) => Array.ConvertAll(_sums.Of(rows, _features), sum => -sum);

    internal override void Write(ModelWriter writer)
    {
        new SavedVectors(_sums.Vectors, _sums.Centre, _sums.Kernel, _sums.Biases, _coefficients).Write(writer);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static OneClassSvmModel Read(OneClassSvm recipe, ModelHeader header, ModelReader reader) =>
        new(
            recipe,
            header.Input,
            SavedVectors.Read(reader, new KernelSettings(recipe.Kernel, recipe.Gamma, recipe.Degree, recipe.Constant), header, -1, 1, 1),
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
}
