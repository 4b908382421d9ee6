using Cambium.Data;

namespace Cambium.Learn;

/// <summary>b + x·w over the columns of a table: what the models of this folder that give one number a row have in common.</summary>
sealed class LinearFunction
{
    readonly EquatableArray<Feature> _features;
    readonly double[] _weights; // p; 0 where a feature takes no part
    readonly TrainingMeans? _means;
    readonly Lazy<IReadOnlyDictionary<string, double>> _byName; // a path of models, or wide ones, need it for few

    /// <summary>A function of columns.</summary>
    /// <param name="input">The columns that the features come from.</param>
    /// <param name="weights">One finite number a feature.</param>
    /// <param name="intercept">The constant.</param>
    /// <param name="means">Those of the rows that it was learned from, where they are known.</param>
    internal LinearFunction(Schema input, double[] weights, double intercept, TrainingMeans? means)
        : this(input, FeatureMatrix.FeaturesOf(input), weights, intercept, means)
    {
    }

    LinearFunction(Schema input, EquatableArray<Feature> features, double[] weights, double intercept, TrainingMeans? means)
    {
        Input = input;
        _features = features;
        _weights = weights;
        _means = means;
        Intercept = intercept;
        _byName = new(() => ByName());
    }

    internal Schema Input { get; }

    internal double Intercept { get; }

    /// <summary>p; a sparse column is as many as it is wide.</summary>
    internal int FeatureCount => _weights.Length;

    /// <summary>The weights by the feature's name, in the order of the columns.</summary>
    internal IReadOnlyDictionary<string, double> Coefficients => _byName.Value;

    /// <summary>Another function of the same features.</summary>
    internal LinearFunction With(double[] weights, double intercept) => new(Input, _features, weights, intercept, _means);

    /// <summary>The weights by the feature's name, in the order of the columns; NaN for those left out.</summary>
    internal IReadOnlyDictionary<string, double> ByName(params ReadOnlySpan<int> leftOut)
    {
        var shown = Shown(leftOut);
        return new OrderedDictionary<string, double>(WideFeatures.DistinctNames(Input).Select((name, j) => KeyValuePair.Create(name, shown[j])));
    }

    /// <summary>The function's value for each row.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit.</exception>
    internal double[] Values(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Values(FiniteColumns.FeaturesToPredict(rows, _features));
    }

    /// <summary>The function's value for each row that it was learned from.</summary>
    internal double[] Values(FeatureMatrix features)
    {
        var values = new double[features.RowCount];
        var inputs = new LinearInputs(features, _weights, 1);
        for (var row = 0; row < values.Length; row += inputs.Tile)
        {
            var part = values.AsSpan(row, Math.Min(inputs.Tile, values.Length - row));
            part.Fill(Intercept);
            inputs.Add(row, 0, part);
        }

        return values;
    }

    /// <summary>The weights, one a line, the intercept first.</summary>
    internal string Format(params ReadOnlySpan<int> leftOut) => CoefficientTable.Format(Input, [""], Shown(leftOut), [Intercept]);

    /// <summary>A model of this function, as SHAP sees it.</summary>
    internal ShapForm ForShap(Model model, ShapLink link = ShapLink.None) => new LinearShapForm(model, _features, link, _weights, [Intercept], _means);

    internal void Write(ModelWriter writer)
    {
        writer.Array("coefficients", _weights);
        writer.Array("intercept", [Intercept]);
        _means?.Write(writer);
    }

    double[] Shown(ReadOnlySpan<int> leftOut)
    {
        var shown = (double[])_weights.Clone();
        foreach (var feature in leftOut)
        {
            shown[feature] = double.NaN;
        }

        return shown;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The numbers are not there, not so many, or one is not finite.</exception>
    internal static LinearFunction Read(ModelHeader header, ModelReader reader) => new(
        header.Input,
        reader.Finite("coefficients", WideFeatures.Count(header.Input)),
        reader.Finite("intercept", 1)[0],
        TrainingMeans.Read(header, reader));
}
