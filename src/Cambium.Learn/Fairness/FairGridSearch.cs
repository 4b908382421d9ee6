using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells two classes apart by the one of many classifiers, each fitted on rows of other classes and weights, that errs least among those that keep a constraint between groups.</summary>
/// <remarks>
/// <para>
/// Each point of a grid of multipliers is answered by a fit, as a round of <see cref="ExponentiatedGradient"/> is. Half of the points are spread over all multipliers, the others around the best of these. Of two groups and one moment they are even; of more they are a Sobol sequence, whose points
/// grow thin with the number of groups. Where no classifier keeps the bound, the one that breaks it least is taken. What is kept is kept on the training rows.
/// </para>
/// <para>
/// Time: <see cref="Points"/> + 1 fits of the base. Use it where one classifier is wanted instead of a mixture, with two or three groups; a mixture can come nearer to the best trade. The columns of the groups
/// are needed at prediction only where the base reads them.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Missing values of a group's column are a group of their own. Honours weights.</para>
/// <para>Source: A. Agarwal, A. Beygelzimer, M. Dudík, J. Langford, H. Wallach, "A Reductions Approach to Fair Classification", 2018, section 3.4.</para>
/// </remarks>
public sealed record FairGridSearch : Classifier
{
    /// <summary>The classifier that is fitted again and again; it must honour weights. A logistic regression unless set.</summary>
    public Classifier Base { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    /// <summary>The columns whose values, or combinations of values, make the groups; columns of more than 10 numbers are cut at their quartiles. Default none, which is one group: then the base is left as it is.</summary>
    public ColumnSelection Groups { get; init; }

    /// <summary>Whether the base must not read the columns of the groups. Default false.</summary>
    public bool Hidden { get; init; }

    /// <summary>What must be alike between groups. Default DemographicParity.</summary>
    public FairConstraint Constraint { get; init => field = Check.Defined(value); }

    /// <summary>How far two groups may be apart; for <see cref="FairConstraint.BoundedError"/> the largest share of errors of a group. Default 0.02. Range [0, 1].</summary>
    public double Bound { get; init => field = Check.InRange(value, 0, 1); } = 0.02;

    /// <summary>The number of points, besides that of no constraint. Default 20. Range [2, 1000].</summary>
    public int Points { get; init => field = Check.InRange(value, 2, 1000); } = 20;

    /// <summary>How large multipliers grow, to either side of 0. Default 1. Range (0, ∞).</summary>
    public double Limit { get; init => field = Check.Above(value, 0); } = 1;

    /// <inheritdoc/>
    public override FairGridSearchModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var (rule, codes) = GroupRule.Learn(TrainingRows.Features(train, target, options.Weight), Groups);
        var seen = FairBase.Seen(train, rule, Hidden);
        var header = new ModelHeader(TrainingRows.Features(seen, target, options.Weight).Schema, target, rows.Classes);
        if (rule.Names.Count < 2)
        {
            return new FairGridSearchModel(this, header, Base.Fit(seen, target, options), isConstant: false, violation: 0);
        }

        FairBase.CheckTwoClasses(rows, target);
        var fair = new FairRows(Base, options.Weight is { } weight ? seen.Drop(weight) : seen, target, rows, codes, rule.Names.Count, (Constraint, Bound), options);
        var (best, around) = (fair.Best(new double[fair.Moments.Cells.Length]), new double[fair.Moments.Cells.Length]);
        var centre = around;
        for (var point = 0; point < Points; point++)
        {
            options.Progress?.Report(new FitProgress("points", point, Points));
            centre = point == Coarse ? around : centre;
            var multipliers = MultipliersAt(point, centre, fair.Moments);
            var member = fair.Best(multipliers);
            (best, around) = IsBetter(member, best) ? (member, multipliers) : (best, around);
        }

        options.Progress?.Report(new FitProgress("points", Points, Points));
        return new FairGridSearchModel(this, header, best.Model, best.Model is PriorClassifierModel && Base is not PriorClassifier, best.Violation);
    }

    /// <summary>How many points are spread over the whole box; the others over a smaller one around the best of these.</summary>
    int Coarse => (Points + 1) / 2;

    static bool IsBetter(FairMember one, FairMember other) => one.Violation != other.Violation ? one.Violation < other.Violation : one.Error < other.Error;

    /// <summary>A point of the whole box, or of the smaller one around a centre.</summary>
    double[] MultipliersAt(int point, double[] centre, FairMoments moments)
    {
        var ofCells = new double[moments.Cells.Length];
        // The cells of a parity depend on each other: the first of an event, its largest group, stays at 0.
        var free = Enumerable.Range(0, ofCells.Length).Where(i => moments.IsBounded || !moments.IsFirst(i)).ToArray();
        var isCoarse = point < Coarse;
        var (number, count) = isCoarse ? (point, Coarse) : (point - Coarse, Points - Coarse);
        var places = free.Length == 1 ? [(number + 0.5) / count] : new SobolSequence(Math.Min(Math.Max(1, free.Length), SobolDirections.MaxDimensions), seed: null).Point(number + 1);
        // Half the side of the smaller box: the distance of the coarse points, were they even in every direction.
        var half = isCoarse ? Limit : 2 * Limit * Math.Pow(Coarse, -1.0 / Math.Max(1, free.Length));
        for (var i = 0; i < free.Length; i++)
        {
            var middle = isCoarse ? (moments.IsBounded ? Limit / 2 : 0) : centre[free[i]];
            var offset = (moments.IsBounded ? half / 2 : half) * ((2 * places[i % places.Length]) - 1);
            ofCells[free[i]] = moments.IsBounded ? Math.Max(0, middle + offset) : middle + offset;
        }

        return ofCells;
    }
}
