using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>The rows of each class around their mean.</summary>
sealed class ClassScatter
{
    readonly ClassificationData _data;
    readonly FitOptions _options;
    readonly int[] _starts; // where each class's rows start among the rows in order of their classes
    readonly double[] _rowWeights; // in the same order
    readonly double[][] _columns; // p columns of rows in that order, less the class's mean, times the root of the row's weight

    ClassScatter(ClassificationData data, double[] classWeights, FitOptions options)
    {
        _data = data;
        _options = options;
        var (n, k) = (data.Codes.Length, data.Classes.Count);
        _starts = new int[k + 1];
        ClassWeights = classWeights;
        for (var row = 0; row < n; row++)
        {
            _starts[data.Codes[row] + 1]++;
        }

        for (var place = 0; place < k; place++)
        {
            _starts[place + 1] += _starts[place];
        }

        var next = _starts[..k];
        var order = new int[n];
        for (var row = 0; row < n; row++)
        {
            order[next[data.Codes[row]]++] = row;
        }

        _rowWeights = Array.ConvertAll(order, Weight);
        Means = new double[k * FeatureCount];
        _columns = new double[FeatureCount][];
        ParallelBlocks.For(FeatureCount, 1, options.MaxThreads, (feature, _, _) => _columns[feature] = Centred(feature, order), options.CancellationToken);
    }

    /// <summary>k.</summary>
    internal int ClassCount => ClassWeights.Length;

    /// <summary>p.</summary>
    internal int FeatureCount => _data.Features.FeatureCount;

    /// <summary>The sum of the weights of each class's rows; above 0.</summary>
    internal double[] ClassWeights { get; }

    /// <summary>k × p, row-major.</summary>
    internal double[] Means { get; }

    /// <summary>Gathers the rows by class.</summary>
    /// <exception cref="TableException">A class's rows all weigh 0, or squares overflow.</exception>
    internal static ClassScatter Of(ClassificationData data, string target, FitOptions options) => new(data, data.ClassWeights(target, options.Weight), options);

    /// <summary>The sums of products around the classes' means over all rows, p × p.</summary>
    /// <exception cref="TableException">Squares overflow; the message names the column.</exception>
    internal double[] Within() => Products(0, _data.Codes.Length);

    /// <summary>The sums of products around its mean over the rows of a class, p × p.</summary>
    /// <exception cref="TableException">Squares overflow; the message names the column.</exception>
    internal double[] OfClass(int place) => Products(_starts[place], _starts[place + 1]);

    /// <summary>Σ (Σⱼ zⱼ²)² over the rows of a class, by weight, where z is the row around the class's mean, each feature over a scale.</summary>
    internal double FourthMoment(int place, double[] scales)
    {
        var sum = 0.0;
        for (var row = _starts[place]; row < _starts[place + 1]; row++)
        {
            // The columns hold √w z, so that squares sum up to w Σ z²; the weight belongs to the sum once, not twice.
            var squared = 0.0;
            for (var feature = 0; feature < FeatureCount; feature++)
            {
                var z = _columns[feature][row] / scales[feature];
                squared += z * z;
            }

            sum += squared == 0 ? 0 : squared * squared / _rowWeights[row];
        }

        return sum;
    }

    double Weight(int row) => _data.Weight(row);

    double[] Centred(int feature, int[] order)
    {
        var column = _data.Features.Column(feature);
        var centred = new double[order.Length];
        for (var place = 0; place < ClassCount; place++)
        {
            var (mean, total) = (0.0, 0.0);
            for (var i = _starts[place]; i < _starts[place + 1]; i++)
            {
                var weight = Weight(order[i]);
                total += weight;
                mean += weight == 0 ? 0 : (column[order[i]] - mean) * (weight / total);
            }

            Means[(place * FeatureCount) + feature] = mean;
            for (var i = _starts[place]; i < _starts[place + 1]; i++)
            {
                centred[i] = Math.Sqrt(Weight(order[i])) * (column[order[i]] - mean);
            }
        }

        return centred;
    }

    double[] Products(int start, int end)
    {
        var p = FeatureCount;
        var products = new double[p * p];
        ParallelBlocks.For(
            p,
            1,
            _options.MaxThreads,
            (i, _, _) =>
            {
                var own = _columns[i].AsSpan(start, end - start);
                for (var j = 0; j <= i; j++)
                {
                    products[(i * p) + j] = Dot.Of(own, _columns[j].AsSpan(start, end - start));
                }
            },
            _options.CancellationToken);
        for (var i = 0; i < p; i++)
        {
            if (!double.IsFinite(products[(i * p) + i]))
            {
                var name = _data.Features.Features[i].Name;
                throw new TableException($"The table cannot be learned from: column '{name}' holds numbers so large that their squares overflow; divide it by a constant.") { Column = name };
            }

            for (var j = 0; j < i; j++)
            {
                products[(j * p) + i] = products[(i * p) + j];
            }
        }

        return products;
    }
}
