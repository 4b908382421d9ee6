using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted outlier detector.</summary>
public abstract class OutlierDetectorModel : Model
{
    private protected OutlierDetectorModel(Schema input)
        : base(input, "")
    {
    }

    /// <summary>A row whose score is above it is an outlier.</summary>
    public abstract double Threshold { get; }

    /// <inheritdoc/>
    public override Schema Output { get; } = new([new Field("outlier", ColumnType.Boolean), new Field("score", ColumnType.Float64)]);

    /// <inheritdoc/>
    public abstract override OutlierDetector Recipe { get; }

    /// <summary>How strange each row is, in the detector's own unit: the higher, the stranger.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract double[] PredictScores(Table rows);

    /// <inheritdoc/>
    public override Table Predict(Table rows)
    {
        var scores = PredictScores(rows);
        return Table.Create(Column.Of("outlier", Array.ConvertAll(scores, score => score > Threshold)), Column.Of("score", scores));
    }

    /// <summary>Tells how many rows are outliers and how the scores spread; there is no truth to compare with.</summary>
    /// <param name="test">Any rows with the model's columns.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public override OutlierReport Evaluate(Table test) => Evaluate(test, new EvaluateOptions());

    /// <inheritdoc/>
    public override OutlierReport Evaluate(Table test, EvaluateOptions options)
    {
        CheckNoMetrics(options, "outlier detectors");
        return OutlierJudge.Report(PredictScores(test), Threshold);
    }

    private protected override (string Name, Func<Table, double> Of) WatchedScore(Table test)
    {
        var watched = Watch(test, metric: null);
        return (watched.Name, rows => watched.Score(watched.Ask(rows)));
    }

    private protected override WatchedAnswers Watch(Table test, Metric? metric)
    {
        _ = metric?.CheckedFor("outlier detectors");
        var before = PredictScores(test);
        return new WatchedAnswers("score_correlation", true, PredictScores, answers => OutlierJudge.Correlation(before, answers));
    }
}
