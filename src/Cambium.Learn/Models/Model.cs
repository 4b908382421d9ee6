using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// What a recipe learned. Immutable and safe to share between threads; always fitted. Takes a table with the columns that it was
/// fitted on (in any order; others are ignored) and gives answers.
/// </summary>
public abstract partial class Model
{
    private protected Model(Schema input, string target)
    {
        Input = input;
        Target = target;
        _shap = new(MakeShapForm);
    }

    /// <summary>The columns that the model asks of a table.</summary>
    public Schema Input { get; }

    /// <summary>The column that the model predicts; empty where it has none, as clusterers and outlier detectors.</summary>
    public string Target { get; }

    /// <summary>The columns of <see cref="Predict"/>'s answer.</summary>
    public abstract Schema Output { get; }

    /// <summary>The recipe that made the model.</summary>
    public abstract Recipe Recipe { get; }

    /// <summary>What the learner reads, in its order, each with the columns of the user's table that it is made of; without steps a column is a feature.</summary>
    public virtual EquatableArray<ModelFeature> Features => Input.Fields.Select(column => new ModelFeature(column.Name, [column.Name])).ToEquatableArray();

    /// <summary>Compares the model's answers with the truth.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract Report Evaluate(Table test);

    /// <summary>Compares the model's answers with the truth, by more metrics or with other intervals. Clusterers and outlier detectors have neither.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="options">Metrics, intervals, groups of rows.</param>
    /// <exception cref="ArgumentException">A column is not there, or a metric judges another kind of model.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract Report Evaluate(Table test, EvaluateOptions options);

    /// <summary>
    /// The answers as columns: a classifier gives "prediction" and one "probability_CLASS" a class; a regressor "prediction"; a clusterer "cluster"; an outlier detector
    /// "outlier" and "score".
    /// </summary>
    /// <param name="rows">Any number of rows.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract Table Predict(Table rows);

    /// <summary>Tells which columns the model's quality rests on, by shuffling each in turn.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="options">Repeats, groups of columns, metric, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, groups do not fit the model, or the metric judges another kind of model.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public Explanation Explain(Table test, ExplainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rows = test.Select([.. Input.Fields.Select(field => field.Name)]);
        if (Watch(test, options.Metric) is { } watched)
        {
            return PermutationImportance.Of(this, watched, rows, options);
        }

        _ = options.Metric?.CheckedFor("clusterers");
        var (name, score) = WatchedScore(test);
        return PermutationImportance.Of(name, score, rows, Input, options);
    }

    /// <inheritdoc cref="Explain(Table, ExplainOptions)"/>
    public Explanation Explain(Table test) => Explain(test, new ExplainOptions());

    /// <summary>The truth and the model's answers.</summary>
    /// <exception cref="ArgumentException">A column is not there, or the model has no target.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    internal virtual JudgedRows Judge(Table test) =>
        throw new ArgumentException($"{Recipe.GetType().Name} has no target, so that its answers cannot be held against the truth; metrics and comparison are for classifiers and regressors.");

    /// <summary>The figure that steps and searches compare models by unless told otherwise: the ROC area, the accuracy or R²; more is better.</summary>
    internal double MainScore(Table test) => WatchedScore(test).Of(test);

    /// <summary>The score that importance is measured by, as a function of rows that stand for the given ones in their order.</summary>
    private protected abstract (string Name, Func<Table, double> Of) WatchedScore(Table test);

    /// <summary>The same where the score is one of answers that are numbers, or null where it is not.</summary>
    /// <param name="test">The given rows.</param>
    /// <param name="metric">The score; null for the model's main one.</param>
    /// <exception cref="ArgumentException">The metric judges another kind of model.</exception>
    private protected virtual WatchedAnswers? Watch(Table test, Metric? metric) => null;

    /// <summary>Writes what the model knows beyond recipe, input, target and classes.</summary>
    internal abstract void Write(ModelWriter writer);

    /// <summary>Makes sure that no metrics are asked of a model without a target.</summary>
    /// <exception cref="ArgumentException">They are.</exception>
    private protected static void CheckNoMetrics(EvaluateOptions options, string answerers)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var metric in options.Metrics)
        {
            metric.CheckedFor(answerers);
        }
    }

    /// <summary>Makes sure that the columns are there, for a model that does not read them.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    private protected void CheckInput(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var field in Input.Fields)
        {
            _ = rows[field.Name];
        }
    }
}
