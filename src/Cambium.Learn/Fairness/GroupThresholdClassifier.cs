using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells two classes apart as another classifier does, but calls rows positive from another probability on in every group, so that the groups' rates are equal.</summary>
/// <remarks>
/// <para>
/// The base is fitted on all rows. Its probabilities on rows left out in turn tell which thresholds give each group the same rate, and of the rates that all can have the one that errs least is taken. A rate
/// between two thresholds is met by drawing between them; for equalised odds some rows of the better-judged groups are called without a look, because all must be as ill-judged as the worst. A draw is a hash
/// of the row's values and <see cref="Seed"/>: a row is always called the same. The probabilities stay the base's; <c>Predict</c>, <c>Evaluate</c> and <c>CompareGroups</c> go by the thresholds.
/// </para>
/// <para>
/// Time: <see cref="Folds"/> + 1 fits of the base. Use it around any classifier, where it is allowed to judge groups by different thresholds: the columns of the groups must be there at prediction. A row of a
/// group that training did not see, or of a small one, is called by the thresholds of all rows as one group.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Missing values of a group's column are a group of their own. Honours weights. Folds are dealt by rows.</para>
/// <para>Source: M. Hardt, E. Price, N. Srebro, "Equality of Opportunity in Supervised Learning", 2016.</para>
/// </remarks>
public sealed record GroupThresholdClassifier : Classifier
{
    /// <summary>The classifier whose probabilities are used. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <summary>The columns whose values, or combinations of values, make the groups; columns of more than 10 numbers are cut at their quartiles. Default none, which is one group with one threshold.</summary>
    public ColumnSelection Groups { get; init; }

    /// <summary>Whether the base must not read the columns of the groups. Default false.</summary>
    public bool Hidden { get; init; }

    /// <summary>Which rates are made equal: not the bounded error. Default DemographicParity.</summary>
    public FairConstraint Constraint { get; init => field = Check.Defined(value); }

    /// <summary>Whether both classes count alike in what is best, instead of all rows. Default false.</summary>
    public bool Balanced { get; init; }

    /// <summary>Groups of fewer rows, or without rows of both classes, are called by the thresholds of all rows. Default 30. Range [1, ∞).</summary>
    public int SmallGroup { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 30;

    /// <summary>The number of parts that are left out in turn. Default 5. Range [2, 100].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The seed by which rows are dealt out, and of the draws at prediction. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override GroupThresholdClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        FairBase.CheckTwoClasses(rows, target);
        FairBase.CheckRates(Constraint, nameof(GroupThresholdClassifier));
        var (rule, codes) = GroupRule.Learn(TrainingRows.Features(train, target, options.Weight), Groups);
        var (model, scores) = FairBase.FitLeftOut(Base, FairBase.Seen(train, rule, Hidden), target, rows, (Folds, Seed), options);
        return new GroupThresholdClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), model, rule, new ThresholdFit(this, rows, scores, codes).Of(rule.Names));
    }
}
