using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted regressor.</summary>
public abstract class RegressorModel : Model
{
    private protected RegressorModel(Schema input, string target)
        : base(input, target)
    {
    }

    /// <inheritdoc/>
    public override Schema Output { get; } = new([new Field("prediction", ColumnType.Float64)]);

    /// <inheritdoc/>
    public abstract override Regressor Recipe { get; }

    /// <summary>The predicted number for each row.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract double[] PredictValues(Table rows);

    /// <inheritdoc/>
    public override Table Predict(Table rows) => Table.Create(Column.Of("prediction", PredictValues(rows)));

    /// <inheritdoc/>
    public override RegressionReport Evaluate(Table test) => Evaluate(test, new EvaluateOptions());

    /// <inheritdoc/>
    public override RegressionReport Evaluate(Table test, EvaluateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rows = Judge(test);
        return RegressionJudge.Report(rows, FigureIntervals.Units(test, options.GroupBy), options);
    }

    /// <summary>Compares the model's answers and errors between groups, each figure with its interval and in words.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target and the columns of the groups.</param>
    /// <param name="options">The columns of the groups.</param>
    /// <exception cref="ArgumentException">A column is not there, or a positive class is named, which numbers have not.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or the columns make no groups, one group, or are mostly missing.</exception>
    public GroupErrorComparison CompareGroups(Table test, FairnessOptions options)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        GroupKeys.ThrowIfTarget(Target, options.Columns);
        return options.Positive is null
            ? GroupErrorAudit.Of(GroupKeys.Of(test, options), Judge(test), options)
            : throw new ArgumentException($"The positive class '{options.Positive}' is named, but the model answers with numbers. Leave it out.", nameof(options));
    }

    internal override JudgedNumbers Judge(Table test)
    {
        var truth = RegressionJudge.Truth(test, Target);
        return new JudgedNumbers(truth, PredictValues(test));
    }

    private protected override (string Name, Func<Table, double> Of) WatchedScore(Table test)
    {
        var watched = Watch(test, metric: null);
        return (watched.Name, rows => watched.Score(watched.Ask(rows)));
    }

    private protected override WatchedAnswers Watch(Table test, Metric? metric)
    {
        _ = metric?.CheckedFor("regressors");
        var truth = RegressionJudge.Truth(test, Target);
        return metric is null
            ? new WatchedAnswers("r2", true, PredictValues, answers => RegressionJudge.R2(truth, answers))
            : new WatchedAnswers(metric.Name, metric.HigherIsBetter, PredictValues, answers => metric.Judge(new JudgedNumbers(truth, answers)));
    }
}
