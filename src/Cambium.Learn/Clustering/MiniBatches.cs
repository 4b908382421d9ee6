using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>One fit of mini-batch k-means.</summary>
sealed class MiniBatches
{
    const int SampleBatches = 3;

    // Centres are looked over for ones that hardly any row is nearest to after so many rows a centre.
    const int RowsBetweenReassignments = 10;

    readonly MiniBatchKMeans _recipe;
    readonly ClusterPoints _points;
    readonly FitOptions _options;
    readonly RandomStream _random;
    readonly CentreSums _sums;
    readonly int[] _labels;
    readonly double[] _given; // Σ w of all rows that each centre was given
    double[] _centres = [];

    internal MiniBatches(MiniBatchKMeans recipe, ClusterPoints points, FitOptions options)
    {
        _recipe = recipe;
        _points = points;
        _options = options;
        _random = new RandomStream(recipe.Seed);
        _sums = new CentreSums(recipe.BatchSize, points.Tiles.FeatureCount, recipe.Clusters, options);
        _labels = new int[recipe.BatchSize];
        _given = new double[recipe.Clusters];
    }

    internal Lloyd.Result Run()
    {
        _centres = _recipe.InitialCentres.Count > 0 ? Given() : BestStart();
        var panel = new CentrePanel(_centres, _points.Tiles.FeatureCount);
        var batches = (int)Math.Clamp((long)_recipe.MaxIterations * _points.Tiles.RowCount / _recipe.BatchSize, 1, int.MaxValue - 1);
        var random = _random.Fork(0);
        var (smoothed, least, without, sinceReassignment) = (double.NaN, double.PositiveInfinity, 0, 0L);
        var share = Math.Min(1, 2.0 * _recipe.BatchSize / (_points.Tiles.RowCount + 1));
        var batch = 0;
        while (batch < batches && (_recipe.Patience == 0 || without < _recipe.Patience))
        {
            var loss = Step(panel, random, Reassigns(ref sinceReassignment));
            batch++;
            _options.Progress?.Report(new FitProgress("batches", batch, batches) { TrainingLoss = loss / _points.Tiles.Scale / _points.Tiles.Scale });
            if (batch == 1)
            {
                continue; // the first batch is judged by the start's centres, which fit nothing yet
            }

            smoothed = double.IsNaN(smoothed) ? loss : (smoothed * (1 - share)) + (loss * share);
            without = smoothed < least ? 0 : without + 1;
            least = Math.Min(least, smoothed);
        }

        var labels = new int[_points.Tiles.RowCount];
        var all = new CentreSums(labels.Length, _points.Tiles.FeatureCount, _recipe.Clusters, _options);
        all.PassAnew(_points.Tiles, _points.Weights, panel, labels);
        return new Lloyd.Result(_centres, labels, all.Score, batch, Converged: batch < batches);
    }

    double[] Given() => CentreStarts.Given(_recipe.InitialCentres, _recipe.Clusters, _points.Tiles, nameof(MiniBatchKMeans.InitialCentres));

    // The start that suits a sample best that it was not drawn from.
    double[] BestStart()
    {
        var sampleSize = (int)Math.Min(_points.Tiles.RowCount, Math.Max((long)SampleBatches * _recipe.BatchSize, (long)SampleBatches * _recipe.Clusters));
        var judges = Draw(_random.Fork(1), sampleSize);
        var sums = new CentreSums(sampleSize, _points.Tiles.FeatureCount, _recipe.Clusters, _options);
        var labels = new int[sampleSize];
        var (judgePoints, judgeWeights) = (_points.Tiles.Take(judges), _points.WeightsOf(judges));
        var (best, least) = (Array.Empty<double>(), double.PositiveInfinity);
        for (var start = 0; start < _recipe.Restarts; start++)
        {
            var random = _random.Fork(2 + start);
            var rows = sampleSize == _points.Tiles.RowCount ? [.. Enumerable.Range(0, sampleSize)] : Draw(random, sampleSize);
            var centres = new CentreSeeds(_points.Tiles.Take(rows), _points.WeightsOf(rows), _options).Draw(_recipe.Clusters, random);
            sums.PassAnew(judgePoints, judgeWeights, new CentrePanel(centres, _points.Tiles.FeatureCount), labels);
            (best, least) = start == 0 || sums.Score < least ? (centres, sums.Score) : (best, least);
        }

        return best;
    }

    /// <summary>Moves the centres by one batch and gives the mean loss before.</summary>
    double Step(CentrePanel panel, RandomStream random, bool reassign)
    {
        var rows = Draw(random, _recipe.BatchSize);
        var (batch, weights) = (_points.Tiles.Take(rows), _points.WeightsOf(rows));
        _sums.PassAnew(batch, weights, panel, _labels);
        var distances = CentreDistances.Of(batch, _centres, _labels, _options);
        Move();
        if (reassign)
        {
            Reassign(batch, weights, random);
        }

        panel.Set(_centres);
        var total = weights.Length == 0 ? rows.Length : Sum.Of(weights);
        return total == 0 ? 0 : (weights.Length == 0 ? Sum.Of(distances) : Dot.Of(distances, weights)) / total;
    }

    void Move()
    {
        var p = _points.Tiles.FeatureCount;
        for (var centre = 0; centre < _given.Length; centre++)
        {
            var weight = _sums.Weights[centre];
            if (!(weight > 0))
            {
                continue;
            }

            _given[centre] += weight;
            var part = weight / _given[centre];
            for (var i = centre * p; i < (centre + 1) * p; i++)
            {
                _centres[i] += ((_sums.Sums[i] / weight) - _centres[i]) * part;
            }
        }
    }

    bool Reassigns(ref long since)
    {
        since += _recipe.BatchSize;
        if (since < (long)RowsBetweenReassignments * _recipe.Clusters && !Array.Exists(_given, given => given == 0))
        {
            return false;
        }

        since = 0;
        return _recipe.ReassignmentShare > 0;
    }

    void Reassign(PointTiles batch, double[] weights, RandomStream random)
    {
        var bound = _recipe.ReassignmentShare * _given.Max();
        var p = batch.FeatureCount;
        // At most half a batch, the least given first.
        var moved = Enumerable.Range(0, _given.Length).Where(centre => _given[centre] < bound)
            .OrderBy(centre => _given[centre]).ThenBy(centre => centre).Take(batch.RowCount / 2).ToArray();
        var candidates = Enumerable.Range(0, batch.RowCount).Where(row => weights.Length == 0 || weights[row] > 0).ToArray();
        if (moved.Length == 0 || moved.Length > candidates.Length)
        {
            return;
        }

        random.Shuffle(candidates.AsSpan());
        var kept = _given.Where((_, centre) => !moved.Contains(centre)).Min();
        for (var i = 0; i < moved.Length; i++)
        {
            batch.Row(candidates[i], _centres.AsSpan(moved[i] * p, p));
            _given[moved[i]] = kept;
        }
    }

    int[] Draw(RandomStream random, int count)
    {
        var rows = new int[count];
        for (var i = 0; i < count; i++)
        {
            rows[i] = random.NextInt(_points.Tiles.RowCount);
        }

        return rows;
    }
}
