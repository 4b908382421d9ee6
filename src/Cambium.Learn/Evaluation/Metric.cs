using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// A figure of a model's answers with its name and direction: one of those that there are (<see cref="Named"/>), or your own from a lambda (<see cref="Of"/>, <see cref="OfClasses"/>,
/// <see cref="OfProbabilities"/>). For <see cref="EvaluateOptions.Metrics"/>, cross-validation and comparison. A lambda is called from several threads at once and must not keep state.
/// </summary>
public sealed class Metric
{
    readonly Func<JudgedRows, double> _formula;

    internal Metric(string name, bool higherIsBetter, string answerers, Func<JudgedRows, double> formula) =>
        (Name, HigherIsBetter, Answerers, _formula) = (name, higherIsBetter, answerers, formula);

    /// <summary>Its name, as reports show it.</summary>
    public string Name { get; }

    /// <summary>Whether a larger figure is a better one.</summary>
    public bool HigherIsBetter { get; }

    /// <summary>The names that <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. MetricCatalog.All.Select(metric => metric.Name)];

    /// <summary>What kind of model it judges: "classifiers" or "regressors".</summary>
    internal string Answerers { get; }

    /// <summary>A figure of a regressor's answers.</summary>
    /// <param name="name">Not blank.</param>
    /// <param name="formula">From the true and the predicted number of each row; NaN where it is not defined.</param>
    /// <param name="higherIsBetter">Whether a larger figure is a better one. Default true.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static Metric Of(string name, Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> formula, bool higherIsBetter = true)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new Metric(Checked(name), higherIsBetter, "regressors", rows => rows is JudgedNumbers numbers ? formula(numbers.Truth, numbers.Predicted) : double.NaN);
    }

    /// <summary>A figure of a classifier's decisions.</summary>
    /// <param name="name">Not blank.</param>
    /// <param name="formula">From the place, among the model's classes, of the true class of each row and of what it is called; NaN where it is not defined.</param>
    /// <param name="higherIsBetter">Whether a larger figure is a better one. Default true.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static Metric OfClasses(string name, Func<ReadOnlySpan<int>, ReadOnlySpan<int>, double> formula, bool higherIsBetter = true)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new Metric(Checked(name), higherIsBetter, "classifiers", rows => rows is JudgedClasses classes ? formula(classes.Truth, classes.Called) : double.NaN);
    }

    /// <summary>A figure of a classifier's probabilities.</summary>
    /// <param name="name">Not blank.</param>
    /// <param name="formula">From the place of the true class of each row, the probabilities (n × k, row-major) and the number k of classes; NaN where it is not defined.</param>
    /// <param name="higherIsBetter">Whether a larger figure is a better one. Default true.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    public static Metric OfProbabilities(string name, Func<ReadOnlySpan<int>, ReadOnlySpan<double>, int, double> formula, bool higherIsBetter = true)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new Metric(Checked(name), higherIsBetter, "classifiers", rows => rows is JudgedClasses classes ? formula(classes.Truth, classes.Probabilities, classes.Classes) : double.NaN);
    }

    /// <summary>The metric of a name, such as "roc_auc" or "rmse".</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Metric Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return MetricCatalog.All.FirstOrDefault(metric => metric.Name == name)
            ?? throw new ArgumentException($"There is no metric '{name}'.{NearestName.Suggestion(name, Names)} There are: {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    /// <summary>The figure; NaN for no rows.</summary>
    /// <exception cref="ArgumentException">It judges another kind of model.</exception>
    internal double Judge(JudgedRows rows) => rows.Count == 0 ? double.NaN : CheckedFor(rows)._formula(rows);

    internal Metric CheckedFor(JudgedRows rows) => CheckedFor(rows.Answerers);

    internal Metric CheckedFor(string answerers) => answerers == Answerers
        ? this
        : throw new ArgumentException(
            $"The metric '{Name}' judges {Answerers}, this is one of the {answerers}. Metrics of these: " +
            $"{string.Join(", ", MetricCatalog.All.Where(metric => metric.Answerers == answerers).Select(metric => metric.Name).DefaultIfEmpty("none"))}.");

    static string Checked(string name) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("The name of a metric must not be blank.", nameof(name)) : name;
}
