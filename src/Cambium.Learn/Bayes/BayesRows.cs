using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Training rows as naive Bayes learners add them up: k classes with their weights, and sums of features by class.</summary>
sealed class BayesRows
{
    readonly ClassificationData _data;
    readonly FitOptions _options;

    BayesRows(ClassificationData data, double[] classWeights, FitOptions options)
    {
        _data = data;
        _options = options;
        ClassWeights = classWeights;
    }

    /// <summary>The columns that the features come from.</summary>
    internal Schema Input => _data.Input;

    /// <summary>n rows of features.</summary>
    internal FeatureMatrix Features => _data.Features;

    /// <summary>The k classes.</summary>
    internal EquatableArray<string> Classes => _data.Classes;

    /// <summary>The sum of the weights of each class's rows; above 0.</summary>
    internal double[] ClassWeights { get; }

    /// <summary>The class of each row.</summary>
    internal ReadOnlySpan<int> Codes => _data.Codes;

    /// <summary>Reads the rows to learn from.</summary>
    /// <exception cref="TableException">The rows cannot be learned from; the message lists every problem.</exception>
    internal static BayesRows From(Table train, string target, FitOptions options, bool areCounts)
    {
        var data = ClassificationData.From(train, target, options, areCounts ? FeatureNeeds.Counts : FeatureNeeds.FiniteVectors);
        return new BayesRows(data, data.ClassWeights(target, options.Weight), options);
    }

    /// <summary>The weight of a row.</summary>
    internal double Weight(int row) => _data.Weight(row);

    /// <summary>Runs <paramref name="body"/> for every column of the table, on as many threads as the options allow; each gets the place of its first feature.</summary>
    internal void ForEachColumn(Action<int, int> body)
    {
        var offsets = new int[Features.FeatureCount];
        for (var feature = 1; feature < offsets.Length; feature++)
        {
            offsets[feature] = offsets[feature - 1] + Features.Features[feature - 1].Width;
        }

        ParallelBlocks.For(Features.FeatureCount, 1, _options.MaxThreads, (feature, _, _) => body(feature, offsets[feature]), _options.CancellationToken);
        _options.Progress?.Report(new FitProgress("columns", Features.FeatureCount, Features.FeatureCount));
    }

    /// <summary>The weighted sum of every feature over the rows of every class, k × p, row-major.</summary>
    internal double[] ClassSums<TMap>(TMap map)
        where TMap : struct, IValueMap
    {
        var p = WideFeatures.Count(Features.Features);
        var sums = new double[checked(Classes.Count * p)];
        ForEachColumn((feature, offset) =>
        {
            if (Features.Sparse(feature) is { } vectors)
            {
                AddSparse(vectors, sums.AsSpan(offset), p, map);
            }
            else
            {
                AddDense(Features.Column(feature), sums.AsSpan(offset), p, map);
            }
        });
        ThrowIfOverflown(sums, p);
        return sums;
    }

    /// <summary>Makes sure that what was added up of features is finite.</summary>
    /// <exception cref="TableException">It is not; the message names the first column at fault.</exception>
    internal void ThrowIfOverflown(double[] numbers, int p)
    {
        var bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        if (bad < 0)
        {
            return;
        }

        var (feature, left) = (0, bad % p);
        while (left >= Features.Features[feature].Width)
        {
            left -= Features.Features[feature++].Width;
        }

        var name = Features.Features[feature].Name;
        throw new TableException($"The table cannot be learned from: column '{name}' holds numbers so large that adding them up overflows; divide it by a constant.") { Column = name };
    }

    void AddDense<TMap>(ReadOnlySpan<double> column, Span<double> sums, int stride, TMap map)
        where TMap : struct, IValueMap
    {
        var byClass = new double[Classes.Count];
        var codes = Codes;
        ReadOnlySpan<double> weights = _data.Weights;
        for (var row = 0; row < column.Length; row++)
        {
            byClass[codes[row]] += weights.Length == 0 ? map.Of(column[row]) : weights[row] * map.Of(column[row]);
        }

        for (var place = 0; place < byClass.Length; place++)
        {
            sums[place * stride] = byClass[place];
        }
    }

    void AddSparse<TMap>(SparseColumn vectors, Span<double> sums, int stride, TMap map)
        where TMap : struct, IValueMap
    {
        // What the zeros that are not kept add.
        var zero = map.Of(0);
        for (var place = 0; zero != 0 && place < ClassWeights.Length; place++)
        {
            sums.Slice(place * stride, vectors.Width).Fill(zero * ClassWeights[place]);
        }

        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            var ofClass = sums.Slice(Codes[row] * stride, vectors.Width);
            var weight = Weight(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                ofClass[indices[entry]] += weight * (map.Of(values[entry]) - zero);
            }
        }
    }
}
