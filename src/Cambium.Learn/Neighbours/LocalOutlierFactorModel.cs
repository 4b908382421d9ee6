using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted local outlier factors: the training rows and how close the company of each stands. A row's score is its factor.</summary>
public sealed class LocalOutlierFactorModel : OutlierDetectorModel
{
    const string ReachesName = "reaches";
    const string DensitiesName = "densities";
    const string ScoresName = "training_scores";
    const string ThresholdName = "threshold";

    readonly NeighbourRows _rows;
    readonly LocalDensities _densities;
    readonly double[] _scores;

    internal LocalOutlierFactorModel(LocalOutlierFactor recipe, Schema input, NeighbourRows rows, LocalDensities densities, double[] scores, double threshold)
        : base(input)
    {
        Recipe = recipe;
        _rows = rows;
        _densities = densities;
        _scores = scores;
        Threshold = threshold;
    }

    /// <inheritdoc/>
    public override LocalOutlierFactor Recipe { get; }

    /// <inheritdoc/>
    public override double Threshold { get; }

    /// <summary>The factor of each training row of weight above 0, in their order; none is its own neighbour.</summary>
    public EquatableArray<double> TrainingScores => _scores.ToEquatableArray();

    /// <summary>How neighbours are found: what the recipe says, or what <see cref="NeighbourSearch.Auto"/> chose.</summary>
    public NeighbourSearch Search => _rows.Index.Search;

    /// <inheritdoc/>
    public override double[] PredictScores(Table rows)
    {
        var queries = _rows.Queries(rows);
        var k = Recipe.Neighbours;
        var scores = new double[rows.RowCount];
        _rows.Index.Nearest(queries, k, skipOwn: false, (first, count, nearest, reduced) =>
        {
            var distances = new double[k];
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < k; j++)
                {
                    distances[j] = _rows.Space.FromReduced(reduced[(i * k) + j]);
                }

                scores[first + i] = _densities.Score(nearest.Slice(i * k, k), distances);
            }
        });
        return scores;
    }

    internal override void Write(ModelWriter writer)
    {
        _rows.Write(writer);
        writer.Array(ReachesName, _densities.Reaches);
        writer.Array(DensitiesName, _densities.Densities);
        writer.Array(ScoresName, _scores);
        writer.Array(ThresholdName, [Threshold]);
    }

    internal static LocalOutlierFactorModel Read(LocalOutlierFactor recipe, ModelHeader header, ModelReader reader)
    {
        var rows = NeighbourRows.Read(reader, header.Input, recipe.Neighbours, recipe.Space, recipe.Search);
        var reaches = Positive(ReachesName, rows.Count, orZero: true);
        var densities = Positive(DensitiesName, rows.Count, orZero: false);
        var scores = Positive(ScoresName, rows.Count, orZero: true);
        var threshold = Positive(ThresholdName, 1, orZero: true);
        return new(recipe, header.Input, rows, new LocalDensities(reaches, densities), scores, threshold[0]);

        double[] Positive(string name, int count, bool orZero)
        {
            var values = reader.Array<double>(name, count);
            NeighbourRows.Require(
                Array.TrueForAll(values, value => double.IsFinite(value) && (value > 0 || (orZero && value == 0))),
                name,
                $"holds a number that is not finite and {(orZero ? "at least" : "above")} 0");
            return values;
        }
    }
}
