using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells several classes apart by a classifier of two classes, fitted for each pair of them on their rows alone.</summary>
/// <remarks>
/// <para>
/// The pairs' probabilities r are joined by pairwise coupling, which minimises Σᵢ Σⱼ (rⱼᵢ pᵢ − rᵢⱼ pⱼ)² over probabilities p. (scikit-learn's <c>OneVsOneClassifier</c> counts votes and has no probabilities.)
/// </para>
/// <para>
/// Time and memory: k (k − 1) / 2 fits of the base, each on the rows of two classes. Use it where the base's time grows faster than its rows, or where classes are told apart by different features; learners with an answer of their own for several
/// classes mostly do better.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Weights are passed on. Validation rows are not used.</para>
/// <para>Source: T. Hastie, R. Tibshirani, "Classification by Pairwise Coupling", 1998; T.-F. Wu, C.-J. Lin, R. C. Weng, 2004, second approach.</para>
/// </remarks>
public sealed record OneVersusOne : Classifier
{
    /// <summary>The classifier that is fitted for each pair. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <inheritdoc/>
    public override OneVersusOneModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var k = rows.Classes.Count;
        var pairs = (from first in Enumerable.Range(0, k) from second in Enumerable.Range(first + 1, k - first - 1) select (first, second)).ToEquatableArray();
        var models = Parts.Fit(
            pairs,
            (pair, part) => Base.Fit(
                train.Take([.. Enumerable.Range(0, rows.Count).Where(row => rows.Codes[row] == pair.first || rows.Codes[row] == pair.second)]),
                target,
                part with { Validation = null }),
            options);
        return new OneVersusOneModel(this, new ModelHeader(rows.Input, target, rows.Classes), models);
    }
}
