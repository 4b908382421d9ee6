using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>One fit of a Gaussian mixture.</summary>
sealed class MixtureFit
{
    readonly GaussianMixture _recipe;
    readonly ClusterPoints _points;
    readonly FitOptions _options;
    readonly MixtureShape _shape;
    readonly double[] _scales;
    readonly PointTiles _tiles;
    readonly MixtureMoments _moments;
    readonly double _logScale; // what the scales add to the log of a density

    internal MixtureFit(GaussianMixture recipe, ClusterPoints points, FitOptions options)
    {
        _recipe = recipe;
        _points = points;
        _options = options;
        _shape = new MixtureShape(recipe.Components, points.Tiles.FeatureCount, recipe.Covariance);
        // A column that varies less than what is added to its variance is as wide as that.
        var spreads = Array.ConvertAll(points.Deviations, deviation => double.Hypot(deviation, Math.Sqrt(recipe.Regularisation)));
        _scales = recipe.Covariance == CovarianceShape.Spherical
            ? Array.ConvertAll(spreads, _ => PointTiles.ScaleFor(spreads.Max()))
            : Array.ConvertAll(spreads, PointTiles.ScaleFor);
        _tiles = points.Tiles.At(points.Means, _scales);
        _moments = new MixtureMoments(_shape, _tiles, points.Weights, options);
        _logScale = _scales.Sum(Math.Log);
    }

    internal GaussianMixtureModel Run()
    {
        var random = new RandomStream(_recipe.Seed);
        var starts = _recipe.InitialMeans.Count > 0 ? 1 : _recipe.Restarts;
        State? best = null;
        for (var start = 0; start < starts; start++)
        {
            var state = Climb(Start(random.Fork(start)), starts == 1 ? "iterations" : $"start {start + 1}");
            best = best is null || state.LogLikelihood > best.LogLikelihood ? state : best;
        }

        return Model(best!); // there is at least one start
    }

    State Start(RandomStream random)
    {
        var settings = new LloydSettings(_recipe.Components, 1, 300, 0);
        var given = _recipe.InitialMeans;
        var start = LloydStarts.Best(_points.Tiles, _points.Weights, settings, given, random, _options, told: null, nameof(GaussianMixture.InitialMeans));
        // The moments are taken around the centres, which are the clusters' means but for rounding; any positive covariances do for that.
        var (p, means) = (_shape.Features, new double[start.Centres.Length]);
        var restored = new double[p];
        for (var at = 0; at < means.Length; at += p)
        {
            _points.Tiles.Restore(start.Centres.AsSpan(at, p), restored);
            _tiles.Shift(restored, means.AsSpan(at, p));
        }

        var weights = Enumerable.Repeat(1.0 / _recipe.Components, _recipe.Components).ToArray();
        _moments.Pass(Densities(weights, means, Unit()), start.Labels);
        return Maximise(means);
    }

    State Climb(State state, string stage)
    {
        var (last, iteration, converged) = (double.NaN, 0, false);
        while (iteration < _recipe.MaxIterations && !converged)
        {
            _moments.Pass(Densities(state.Weights, state.Means, state.Covariances), []);
            var mean = _moments.LogLikelihood / _points.TotalWeight;
            state = Maximise(state.Means);
            iteration++;
            converged = Math.Abs(mean - last) < _recipe.Tolerance;
            last = mean;
            _options.Progress?.Report(new FitProgress(stage, iteration, _recipe.MaxIterations) { TrainingLoss = -mean - _logScale });
        }

        _moments.Pass(Densities(state.Weights, state.Means, state.Covariances), []);
        return state with { LogLikelihood = _moments.LogLikelihood + (_logScale * _points.TotalWeight), Iterations = iteration, Converged = converged };
    }

    MixtureDensities Densities(double[] weights, double[] means, double[] covariances) =>
        MixtureDensities.TryCreate(_shape, weights, means, covariances)
        ?? throw new TableException(
            "The table cannot be learned from: the covariance of a component became singular, since its rows lie on a point, a line or a plane: " +
            $"raise Regularisation, which is {_recipe.Regularisation}, ask for fewer components, or drop columns that others determine.");

    double[] Unit()
    {
        var covariances = new double[_shape.CovarianceCount];
        for (var i = 0; i < covariances.Length; i++)
        {
            var place = i % _shape.MomentCount;
            covariances[i] = !_shape.HasProducts || place / _shape.Features == place % _shape.Features ? 1 : 0;
        }

        return covariances;
    }

    // The parameters that the moments around earlier means give.
    State Maximise(double[] before)
    {
        var (k, p, stride) = (_shape.Components, _shape.Features, _moments.Stride);
        var (weights, means, covariances) = (new double[k], (double[])[.. before], new double[_shape.CovarianceCount]);
        for (var component = 0; component < k; component++)
        {
            var moments = _moments.Total.AsSpan(component * stride, stride);
            weights[component] = moments[0];
            // A component that no point belongs to keeps its mean.
            var count = Math.Max(moments[0], 1e-300);
            for (var f = 0; f < p; f++)
            {
                means[(component * p) + f] += moments[1 + f] / count;
            }

            MixtureCovariances.Add(_shape, moments, covariances, component, _points.TotalWeight);
        }

        MixtureCovariances.Regularise(_shape, covariances, _recipe.Regularisation, _scales);
        var total = weights.Sum();
        return new State(Array.ConvertAll(weights, weight => weight / total), means, covariances, double.NaN, 0, false);
    }

    GaussianMixtureModel Model(State state)
    {
        var (p, means) = (_shape.Features, new double[state.Means.Length]);
        for (var at = 0; at < means.Length; at += p)
        {
            _tiles.Restore(state.Means.AsSpan(at, p), means.AsSpan(at, p));
        }

        var covariances = (double[])[.. state.Covariances];
        MixtureCovariances.Rescale(_shape, covariances, Array.ConvertAll(_scales, scale => 1 / scale));
        var fit = new MixtureOutcome(state.LogLikelihood, _points.TotalWeight, state.Iterations, state.Converged);
        return GaussianMixtureModel.TryCreate(_recipe, _points.Input, state.Weights, means, covariances, fit)
            ?? throw new TableException("The table cannot be learned from: the covariances of components are too small or too large for their squares: scale the columns.");
    }

    sealed record State(double[] Weights, double[] Means, double[] Covariances, double LogLikelihood, int Iterations, bool Converged);
}
