using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// Tells two classes apart as another classifier does, but where that is least sure calls rows by their group: positive in groups whose rate is below that of all, negative in groups whose rate is above.
/// </summary>
/// <remarks>
/// <para>
/// The base is fitted on all rows. On its probabilities for rows left out in turn the smallest margin around one half is sought at which the groups' rates are at most <see cref="Bound"/> apart; of none, the one
/// at which they are least apart. The probabilities stay the base's; <c>Predict</c>, <c>Evaluate</c> and <c>CompareGroups</c> go by the margin.
/// </para>
/// <para>
/// Time: <see cref="Folds"/> + 1 fits of the base. Use it where decisions that are nearly a coin's throw may be made by group; nothing is drawn. The columns of the groups must be there at prediction. A row of a
/// group that training did not see, or of a small one, is called by its probability alone.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Missing values of a group's column are a group of their own. Honours weights. Folds are dealt by rows.</para>
/// <para>Source: F. Kamiran, A. Karim, X. Zhang, "Decision Theory for Discrimination-Aware Classification", 2012, section 3.1.</para>
/// </remarks>
public sealed record RejectOptionClassifier : Classifier
{
    /// <summary>Margins that are tried between 0 and one half.</summary>
    const int Steps = 200;

    /// <summary>The classifier whose probabilities are used. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <summary>The columns whose values, or combinations of values, make the groups; columns of more than 10 numbers are cut at their quartiles. Default none, which is one group: then the base is left as it is.</summary>
    public ColumnSelection Groups { get; init; }

    /// <summary>Whether the base must not read the columns of the groups. Default false.</summary>
    public bool Hidden { get; init; }

    /// <summary>Which rates are brought together: not the bounded error. Default DemographicParity.</summary>
    public FairConstraint Constraint { get; init => field = Check.Defined(value); }

    /// <summary>How far the rates of two groups may be apart. Default 0.02. Range [0, 1].</summary>
    public double Bound { get; init => field = Check.InRange(value, 0, 1); } = 0.02;

    /// <summary>Groups of fewer rows, or without rows of both classes, are called by their probabilities alone. Default 30. Range [1, ∞).</summary>
    public int SmallGroup { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 30;

    /// <summary>The number of parts that are left out in turn. Default 5. Range [2, 100].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The seed by which rows are dealt out. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override RejectOptionClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        FairBase.CheckTwoClasses(rows, target);
        FairBase.CheckRates(Constraint, nameof(RejectOptionClassifier));
        var (rule, codes) = GroupRule.Learn(TrainingRows.Features(train, target, options.Weight), Groups);
        var header = new ModelHeader(rows.Input, target, rows.Classes);
        var seen = FairBase.Seen(train, rule, Hidden);
        if (rule.Names.Count < 2)
        {
            return new RejectOptionClassifierModel(this, header, Base.Fit(seen, target, options), rule, margin: 0, [0]);
        }

        var (model, scores) = FairBase.FitLeftOut(Base, seen, target, rows, (Folds, Seed), options);
        var (margin, sides) = Margin(rows, scores, codes, rule.Names.Count);
        return new RejectOptionClassifierModel(this, header, model, rule, margin, sides);
    }

    /// <summary>What a row is called.</summary>
    /// <param name="probability">Of the positive class.</param>
    /// <param name="side">1 where the row's group gets the positive call, -1 where it gets the negative, 0 neither.</param>
    /// <param name="margin">Around one half.</param>
    internal static int Call(double probability, int side, double margin) => side != 0 && margin > 0 && Math.Abs(probability - 0.5) <= margin ? (side > 0 ? 1 : 0) : probability > 0.5 ? 1 : 0;

    (double Margin, int[] Sides) Margin(ComposedRows rows, double[] scores, int[] codes, int groups)
    {
        var weights = rows.Weights.Length == 0 ? Enumerable.Repeat(1.0, rows.Count).ToArray() : rows.Weights;
        var positive = Array.ConvertAll(rows.Codes, code => code == 1);
        var members = Enumerable.Range(0, codes.Length).Where(row => weights[row] > 0).ToLookup(row => codes[row]);
        var judged = Enumerable.Range(0, groups).Where(group => members[group].Count() >= SmallGroup && members[group].Select(row => positive[row]).Distinct().Count() == 2).ToHashSet();
        // The moments look at judged groups alone.
        var moments = FairMoments.Of(Constraint, 0, codes, groups, positive, [.. weights.Select((weight, row) => judged.Contains(codes[row]) ? weight : 0)]);
        var plain = Array.ConvertAll(scores, score => Call(score, 0, 0));
        var above = moments.OfCells(moments.Of(plain)).Select((difference, i) => (Group: moments.Cells[i] % groups, Difference: difference)).ToLookup(pair => pair.Group, pair => pair.Difference);
        var sides = new int[groups];
        foreach (var group in above)
        {
            sides[group.Key] = -Math.Sign(group.Sum());
        }

        var best = (Margin: 0.0, Apart: moments.Apart(plain));
        for (var step = 1; step <= Steps && best.Apart > Bound; step++)
        {
            var margin = 0.5 * step / Steps;
            var apart = moments.Apart([.. scores.Select((score, row) => Call(score, sides[codes[row]], margin))]);
            best = apart < best.Apart ? (margin, apart) : best;
        }

        return (best.Margin, sides);
    }
}
