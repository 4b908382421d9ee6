using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells two classes apart with as few errors as a constraint between groups allows: a mixture of classifiers that are fitted on rows of changed classes and weights.</summary>
/// <remarks>
/// <para>
/// Minimises the error of a mixture Q of classifiers under moments γ(Q) ≤ c. Multipliers of the moments rise and fall by the exponentiated gradient; each fit answers the multipliers, and a linear program
/// mixes the answers. It ends when no fit does better against the program's own multipliers. The mixture keeps the bound on the training rows where any mixture of what was fitted does; on other rows it
/// holds within their sampling error.
/// </para>
/// <para>
/// The mixture draws one of its classifiers for a row. The draw is a hash of the row's values and <see cref="Seed"/>, so that a row is always called the same, and two rows of the same values are. The
/// probabilities are the members' mean; the chance of a call is <see cref="ExponentiatedGradientModel.DecisionProbabilities"/>.
/// </para>
/// <para>
/// Time: up to 2 × <see cref="Iterations"/> fits of the base. Use it where a bound must be kept and the base takes weights; groups of a handful of rows make bounds that mean nothing, so join them first. The
/// columns of the groups are needed at prediction only where the base reads them.
/// </para>
/// <para>Scaling, missing values and categories: as the base wants, which may be a pipeline. Missing values of a group's column are a group of their own. Honours weights.</para>
/// <para>Source: A. Agarwal, A. Beygelzimer, M. Dudík, J. Langford, H. Wallach, "A Reductions Approach to Fair Classification", 2018, algorithm 1.</para>
/// </remarks>
public sealed record ExponentiatedGradient : Classifier
{
    const int FewestRounds = 5;

    // How far a round moves the logarithms of the multipliers for a moment of 1; the linear program makes up for what is too much.
    const double Step = 2;

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

    /// <summary>The most rounds, each of one or two fits. Default 20. Range [1, 1000].</summary>
    public int Iterations { get; init => field = Check.InRange(value, 1, 1000); } = 20;

    /// <summary>What breaking the constraint by 1 costs in errors: the sum of the multipliers at most. Default 50. Range (0, ∞).</summary>
    public double MaxMultiplier { get; init => field = Check.Above(value, 0); } = 50;

    /// <summary>How much better than the mixture a fit must do for another round, as a share of errors. Default 0.001. Range [0, 1].</summary>
    public double Tolerance { get; init => field = Check.InRange(value, 0, 1); } = 0.001;

    /// <summary>The seed of the draws at prediction. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override ExponentiatedGradientModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfClasses(train, target, options);
        var (rule, codes) = GroupRule.Learn(TrainingRows.Features(train, target, options.Weight), Groups);
        var seen = FairBase.Seen(train, rule, Hidden);
        var header = new ModelHeader(TrainingRows.Features(seen, target, options.Weight).Schema, target, rows.Classes);
        if (rule.Names.Count < 2)
        {
            return new ExponentiatedGradientModel(this, header, [Base.Fit(seen, target, options)], [1]);
        }

        FairBase.CheckTwoClasses(rows, target);
        var fair = new FairRows(Base, options.Weight is { } weight ? seen.Drop(weight) : seen, target, rows, codes, rule.Names.Count, (Constraint, Bound), options);
        var (members, shares) = Mixture(fair, options);
        var kept = Enumerable.Range(0, members.Count).Where(t => shares[t] > 0).ToArray();
        return new ExponentiatedGradientModel(this, header, Array.ConvertAll(kept, t => members[t].Model), Array.ConvertAll(kept, t => shares[t]));
    }

    (List<FairMember> Members, double[] Shares) Mixture(FairRows fair, FitOptions options)
    {
        var theta = new double[fair.Moments.Count];
        var members = new List<FairMember>();
        var shares = Array.Empty<double>();
        for (var round = 0; round < Iterations; round++)
        {
            options.Progress?.Report(new FitProgress("rounds", round, Iterations));
            var next = fair.Best(fair.Moments.OfCells(Multipliers(theta)));
            members.Add(next);
            for (var j = 0; j < theta.Length; j++)
            {
                theta[j] += Step * next.Moments[j];
            }

            (shares, var multipliers, var value) = Solve(members);
            if (round + 1 < Math.Min(FewestRounds, Iterations))
            {
                continue;
            }

            var answer = fair.Best(fair.Moments.OfCells(multipliers));
            var least = answer.Error + answer.Moments.Zip(multipliers, (moment, multiplier) => moment * multiplier).Sum();
            members.Add(answer);
            shares = Solve(members).Shares;
            if (value - least <= Tolerance)
            {
                break;
            }
        }

        options.Progress?.Report(new FitProgress("rounds", Iterations, Iterations));
        return (members, shares);
    }

    (double[] Shares, double[] Multipliers, double Value) Solve(List<FairMember> members) =>
        MixtureProgram.Solve([.. members.Select(member => member.Error)], [.. members.Select(member => member.Moments)], MaxMultiplier);

    double[] Multipliers(double[] theta)
    {
        var most = Math.Max(0, theta.DefaultIfEmpty().Max());
        var sum = Math.Exp(-most) + theta.Sum(own => Math.Exp(own - most));
        return Array.ConvertAll(theta, own => MaxMultiplier * Math.Exp(own - most) / sum);
    }
}
