using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Predicts a number by a regressor that learns from the answers of several others: stacked generalisation.</summary>
/// <remarks>
/// <para>
/// Each member is fitted on all rows. What the final regressor learns from are the members' answers on rows left out in turn, so that it sees how each does on rows it does not know, and the features too where <see cref="PassThrough"/>
/// is set. scikit-learn's <c>StackingRegressor</c> is the same.
/// </para>
/// <para>
/// Time: <see cref="Folds"/> + 1 fits of every member, and one of the final regressor. Use it to get the last digit out of good models that err in different ways, where time does not matter. Votes need fewer fits.
/// </para>
/// <para>Scaling, missing values and categories: as the strictest member wants; a member may be a pipeline with steps of its own. Weights are passed on. Folds are dealt by rows, so that a whole weight is not quite as a repeated row.
/// Validation rows are passed on to the members.</para>
/// <para>Source: D. H. Wolpert, "Stacked Generalization", 1992; L. Breiman, "Stacked Regressions", 1996.</para>
/// </remarks>
public sealed record StackingRegressor : Regressor
{
    /// <summary>The regressors to learn from: 1 to 100. A linear regression and 50 boosted trees unless set.</summary>
    public EquatableArray<Regressor> Members { get; init => field = Nesting.Check(value); } = [new LinearRegression(), new BoostedTreesRegressor { Trees = 50 }];

    /// <summary>The regressor that learns from their answers. A linear regression with a little ridge unless set.</summary>
    public Regressor Final { get; init => field = Nesting.Check(value); } = new LinearRegression { L2 = 1 };

    /// <summary>Whether the final regressor sees the features as well. Default false.</summary>
    public bool PassThrough { get; init; }

    /// <summary>The number of parts that are left out in turn. Default 5. Range [2, 100].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The seed by which rows are dealt out. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override StackingRegressorModel Fit(Table train, string target, FitOptions options = default)
    {
        var rows = ComposedRows.OfNumbers(train, target, options);
        var foldOf = rows.Folds(Folds, Seed, target);
        var answers = new double[Members.Count][];
        for (var i = 0; i < answers.Length; i++)
        {
            var member = Members[i];
            answers[i] = Parts.LeftOut(train, foldOf, 1, $"model {i + 1}: ", options, (fit, rest, part) => member.Fit(fit, target, part).PredictValues(rest));
        }

        var members = Parts.Fit(Members, (member, part) => member.Fit(train, target, part), options);
        return Joined(train, target, options, rows, answers, members);
    }

    /// <summary>The stack of members that were fitted to the same rows before, and of what they answered on the rows of each fold.</summary>
    internal StackingRegressorModel Join(Table train, string target, FitOptions options, double[][] answers, RegressorModel[] members) =>
        Joined(train, target, options, ComposedRows.OfNumbers(train, target, options), answers, members);

    StackingRegressorModel Joined(Table train, string target, FitOptions options, ComposedRows rows, double[][] answers, RegressorModel[] members)
    {
        var prefix = StackedTable.Prefix(train.Columns.Select(column => column.Name));
        var passed = PassThrough ? TrainingRows.Features(train, target, options.Weight) : null;
        var stacked = StackedTable.Beside(StackedTable.Of(answers, [""], prefix, passed), train, target, options.Weight);
        var last = Final.Fit(stacked, target, Parts.For(options, "final") with { Validation = null });
        return new StackingRegressorModel(this, rows.Input, target, members, last, prefix);
    }
}
