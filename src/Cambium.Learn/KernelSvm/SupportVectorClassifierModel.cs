using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted support vector classifier.</summary>
public sealed class SupportVectorClassifierModel : ClassifierModel
{
    readonly EquatableArray<Feature> _features;
    readonly SupportVectorSums _sums;
    readonly int[] _counts; // support vectors of each class
    readonly double[] _coefficients; // (k − 1) × m: of each vector in the machines against the other classes, in their order
    readonly PlattScaling[] _scalings;

    SupportVectorClassifierModel(
        SupportVectorClassifier recipe,
        ModelHeader header,
        SavedVectors vectors,
        int[] counts,
        PlattScaling[] scalings,
        int iterations,
        bool converged)
        : base(header.Input, header.Target, header.Classes)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(header.Input);
        _counts = counts;
        _coefficients = vectors.Coefficients;
        _scalings = scalings;
        _sums = new SupportVectorSums(vectors.Vectors, vectors.Centre, vectors.Kernel, vectors.Biases, Terms);
        Iterations = iterations;
        Converged = converged;
    }

    /// <inheritdoc/>
    public override SupportVectorClassifier Recipe { get; }

    /// <summary>The number of support vectors of each class, in the order of the classes.</summary>
    public EquatableArray<int> SupportVectorCounts => _counts.ToEquatableArray();

    /// <summary>The support vectors, those of the first class first: m × p, row-major, the features in the order of the input's columns.</summary>
    public EquatableArray<double> SupportVectors => _sums.Vectors.ToEquatableArray();

    /// <summary>
    /// The coefficients, (k − 1) × m, row-major: each support vector's in the machines of its class and each other class, in the order of the classes; above 0 where its class
    /// is the later of the two.
    /// </summary>
    public EquatableArray<double> Coefficients => _coefficients.ToEquatableArray();

    /// <summary>What each pair's machine adds to its sum; the pairs are (0, 1), (0, 2), …, (1, 2), ….</summary>
    public EquatableArray<double> Intercepts => _sums.Biases.ToEquatableArray();

    /// <summary>γ of the kernel, as set or as found.</summary>
    public double Gamma => _sums.Kernel.Gamma;

    /// <summary>Whether every pair's machine came within <see cref="SupportVectorClassifier.Tolerance"/>.</summary>
    public bool Converged { get; }

    /// <summary>The steps done, summed over the pairs; the machines behind the probabilities are not counted.</summary>
    public int Iterations { get; }

    /// <summary>
    /// The decision of each pair's machine for each row, n × pairs, row-major: above 0 for the later class of the two; at ±1 are the borders of the margin.
    /// </summary>
    /// <param name="rows">Any number of rows.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public double[] PredictDecisions(Table rows) => _sums.Of(rows, _features);

    /// <inheritdoc/>
    public override double[] PredictProbabilities(Table rows)
    {
        var decisions = PredictDecisions(rows);
        var (k, pairs) = (Classes.Count, _scalings.Length);
        var probabilities = new double[rows.RowCount * k];
        var ofSecond = new double[pairs];
        for (var row = 0; row < rows.RowCount; row++)
        {
            var own = probabilities.AsSpan(row * k, k);
            for (var pair = 0; pair < pairs; pair++)
            {
                var z = (_scalings[pair].Slope * decisions[(row * pairs) + pair]) + _scalings[pair].Offset;
                ofSecond[pair] = Logistic(-z);
                if (k == 2)
                {
                    (own[0], own[1]) = (Logistic(z), ofSecond[0]);
                }
            }

            if (k > 2)
            {
                PairwiseCoupling.Couple(ofSecond, own);
            }
        }

        return probabilities;
    }

    internal static SupportVectorClassifierModel From(
        SupportVectorClassifier recipe, ClassificationData data, string target, KernelRows rows, PairMachine[] machines)
    {
        var k = data.Classes.Count;
        var codes = Array.ConvertAll(rows.Kept, row => data.Codes[row]);
        var betas = new double[machines.Length][];
        for (var pair = 0; pair < machines.Length; pair++)
        {
            betas[pair] = new double[rows.Count];
            for (var i = 0; i < machines[pair].Rows.Length; i++)
            {
                betas[pair][machines[pair].Rows[i]] = machines[pair].Result.Coefficients[i];
            }
        }

        var support = Enumerable.Range(0, rows.Count).Where(row => Array.Exists(betas, beta => beta[row] != 0)).OrderBy(row => codes[row]).ToArray();
        var counts = new int[k];
        var coefficients = new double[(k - 1) * support.Length];
        for (var i = 0; i < support.Length; i++)
        {
            var own = codes[support[i]];
            counts[own]++;
            for (var other = 0; other < k - 1; other++)
            {
                coefficients[(other * support.Length) + i] = betas[PairOf(own, other, k)][support[i]];
            }
        }

        var vectors = new SavedVectors(
            KernelRows.Original(data.Features, Array.ConvertAll(support, row => rows.Kept[row])),
            rows.Centre,
            rows.Kernel,
            Array.ConvertAll(machines, machine => machine.Result.Bias),
            coefficients);
        return new SupportVectorClassifierModel(
            recipe,
            new ModelHeader(data.Input, target, data.Classes),
            vectors,
            counts,
            Array.ConvertAll(machines, machine => machine.Scaling),
            (int)Math.Min(int.MaxValue, machines.Sum(machine => (long)machine.Result.Iterations)),
            Array.TrueForAll(machines, machine => machine.Result.Converged));
    }

    internal override void Write(ModelWriter writer)
    {
        new SavedVectors(_sums.Vectors, _sums.Centre, _sums.Kernel, _sums.Biases, _coefficients).Write(writer);
        writer.Array("support_vector_counts", _counts);
        writer.Array("scalings", [.. _scalings.SelectMany(scaling => new[] { scaling.Slope, scaling.Offset })]);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static SupportVectorClassifierModel Read(SupportVectorClassifier recipe, ModelHeader header, ModelReader reader)
    {
        var k = header.Classes.Count;
        if (k < 2)
        {
            throw new ModelFormatException("model.json: a support vector classifier has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.");
        }

        var counts = reader.Array<int>("support_vector_counts", k);
        var total = counts.Sum(count => (long)Math.Max(-1, count));
        var pairs = PairwiseCoupling.Pairs(k);
        if (counts.Min() < 0 || total > int.MaxValue)
        {
            throw new ModelFormatException("weights.safetensors: 'support_vector_counts' holds a count that no class can have. The file is damaged; save the model again.");
        }

        var vectors = SavedVectors.Read(reader, new KernelSettings(recipe.Kernel, recipe.Gamma, recipe.Degree, recipe.Constant), header, (int)total, pairs, k - 1);
        var scalings = reader.Finite("scalings", 2 * (long)pairs);
        return new SupportVectorClassifierModel(
            recipe,
            header,
            vectors,
            counts,
            [.. Enumerable.Range(0, pairs).Select(pair => new PlattScaling(scalings[2 * pair], scalings[(2 * pair) + 1]))],
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
    }

    /// <summary>The machine of a class and the other class of that place among the others.</summary>
    static int PairOf(int own, int other, int k) => other < own ? PairwiseCoupling.Pair(other, own, k) : PairwiseCoupling.Pair(own, other + 1, k);

    IEnumerable<(int Output, double Coefficient)> Terms(int vector)
    {
        var (own, first) = (0, 0);
        while (vector >= first + _counts[own])
        {
            first += _counts[own++];
        }

        var total = _counts.Sum();
        for (var other = 0; other < _counts.Length - 1; other++)
        {
            yield return (PairOf(own, other, _counts.Length), _coefficients[(other * total) + vector]);
        }
    }

    static double Logistic(double z)
    {
        var small = Math.Exp(-Math.Abs(z));
        return z >= 0 ? 1 / (1 + small) : small / (1 + small);
    }
}
