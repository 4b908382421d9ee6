namespace Cambium.Learn;

/// <summary>What every saved support vector machine holds.</summary>
/// <param name="Vectors">The support vectors as the table had them: m × p, row-major.</param>
/// <param name="Centre">What is taken off every row; p numbers.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Biases">One a sum.</param>
/// <param name="Coefficients">Some for each vector.</param>
sealed record SavedVectors(double[] Vectors, double[] Centre, KernelFunction Kernel, double[] Biases, double[] Coefficients)
{
    const string Advice = "The file is damaged; save the model again.";

    /// <summary>The support vectors of one machine and their coefficients.</summary>
    internal static SavedVectors Of(FeatureMatrix features, KernelRows rows, SmoResult result)
    {
        var support = Enumerable.Range(0, rows.Count).Where(row => result.Coefficients[row] != 0).ToArray();
        return new SavedVectors(
            KernelRows.Original(features, Array.ConvertAll(support, row => rows.Kept[row])),
            rows.Centre,
            rows.Kernel,
            [result.Bias],
            Array.ConvertAll(support, row => result.Coefficients[row]));
    }

    /// <summary>The sum of one machine.</summary>
    internal SupportVectorSums Sum() => new(Vectors, Centre, Kernel, Biases, vector => [(0, Coefficients[vector])]);

    internal void Write(ModelWriter writer)
    {
        writer.Array("support_vectors", Vectors);
        writer.Array("centre", Centre);
        writer.Array("gamma", [Kernel.Gamma]);
        writer.Array("biases", Biases);
        writer.Array("coefficients", Coefficients);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">The model's reader.</param>
    /// <param name="settings">The recipe's kernel.</param>
    /// <param name="header">Tells p.</param>
    /// <param name="count">m; negative: what the file holds.</param>
    /// <param name="sums">How many sums there are.</param>
    /// <param name="each">How many coefficients a vector has.</param>
    /// <exception cref="ModelFormatException">Sizes do not fit each other, or a number is not finite.</exception>
    internal static SavedVectors Read(ModelReader reader, KernelSettings settings, ModelHeader header, int count, int sums, int each)
    {
        var p = header.Input.Fields.Count;
        if (p == 0)
        {
            throw new ModelFormatException("model.json: a support vector machine has at least one column, but 'input' has none. The file is damaged or was edited; save the model again.");
        }

        var coefficients = reader.Array<double>("coefficients");
        var vectors = count < 0 ? coefficients.Length / each : count;
        var gamma = reader.Finite("gamma", 1)[0];
        if (!(gamma > 0))
        {
            throw new ModelFormatException($"weights.safetensors: 'gamma' is {gamma}, expected a number above 0. {Advice}");
        }

        return new SavedVectors(
            reader.Finite("support_vectors", (long)vectors * p),
            reader.Finite("centre", p),
            new KernelFunction(settings.Kernel, gamma, settings.Degree, settings.Constant),
            reader.Finite("biases", sums),
            reader.Finite("coefficients", (long)vectors * each));
    }
}
