using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Tells classes apart as another classifier does, but calls a row by the class that is expected to cost least, instead of by the most probable one.</summary>
/// <remarks>
/// <para>
/// With p(i) the base's probability of class i and c(i, j) the price of calling a row of class i by class j, a row is called by the j of least Σᵢ p(i) c(i, j); of equals by the more probable one.
/// Prices that are not given are 1 for a wrong call and 0 for a right one. The probabilities stay the base's; <c>Predict</c>, <c>Evaluate</c> and <c>CompareGroups</c> go by the prices.
/// </para>
/// <para>
/// Time and memory: as the base; the calls take O(k²) a row. Use it where wrong calls do not cost alike, for any number of classes. It trusts the base's probabilities: put a <see cref="CalibratedClassifier"/>
/// around a base whose probabilities are off. With two classes and probabilities that are not to be trusted, <see cref="ThresholdClassifier"/> finds the threshold on rows left out.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Weights are passed on.</para>
/// <para>Source: C. Elkan, "The Foundations of Cost-Sensitive Learning", 2001, section 1.</para>
/// </remarks>
public sealed record CostSensitiveClassifier : Classifier
{
    /// <summary>The classifier whose probabilities are used. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <summary>
    /// The prices that are not 1 for a wrong call or 0 for a right one; as text <c>sick:well:10, well:sick:2</c>, the class, what it is called, the price. Default none: then calls are the base's.
    /// </summary>
    public EquatableArray<ErrorCost> Costs { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column is not there, or <see cref="Costs"/> name a class that there is not, or one price twice.</exception>
    public override CostSensitiveClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var problems = CostMatrix.Problems(Costs, rows.Classes);
        if (problems.Count > 0)
        {
            throw new ArgumentException($"Costs do not fit: {string.Join("; ", problems)}. The classes of the target '{target}' are {string.Join(", ", rows.Classes)}.", nameof(Costs));
        }

        return new CostSensitiveClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), Base.Fit(train, target, options));
    }
}
