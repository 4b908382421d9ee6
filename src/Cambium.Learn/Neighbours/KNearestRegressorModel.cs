using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>A fitted k-nearest-neighbour regressor: the training rows and their targets.</summary>
public sealed class KNearestRegressorModel : RegressorModel
{
    const string TargetsName = "targets";

    readonly IKeptRows _rows;
    readonly double[] _targets;
    readonly double[] _weights;

    internal KNearestRegressorModel(KNearestRegressor recipe, Schema input, string target, IKeptRows rows, double[] targets, double[] weights)
        : base(input, target)
    {
        Recipe = recipe;
        _rows = rows;
        _targets = targets;
        _weights = weights;
    }

    /// <inheritdoc/>
    public override KNearestRegressor Recipe { get; }

    /// <summary>How neighbours are found: what the recipe says, or what <see cref="NeighbourSearch.Auto"/> chose.</summary>
    public NeighbourSearch Search => _rows.Search;

    /// <summary>Finds the k training rows nearest to each row. The answer takes memory O(n k).</summary>
    /// <param name="rows">Any number of rows; one that is a training row is its own neighbour at distance 0.</param>
    /// <param name="k">How many, from 1 to the number of training rows.</param>
    /// <exception cref="ArgumentException">A column is not there, or k is out of range.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public Neighbours FindNeighbours(Table rows, int k) => _rows.Nearest(rows, k);

    /// <summary>Finds the training rows within a distance of each row, the border included.</summary>
    /// <param name="rows">Any number of rows.</param>
    /// <param name="radius">The largest distance, in the metric of the recipe. Range [0, ∞).</param>
    /// <exception cref="ArgumentException">A column is not there, or the radius is out of range.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public Neighbours FindNeighboursWithin(Table rows, double radius) => _rows.WithinRadius(rows, radius);

    /// <inheritdoc/>
    public override double[] PredictValues(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var k = Recipe.Neighbours;
        var values = new double[rows.RowCount];
        _rows.Nearest(rows, k, (first, count, nearest, reduced) =>
        {
            var shares = new double[k];
            for (var i = 0; i < count; i++)
            {
                var ofRow = nearest.Slice(i * k, k);
                NeighbourVoting.Shares(Recipe.Votes, Recipe.Space, ofRow, reduced.Slice(i * k, k), _weights, shares);
                var value = 0.0;
                for (var j = 0; j < k; j++)
                {
                    value += shares[j] * _targets[ofRow[j]];
                }

                values[first + i] = value;
            }
        });
        return values;
    }

    internal override void Write(ModelWriter writer)
    {
        _rows.Write(writer);
        writer.Array(TargetsName, _targets);
        KeptRows.WriteWeights(writer, _weights);
    }

    internal static KNearestRegressorModel Read(KNearestRegressor recipe, ModelHeader header, ModelReader reader)
    {
        var rows = KeptRows.Read(reader, header.Input, recipe.Neighbours, recipe.Space, recipe.Search);
        var targets = reader.Array<double>(TargetsName, rows.Count);
        NeighbourRows.Require(AllFinite.Of(targets), TargetsName, "holds a number that is not finite");
        return new(recipe, header.Input, header.Target, rows, targets, KeptRows.ReadWeights(reader, rows.Count));
    }
}
