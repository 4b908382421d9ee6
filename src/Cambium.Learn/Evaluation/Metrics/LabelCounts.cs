namespace Cambium.Learn;

/// <summary>The weights of rows by label: those that have it, those called so, and both.</summary>
/// <param name="Labels">The labels, rising.</param>
/// <param name="Truth">The weight of the rows that have each label.</param>
/// <param name="Called">The weight of the rows called so.</param>
/// <param name="Hits">The weight of the rows that are both.</param>
/// <param name="Total">The weight of all rows.</param>
sealed record LabelCounts(int[] Labels, double[] Truth, double[] Called, double[] Hits, double Total)
{
    /// <summary>Counts rows of one label each.</summary>
    internal static LabelCounts Of(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, ReadOnlySpan<double> weights)
    {
        MetricInput.Check(truth.Length, predicted.Length, weights);
        var labels = Union(truth, predicted);
        var (ofTruth, called, hits, total) = (new double[labels.Length], new double[labels.Length], new double[labels.Length], 0.0);
        for (var row = 0; row < truth.Length; row++)
        {
            var weight = MetricInput.Weight(weights, row);
            var place = Array.BinarySearch(labels, truth[row]);
            ofTruth[place] += weight;
            total += weight;
            if (truth[row] == predicted[row])
            {
                called[place] += weight;
                hits[place] += weight;
            }
            else
            {
                called[Array.BinarySearch(labels, predicted[row])] += weight;
            }
        }

        return new LabelCounts(labels, ofTruth, called, hits, total);
    }

    /// <summary>Counts rows of any number of labels each: n × labels, row-major.</summary>
    internal static LabelCounts Of(ReadOnlySpan<bool> truth, ReadOnlySpan<bool> predicted, int labels, ReadOnlySpan<double> weights)
    {
        var (ofTruth, called, hits, total) = (new double[labels], new double[labels], new double[labels], 0.0);
        for (var i = 0; i < truth.Length; i++)
        {
            var (weight, label) = (MetricInput.Weight(weights, i / labels), i % labels);
            total += label == 0 ? weight : 0;
            ofTruth[label] += truth[i] ? weight : 0;
            called[label] += predicted[i] ? weight : 0;
            hits[label] += truth[i] && predicted[i] ? weight : 0;
        }

        return new LabelCounts([.. Enumerable.Range(0, labels)], ofTruth, called, hits, total);
    }

    /// <summary>The labels that truth or predictions hold, rising.</summary>
    internal static int[] Union(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        var labels = new SortedSet<int>();
        Add(labels, truth);
        Add(labels, predicted);
        return [.. labels];
    }

    /// <summary>A score of the counts, made one over the labels.</summary>
    /// <param name="averaging">Not <see cref="Averaging.Samples"/>.</param>
    /// <param name="score">Of the weights of rows with the label, called so, and both.</param>
    internal double Average(Averaging averaging, Func<double, double, double, double> score)
    {
        if (averaging == Averaging.Micro)
        {
            return score(Truth.Sum(), Called.Sum(), Hits.Sum());
        }

        var scores = Labels.Select((_, place) => score(Truth[place], Called[place], Hits[place]));
        if (averaging == Averaging.Macro)
        {
            return scores.Average();
        }

        var support = Truth.Sum();
        return support == 0 ? score(0, 0, 0) : scores.Select((value, place) => value * Truth[place]).Sum() / support;
    }

    static void Add(SortedSet<int> labels, ReadOnlySpan<int> values)
    {
        // Neighbouring rows are often alike, and a set is slow to ask.
        for (var row = 0; row < values.Length; row++)
        {
            if (row == 0 || values[row] != values[row - 1])
            {
                labels.Add(values[row]);
            }
        }
    }
}
