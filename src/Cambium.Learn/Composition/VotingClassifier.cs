using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Tells classes apart by the vote of several classifiers, each fitted on all rows.</summary>
/// <remarks>
/// <para>
/// Soft: p = Σ aⱼ pⱼ / Σ aⱼ over the members' probabilities, with a their weights. Hard: the same of votes, 1 for the class that a member predicts and 0 for the others. scikit-learn's <c>VotingClassifier</c> is the same.
/// </para>
/// <para>
/// Time and memory are the sums of the members'. Use it to join a few good models that err in different ways; soft where their probabilities are calibrated. To learn how far to trust each, use stacking.
/// </para>
/// <para>Scaling, missing values and categories: as the strictest member wants; a member may be a pipeline with steps of its own. Weights are passed on to the members, and so are validation rows.</para>
/// <para>Source: L. I. Kuncheva, "Combining Pattern Classifiers", 2004, ch. 4 and 5.</para>
/// </remarks>
public sealed record VotingClassifier : Classifier
{
    /// <summary>The classifiers that vote: 1 to 100. A logistic regression and 50 boosted trees unless set.</summary>
    public EquatableArray<Classifier> Members { get; init => field = Nesting.Check(value); } = [new LogisticRegression(), new BoostedTreesClassifier { Trees = 50 }];

    /// <summary>How the members are counted. Default Soft.</summary>
    public VotingKind Voting { get; init => field = Check.Defined(value); }

    /// <summary>How much each member counts: as many finite numbers of at least 0 as members. Default none: all count alike.</summary>
    public EquatableArray<double> Weights { get; init; } = [];

    /// <inheritdoc/>
    public override VotingClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        Parts.CheckWeights(Weights, Members.Count);
        var rows = ComposedRows.OfClasses(train, target, options);
        var members = Parts.Fit(Members, (member, part) => member.Fit(train, target, part), options);
        return new VotingClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), members);
    }

    /// <summary>The vote of members that were fitted to the same rows before.</summary>
    internal VotingClassifierModel Join(Table train, string target, FitOptions options, ClassifierModel[] members)
    {
        Parts.CheckWeights(Weights, Members.Count);
        var rows = ComposedRows.OfClasses(train, target, options);
        return new VotingClassifierModel(this, new ModelHeader(rows.Input, target, rows.Classes), members);
    }
}
