using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Predicts a number by the mean of several regressors' answers, each fitted on all rows.</summary>
/// <remarks>
/// <para>The answer is Σ aⱼ yⱼ / Σ aⱼ over the members' answers, with a their weights. scikit-learn's <c>VotingRegressor</c> is the same.</para>
/// <para>Time and memory are the sums of the members'. Use it to join a few good models that err in different ways. To learn how far to trust each, use stacking.</para>
/// <para>Scaling, missing values and categories: as the strictest member wants; a member may be a pipeline with steps of its own. Weights are passed on to the members, and so are validation rows.</para>
/// <para>Source: M. P. Perrone, L. N. Cooper, "When Networks Disagree", 1993.</para>
/// </remarks>
public sealed record VotingRegressor : Regressor
{
    /// <summary>The regressors whose answers are taken together: 1 to 100. A linear regression and 50 boosted trees unless set.</summary>
    public EquatableArray<Regressor> Members { get; init => field = Nesting.Check(value); } = [new LinearRegression(), new BoostedTreesRegressor { Trees = 50 }];

    /// <summary>How much each member counts: as many finite numbers of at least 0 as members. Default none: all count alike.</summary>
    public EquatableArray<double> Weights { get; init; } = [];

    /// <inheritdoc/>
    public override VotingRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        Parts.CheckWeights(Weights, Members.Count);
        var rows = ComposedRows.OfNumbers(train, target, options);
        var members = Parts.Fit(Members, (member, part) => member.Fit(train, target, part), options);
        return new VotingRegressorModel(this, rows.Input, target, members);
    }

    /// <summary>The vote of members that were fitted to the same rows before.</summary>
    internal VotingRegressorModel Join(Table train, string target, FitOptions options, RegressorModel[] members)
    {
        Parts.CheckWeights(Weights, Members.Count);
        return new VotingRegressorModel(this, ComposedRows.OfNumbers(train, target, options).Input, target, members);
    }
}
