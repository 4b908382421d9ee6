using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted clusterer.</summary>
public abstract class ClustererModel : Model
{
    /// <summary>The number that stands for "in no cluster".</summary>
    public const int Noise = -1;

    private protected ClustererModel(Schema input)
        : base(input, "")
    {
    }

    /// <summary>The number of clusters, which are numbered from 0; noise is none.</summary>
    public abstract int ClusterCount { get; }

    /// <inheritdoc/>
    public override Schema Output { get; } = new([new Field("cluster", ColumnType.Int64)]);

    /// <inheritdoc/>
    public abstract override Clusterer Recipe { get; }

    /// <summary>The cluster of each row, from 0, or <see cref="Noise"/>.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract int[] PredictClusters(Table rows);

    /// <inheritdoc/>
    public override Table Predict(Table rows) =>
        Table.Create(Column.Of("cluster", Array.ConvertAll(PredictClusters(rows), cluster => (long)cluster)));

    /// <summary>Tells how well the clusters part the rows; there is no truth to compare with.</summary>
    /// <param name="test">Any rows with the model's columns.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public override ClusteringReport Evaluate(Table test) => Evaluate(test, new EvaluateOptions());

    /// <inheritdoc/>
    public override ClusteringReport Evaluate(Table test, EvaluateOptions options)
    {
        ArgumentNullException.ThrowIfNull(test);
        CheckNoMetrics(options, "clusterers");
        var rows = FiniteColumns.RowsToPredict(test, FeatureMatrix.FeaturesOf(Input));
        return ClusteringJudge.Report(rows, Input.Fields.Count, PredictClusters(test), ClusterCount);
    }

    private protected override (string Name, Func<Table, double> Of) WatchedScore(Table test)
    {
        var before = PredictClusters(test);
        return ("same_cluster", rows => PredictClusters(rows).Zip(before, (now, then) => now == then ? 1.0 : 0).DefaultIfEmpty(1).Average());
    }
}
