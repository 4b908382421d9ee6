using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted Gaussian mixture: a row belongs to the component that most probably made it, the first of equals.</summary>
public sealed class GaussianMixtureModel : ClustererModel
{
    readonly EquatableArray<Feature> _features;
    readonly MixtureShape _shape;
    readonly MixtureDensities _densities;
    readonly MixtureOutcome _outcome;
    readonly double[] _origin;
    readonly double[] _scales;

    GaussianMixtureModel(GaussianMixture recipe, Schema input, double[] weights, double[] means, double[] covariances, MixtureOutcome outcome, MixtureLens lens)
        : base(input)
    {
        Recipe = recipe;
        Weights = weights.ToEquatableArray();
        Means = means.ToEquatableArray();
        Covariances = covariances.ToEquatableArray();
        _features = FeatureMatrix.FeaturesOf(input);
        _shape = lens.Shape;
        _outcome = outcome;
        (_densities, _origin, _scales) = (lens.Densities, lens.Origin, lens.Scales);
    }

    /// <inheritdoc/>
    public override GaussianMixture Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount => _shape.Components;

    /// <summary>π, the share of each component; they add up to 1.</summary>
    public EquatableArray<double> Weights { get; }

    /// <summary>μ, k × p, row-major, in the units and the order of the input's columns.</summary>
    public EquatableArray<double> Means { get; }

    /// <summary>Σ, row-major: k × p × p where they are full, p × p tied, k × p variances diagonal, k variances spherical.</summary>
    public EquatableArray<double> Covariances { get; }

    /// <summary>Σ w log p(x) over the training rows.</summary>
    public double LogLikelihood => _outcome.LogLikelihood;

    /// <summary>Iterations of the start that was kept.</summary>
    public int Iterations => _outcome.Iterations;

    /// <summary>Whether the likelihood came to rest before the most iterations were done.</summary>
    public bool Converged => _outcome.Converged;

    /// <summary>The Bayesian information criterion, −2 log likelihood + q log Σ w, q the free numbers of the model; among models of the same rows the lowest is best.</summary>
    public double Bic => (-2 * LogLikelihood) + (_shape.ParameterCount * Math.Log(_outcome.RowWeight));

    /// <summary>Akaike's information criterion, −2 log likelihood + 2 q; among models of the same rows the lowest is best.</summary>
    public double Aic => (-2 * LogLikelihood) + (2 * _shape.ParameterCount);

    /// <summary>The probability of each component to have made each row: n × k, row-major; a row adds up to 1.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var probabilities = new double[(long)rows.RowCount * ClusterCount];
        ForTiles(rows, (row, count, shares, _) =>
        {
            for (var i = 0; i < count; i++)
            {
                for (var k = 0; k < ClusterCount; k++)
                {
                    probabilities[((row + i) * ClusterCount) + k] = shares[(k * PointTiles.Rows) + i];
                }
            }
        });
        return probabilities;
    }

    /// <summary>The log of the mixture's density at each row: low where rows are unlike all that were trained on.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public double[] LogDensities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var densities = new double[rows.RowCount];
        var logScale = _scales.Sum(Math.Log);
        ForTiles(rows, (row, count, _, logs) =>
        {
            for (var i = 0; i < count; i++)
            {
                densities[row + i] = logs[i] + logScale;
            }
        });
        return densities;
    }

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var clusters = new int[rows.RowCount];
        ForTiles(rows, (row, count, shares, _) =>
        {
            for (var i = 0; i < count; i++)
            {
                for (var k = 1; k < ClusterCount; k++)
                {
                    clusters[row + i] = shares[(k * PointTiles.Rows) + i] > shares[(clusters[row + i] * PointTiles.Rows) + i] ? k : clusters[row + i];
                }
            }
        });
        return clusters;
    }

    /// <summary>The likelihood, and the components' means, one a line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Gaussian mixture: {ClusterCount} components, log likelihood {LogLikelihood:G6}, BIC {Bic:G6}\n") +
        CentreTable.Format(Input, Means.Span);

    internal override void Write(ModelWriter writer)
    {
        writer.Array("weights", Weights.Span.ToArray());
        writer.Array("means", Means.Span.ToArray());
        writer.Array("covariances", Covariances.Span.ToArray());
        writer.Array("log_likelihood", [LogLikelihood]);
        writer.Array("row_weight", [_outcome.RowWeight]);
        writer.Value("iterations", Iterations);
        writer.Value("converged", Converged);
    }

    internal static GaussianMixtureModel Read(GaussianMixture recipe, ModelHeader header, ModelReader reader)
    {
        var means = CentreTable.Read(reader, "means", header.Input.Fields.Count);
        var shape = new MixtureShape(means.Length / header.Input.Fields.Count, header.Input.Fields.Count, recipe.Covariance);
        if (shape.CovarianceCount > int.MaxValue)
        {
            throw new ModelFormatException("weights.safetensors: 'means' are too many. The file is damaged; save the model again.");
        }

        var weights = reader.Finite("weights", shape.Components);
        var covariances = reader.Finite("covariances", (int)shape.CovarianceCount);
        var outcome = new MixtureOutcome(
            reader.Finite("log_likelihood", 1)[0],
            reader.Finite("row_weight", 1)[0],
            reader.Value<int>("iterations"),
            reader.Value<bool>("converged"));
        var model = Array.TrueForAll(weights, weight => weight >= 0) && weights.Sum() > 0 ? TryCreate(recipe, header.Input, weights, means, covariances, outcome) : null;
        return model ?? throw new ModelFormatException("weights.safetensors: 'weights' and 'covariances' are not those of normal distributions. The file is damaged; save the model again.");
    }

    /// <summary>The model of parameters in the units of the table, or null where a covariance is not positive definite.</summary>
    internal static GaussianMixtureModel? TryCreate(GaussianMixture recipe, Schema input, double[] weights, double[] means, double[] covariances, MixtureOutcome outcome)
    {
        var shape = new MixtureShape(weights.Length, input.Fields.Count, recipe.Covariance);
        return MixtureLens.TryCreate(shape, weights, means, covariances) is { } lens
            ? new GaussianMixtureModel(recipe, input, weights, means, covariances, outcome, lens)
            : null;
    }

    void ForTiles(Table rows, TileAnswer answer)
    {
        var points = new PointTiles(FiniteColumns.ToPredict(rows, _features), rows.RowCount, _origin, _scales);
        var tile = new double[_shape.Features * PointTiles.Rows];
        var shares = new double[ClusterCount * PointTiles.Rows];
        var logs = new double[PointTiles.Rows];
        var scratch = new double[_densities.ScratchCount];
        for (var row = 0; row < rows.RowCount; row += PointTiles.Rows)
        {
            points.Fill(row, tile);
            _densities.Evaluate(tile, shares, scratch);
            MixtureDensities.Normalise(shares, logs);
            answer(row, Math.Min(PointTiles.Rows, rows.RowCount - row), shares, logs);
        }
    }

    delegate void TileAnswer(int row, int count, ReadOnlySpan<double> shares, ReadOnlySpan<double> logs);
}
