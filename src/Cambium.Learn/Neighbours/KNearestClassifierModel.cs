using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted k-nearest-neighbour classifier: the training rows and their classes.</summary>
public sealed class KNearestClassifierModel : ClassifierModel
{
    const string CodesName = "classes";

    readonly IKeptRows _rows;
    readonly int[] _codes;
    readonly double[] _weights;

    internal KNearestClassifierModel(
        KNearestClassifier recipe, Schema input, string target, EquatableArray<string> classes, IKeptRows rows, int[] codes, double[] weights)
        : base(input, target, classes)
    {
        Recipe = recipe;
        _rows = rows;
        _codes = codes;
        _weights = weights;
    }

    /// <inheritdoc/>
    public override KNearestClassifier Recipe { get; }

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
    public override double[] PredictProbabilities(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var classes = Classes.Count;
        var k = Recipe.Neighbours;
        var probabilities = new double[checked(rows.RowCount * classes)];
        _rows.Nearest(rows, k, (first, count, nearest, reduced) =>
        {
            var shares = new double[k];
            for (var i = 0; i < count; i++)
            {
                var ofRow = nearest.Slice(i * k, k);
                NeighbourVoting.Shares(Recipe.Votes, Recipe.Space, ofRow, reduced.Slice(i * k, k), _weights, shares);
                for (var j = 0; j < k; j++)
                {
                    ref var probability = ref probabilities[((first + i) * classes) + _codes[ofRow[j]]];
                    probability = Math.Min(1, probability + shares[j]); // shares add up to 1 but for roundings
                }
            }
        });
        return probabilities;
    }

    internal override void Write(ModelWriter writer)
    {
        _rows.Write(writer);
        writer.Array(CodesName, _codes);
        KeptRows.WriteWeights(writer, _weights);
    }

    internal static KNearestClassifierModel Read(KNearestClassifier recipe, ModelHeader header, ModelReader reader)
    {
        var rows = KeptRows.Read(reader, header.Input, recipe.Neighbours, recipe.Space, recipe.Search);
        var codes = reader.Array<int>(CodesName, rows.Count);
        NeighbourRows.Require(
            Array.TrueForAll(codes, code => code >= 0 && code < header.Classes.Count), CodesName, $"holds a number that is not between 0 and {header.Classes.Count - 1}");
        return new(recipe, header.Input, header.Target, header.Classes, rows, codes, KeptRows.ReadWeights(reader, rows.Count));
    }
}
