using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells several classes apart by a classifier of two classes, fitted for each class against all others.</summary>
/// <remarks>
/// <para>
/// The probability of a class is that of its own model, divided by the sum over the classes. With two classes one model is fitted, for the second. scikit-learn's <c>OneVsRestClassifier</c> is the same.
/// </para>
/// <para>
/// Time and memory: k fits of the base on all rows. Use it to read what sets each class apart, or with a base that tells only two classes apart; learners with an answer of their own for several classes mostly do better.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Weights are passed on. Validation rows are not used.</para>
/// <para>Source: R. Rifkin, A. Klautau, "In Defense of One-Vs-All Classification", 2004.</para>
/// </remarks>
public sealed record OneVersusRest : Classifier
{
    /// <summary>The name of the class that a model is fitted for, among the two that it sees.</summary>
    internal const string Own = "true";

    /// <summary>The classifier that is fitted for each class. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <inheritdoc/>
    public override OneVersusRestModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var k = rows.Classes.Count;
        var places = (k == 2 ? [1] : Enumerable.Range(0, k)).ToEquatableArray();
        var models = Parts.Fit(
            places,
            (place, part) => Base.Fit(train.With(Column.Of(target, Array.ConvertAll(rows.Codes, code => code == place))), target, part with { Validation = null }),
            options);
        return new OneVersusRestModel(this, new ModelHeader(rows.Input, target, rows.Classes), models);
    }
}
