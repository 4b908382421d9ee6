using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A fitted logistic regression.</summary>
public sealed class LogisticRegressionModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _coefficients; // scores × p, row-major
    readonly double[] _intercepts;
    readonly TrainingMeans? _means;
    readonly Lazy<IReadOnlyDictionary<string, EquatableArray<double>>> _byName; // wide models need it for few

    internal LogisticRegressionModel(
        LogisticRegression recipe, Schema input, string target, EquatableArray<string> classes, double[] coefficients, double[] intercepts, LbfgsResult result, TrainingMeans? means)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _coefficients = coefficients;
        _intercepts = intercepts;
        _means = means;
        Converged = result.Converged;
        Iterations = result.Iterations;
        GradientNorm = result.GradientNorm;
        _byName = new(ByName);
    }

    /// <inheritdoc/>
    public override LogisticRegression Recipe { get; }

    /// <summary>
    /// By the feature's name, in the order of the input's columns: with two classes, one number, what one unit more of the feature adds to the log-odds of
    /// the second class; else a number for each class, in their order. 0 for a constant column, and with L1 for features that are not used.
    /// </summary>
    public IReadOnlyDictionary<string, EquatableArray<double>> Coefficients => _byName.Value;

    /// <summary>With two classes, one number, the log-odds of the second class where all features are 0; else a number for each class. 0 where the recipe has none.</summary>
    public EquatableArray<double> Intercepts => _intercepts.ToEquatableArray();

    /// <summary>Whether the gradient, with L1 the subgradient nearest 0, came within <see cref="LogisticRegression.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <summary>The number of iterations done.</summary>
    public int Iterations { get; }

    /// <summary>The largest component of the gradient, with L1 of the subgradient nearest 0, at the end, measured as <see cref="LogisticRegression.Tolerance"/> says.</summary>
    public double GradientNorm { get; }

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var inputs = new LinearInputs(FiniteColumns.FeaturesToPredict(rows, _features), _coefficients, _intercepts.Length);
        var (k, tile) = (Classes.Count, inputs.Tile);
        var probabilities = new double[rows.RowCount * k];
        var z = new double[(_intercepts.Length + 1) * tile];
        for (var row = 0; row < rows.RowCount; row += tile)
        {
            var count = Math.Min(tile, rows.RowCount - row);
            for (var score = 0; score < _intercepts.Length; score++)
            {
                var own = z.AsSpan(score * tile, count);
                own.Fill(_intercepts[score]);
                inputs.Add(row, score, own);
            }

            var part = probabilities.AsSpan(row * k, count * k);
            if (k == 2)
            {
                WriteTwoClasses(z.AsSpan(0, count), z.AsSpan(tile, count), part);
            }
            else
            {
                WriteManyClasses(z, tile, part);
            }
        }

        return probabilities;
    }

    /// <summary>The coefficients, one feature a line.</summary>
    public override string ToString() =>
        $"Logistic regression for {Target}{(_intercepts.Length == 1 ? $", log-odds of {Classes[1]}" : "")} " +
        $"({(Converged ? "converged" : "not converged")} after {Iterations} iteration{(Iterations == 1 ? "" : "s")})\n" +
        CoefficientTable.Format(Input, _intercepts.Length == 1 ? [""] : Classes, _coefficients, _intercepts);

    private protected override ShapForm MakeShapForm() =>
        new LinearShapForm(this, _features, _intercepts.Length == 1 ? ShapLink.Logistic : ShapLink.Softmax, _coefficients, _intercepts, _means);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("coefficients", _coefficients);
        writer.Array("intercepts", _intercepts);
        writer.Array("gradient_norm", [GradientNorm]);
        _means?.Write(writer);
        writer.Value("converged", Converged);
        writer.Value("iterations", Iterations);
    }

    internal static LogisticRegressionModel Read(LogisticRegression recipe, ModelHeader header, ModelReader reader)
    {
        var k = header.Classes.Count;
        if (k < 2)
        {
            throw new ModelFormatException("model.json: a logistic regression has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.");
        }

        var scores = k == 2 ? 1 : k;
        var result = new LbfgsResult(
            reader.Value<bool>("converged") ? LbfgsStop.Converged : LbfgsStop.MaxIterations,
            reader.Value<int>("iterations"),
            0,
            double.NaN,
            reader.Array<double>("gradient_norm", 1)[0]);
        return new LogisticRegressionModel(
            recipe,
            header.Input,
            header.Target,
            header.Classes,
            reader.Finite("coefficients", LinearNumbers.Count(header, scores)),
            reader.Finite("intercepts", scores),
            result,
            TrainingMeans.Read(header, reader));
    }

    OrderedDictionary<string, EquatableArray<double>> ByName()
    {
        var names = WideFeatures.DistinctNames(Input);
        return new(names.Select((name, j) => KeyValuePair.Create(name, _intercepts.Select((_, score) => _coefficients[(score * names.Count) + j]).ToEquatableArray())));
    }

    static void WriteTwoClasses(Span<double> z, Span<double> scratch, Span<double> probabilities)
    {
        // Each by its own formula, so that neither loses digits where it is small.
        Sigmoid.Of(z, scratch);
        for (var i = 0; i < z.Length; i++)
        {
            probabilities[(2 * i) + 1] = scratch[i];
            z[i] = -z[i];
        }

        Sigmoid.Of(z, scratch);
        for (var i = 0; i < z.Length; i++)
        {
            probabilities[2 * i] = scratch[i];
        }
    }

    void WriteManyClasses(double[] z, int tile, Span<double> probabilities)
    {
        var k = Classes.Count;
        Softmax.Replace(z.AsSpan(0, k * tile), tile, z.AsSpan(k * tile, tile));
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = z[(i % k * tile) + (i / k)];
        }
    }
}
