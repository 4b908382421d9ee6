using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>One fit of bisecting k-means.</summary>
sealed class Bisection
{
    readonly BisectingKMeans _recipe;
    readonly ClusterPoints _points;
    readonly FitOptions _options;
    readonly double _leastShift;

    internal Bisection(BisectingKMeans recipe, ClusterPoints points, FitOptions options)
    {
        _recipe = recipe;
        _points = points;
        _options = options;
        _leastShift = recipe.Tolerance * points.Variance / points.Tiles.FeatureCount;
    }

    internal BisectionTree Run()
    {
        var all = _points.Tiles;
        var total = _points.Variance * _points.TotalWeight;
        var parts = new List<Part> { new([.. Enumerable.Range(0, all.RowCount)], total, _points.TotalWeight, -1) };
        var (children, centres) = (new List<int>(), new List<double>());
        for (var parting = 0; parting < _recipe.Clusters - 1; parting++)
        {
            _options.CancellationToken.ThrowIfCancellationRequested();
            var part = Next(parts);
            if (part.Slot >= 0)
            {
                children[part.Slot] = parting;
            }

            var (first, second, means) = Divide(part, parting);
            parts[parts.IndexOf(part)] = first with { Slot = 2 * parting };
            parts.Add(second with { Slot = (2 * parting) + 1 });
            children.AddRange([0, 0]);
            centres.AddRange(means);
            _options.Progress?.Report(new FitProgress("clusters", parting + 2, _recipe.Clusters));
        }

        for (var cluster = 0; cluster < parts.Count; cluster++)
        {
            if (parts[cluster].Slot >= 0)
            {
                children[parts[cluster].Slot] = -1 - cluster;
            }
        }

        if (_recipe.Clusters == 1)
        {
            _options.Progress?.Report(new FitProgress("clusters", 1, 1));
            var mean = new double[all.FeatureCount];
            all.Restore(new double[mean.Length], mean);
            centres.AddRange(mean);
        }

        return new BisectionTree([.. children], [.. centres], parts.Sum(part => part.Inertia) / all.Scale / all.Scale);
    }

    // The largest by the recipe's order that can be parted; the first of equals.
    Part Next(List<Part> parts)
    {
        var ordered = parts.OrderByDescending(part => _recipe.Order == BisectingOrder.LargestInertia ? part.Inertia : part.Weight);
        return ordered.First(Divisible);
    }

    // Whether two of its rows that count differ.
    bool Divisible(Part part)
    {
        var counted = Array.FindAll(part.Rows, row => _points.Weights.Length == 0 || _points.Weights[row] > 0);
        return Array.Exists(counted, row => !_points.Tiles.IsSame(row, counted[0]));
    }

    (Part First, Part Second, double[] Means) Divide(Part part, int parting)
    {
        // Around their own mean, so that a small part far from the others keeps its digits.
        var weights = _points.WeightsOf(part.Rows);
        var points = _points.Tiles.TakeCentred(part.Rows, weights);
        var ratio = points.Scale / _points.Tiles.Scale;
        var settings = new LloydSettings(2, _recipe.Restarts, _recipe.MaxIterations, _leastShift * ratio * ratio);
        var result = LloydStarts.Best(points, weights, settings, [], new RandomStream(_recipe.Seed).Fork(parting), _options, told: null);
        var distances = CentreDistances.Of(points, result.Centres, result.Labels, _options);
        var means = new double[result.Centres.Length];
        for (var at = 0; at < means.Length; at += points.FeatureCount)
        {
            points.Restore(result.Centres.AsSpan(at, points.FeatureCount), means.AsSpan(at, points.FeatureCount));
        }

        return (Half(0), Half(1), means);

        Part Half(int label)
        {
            var inside = Enumerable.Range(0, part.Rows.Length).Where(i => result.Labels[i] == label).ToArray();
            return new Part(
                Array.ConvertAll(inside, i => part.Rows[i]),
                inside.Sum(i => distances[i] * (weights.Length == 0 ? 1 : weights[i])) / ratio / ratio,
                inside.Sum(i => weights.Length == 0 ? 1 : weights[i]),
                -1);
        }
    }

    /// <summary>Rows that are not parted yet.</summary>
    /// <param name="Rows">Their numbers.</param>
    /// <param name="Inertia">Their spread around their mean.</param>
    /// <param name="Weight">Their weight.</param>
    /// <param name="Slot">Where in the tree's children they stand; −1 for all rows.</param>
    sealed record Part(int[] Rows, double Inertia, double Weight, int Slot);
}
