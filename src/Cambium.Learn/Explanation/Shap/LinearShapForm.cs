using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A linear model, as SHAP sees it: a column's value is its weight times how far it is from the mean, β_j (x_j − mean_j); a sparse column's the sum over its places. The mean is the background's, and
/// without one that of the training rows, which the model keeps.
/// </summary>
/// <remarks>
/// Where the answers behind a link are explained, each pair of a row and one of the background is, multiplied by the link's mean slope between the two. Source: E. Štrumbelj, I. Kononenko,
/// "Explaining Prediction Models and Individual Predictions with Feature Contributions", 2014; S. M. Lundberg, S.-I. Lee, 2017, corollary 1 (independent columns).
/// </remarks>
sealed partial class LinearShapForm : ShapForm
{
    const int BlockRows = 64;

    readonly double[] _weights; // k × features, row-major
    readonly double[] _intercepts; // k
    readonly TrainingMeans? _training;

    /// <summary>Weights and intercepts.</summary>
    /// <param name="weights">k × p, row-major; a sparse column is as many features as it is wide.</param>
    /// <param name="intercepts">k.</param>
    /// <param name="training">Stand for what is left out where there is no background; null where the model does not know them.</param>
    internal LinearShapForm(Model model, EquatableArray<Feature> features, ShapLink link, double[] weights, double[] intercepts, TrainingMeans? training)
        : base(model, features, link) =>
        (_weights, _intercepts, _training) = (weights, intercepts, training);

    internal override bool NeedsNoBackground => _training is not null;

    int Outputs => _intercepts.Length;

    internal override ShapValues Values(Table rows, ShapOptions options)
    {
        ShapRefusal.ThrowIfNotExplained(Model, Link, options);
        if (IsByWord(options))
        {
            return WordValues(rows, options);
        }

        var link = Explained(options);
        if (options.Background is null)
        {
            ShapRefusal.ThrowUnlessByMeans(Model, link, _training is not null);
        }

        var features = FiniteColumns.FeaturesToPredict(rows, Features);
        // The mean row stands for all training rows where what is explained is linear.
        var own = options.Background is { } background ? Parts(FiniteColumns.FeaturesToPredict(background, Features)) : Parts(_training!.Values); // checked above
        var values = Parts(features);
        var (margins, known) = (Margins(values), Margins(own));
        var means = Means(own, Outputs * Columns.Count);
        var done = 0;
        var gate = new Lock();
        ParallelBlocks.For(
            features.RowCount,
            BlockRows,
            options.MaxThreads,
            (_, start, end) =>
            {
                var width = Outputs * Columns.Count;
                for (var row = start; row < end; row++)
                {
                    var ofRow = values.AsSpan(row * width, width);
                    if (link == ShapLink.None)
                    {
                        for (var i = 0; i < width; i++)
                        {
                            ofRow[i] -= means[i];
                        }
                    }
                    else
                    {
                        Pair(link, ofRow, margins.AsSpan(row * Outputs, Outputs), own, known);
                    }
                }

                lock (gate)
                {
                    // Within the lock, so that the counts arrive in order.
                    options.Progress?.Report(new FitProgress("rows", done += end - start, features.RowCount));
                }
            },
            options.CancellationToken);
        return new()
        {
            Method = options.Background is null ? "linear SHAP around the training means" : "linear SHAP",
            Scale = Scale(options),
            Outputs = Names(options),
            Columns = Columns,
            RowCount = features.RowCount,
            BaseValues = EquatableArray.Own(Means(Answers(link, known, Outputs), Outputs)),
            Values = EquatableArray.Own(values),
            Answers = EquatableArray.Own(Answers(link, margins, Outputs)),
            Features = OwnFeatures,
            FeatureValues = EquatableArray.Own(values),
        };
    }

    internal override ShapInteractions Interactions(Table rows, ShapOptions options) => throw ShapRefusal.NoInteractions(Model);

    /// <summary>A row's parts of the margins become its values: their distances from those of each row of the background, times the link's slopes, the mean of them.</summary>
    void Pair(ShapLink link, Span<double> parts, ReadOnlySpan<double> margins, double[] background, double[] known)
    {
        var (k, p) = (Outputs, Columns.Count);
        var rows = known.Length / k;
        Span<double> values = new double[parts.Length];
        Span<double> slopes = new double[k * k];
        for (var row = 0; row < rows; row++)
        {
            ShapLinks.Slopes(link, margins, known.AsSpan(row * k, k), slopes);
            for (var i = 0; i < k * k; i++)
            {
                for (var column = 0; column < p && slopes[i] != 0; column++)
                {
                    var margin = (i % k * p) + column;
                    values[(i / k * p) + column] += slopes[i] * (parts[margin] - background[(row * k * p) + margin]) / rows;
                }
            }
        }

        values.CopyTo(parts);
    }

    /// <summary>What each column adds to each margin, n × k × columns.</summary>
    double[] Parts(FeatureMatrix features)
    {
        var (k, p) = (Outputs, Columns.Count);
        var starts = WideFeatures.Starts(Features);
        var parts = new double[checked(features.RowCount * k * p)];
        for (var column = 0; column < p; column++)
        {
            var vectors = features.Sparse(column)?.Matrix;
            for (var output = 0; output < k; output++)
            {
                var weights = _weights.AsSpan((output * starts[^1]) + starts[column], Features[column].Width);
                for (var row = 0; row < features.RowCount; row++)
                {
                    parts[(((row * k) + output) * p) + column] = vectors is null
                        ? features.Column(column)[row] * weights[0]
                        : SparseDot.Of(vectors.RowIndices(row), vectors.RowValues(row), weights);
                }
            }
        }

        return parts;
    }

    /// <summary>What each column of one row adds to each margin, k × columns.</summary>
    /// <param name="row">p; a sparse column is as many as it is wide.</param>
    double[] Parts(ReadOnlySpan<double> row)
    {
        var starts = WideFeatures.Starts(Features);
        var parts = new double[Outputs * Columns.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (output, column) = (i / Columns.Count, i % Columns.Count);
            var own = row[starts[column]..starts[column + 1]];
            parts[i] = Dot.Of(own, _weights.AsSpan((output * starts[^1]) + starts[column], own.Length));
        }

        return parts;
    }

    double[] Margins(double[] parts)
    {
        var p = Columns.Count;
        var margins = new double[p == 0 ? 0 : parts.Length / p];
        for (var i = 0; i < margins.Length; i++)
        {
            margins[i] = _intercepts[i % Outputs];
            foreach (var part in parts.AsSpan(i * p, p))
            {
                margins[i] += part;
            }
        }

        return margins;
    }
}
