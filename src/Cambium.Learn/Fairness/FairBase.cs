using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What recipes that learn fairly do alike with the classifier that they hold.</summary>
static class FairBase
{
    /// <summary>The classifier that a fair recipe holds; null for other recipes.</summary>
    internal static Classifier? Of(Recipe recipe) => recipe switch
    {
        ExponentiatedGradient fair => fair.Base,
        FairGridSearch fair => fair.Base,
        GroupThresholdClassifier fair => fair.Base,
        RejectOptionClassifier fair => fair.Base,
        _ => null,
    };

    /// <summary>The recipe with another classifier in it.</summary>
    internal static Recipe With(Recipe recipe, Classifier inner) => recipe switch
    {
        ExponentiatedGradient fair => fair with { Base = inner },
        FairGridSearch fair => fair with { Base = inner },
        GroupThresholdClassifier fair => fair with { Base = inner },
        RejectOptionClassifier fair => fair with { Base = inner },
        _ => recipe,
    };

    /// <summary>The training rows as the base may see them: without the columns of the groups where these are hidden.</summary>
    internal static Table Seen(Table train, GroupRule rule, bool hidden) => hidden && rule.Fields.Count > 0 ? train.Drop([.. rule.Fields.Select(field => field.Name)]) : train;

    /// <summary>Refuses more than two classes.</summary>
    /// <exception cref="TableException">There are more.</exception>
    internal static void CheckTwoClasses(ComposedRows rows, string target)
    {
        if (rows.Classes.Count > 2)
        {
            throw new TableException(
                $"The table cannot be learned from: the target '{target}' has {rows.Classes.Count} classes ({string.Join(", ", rows.Classes)}); groups are made equal in one decision of two. Join classes.")
            { Column = target };
        }
    }

    /// <summary>Refuses the constraint that is no rate.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    internal static void CheckRates(FairConstraint constraint, string recipe)
    {
        if (constraint == FairConstraint.BoundedError)
        {
            throw new ArgumentException(
                $"{recipe} makes rates equal, which {constraint} is none of. Choose another Constraint, or hold the bound during learning: {nameof(ExponentiatedGradient)}.", nameof(constraint));
        }
    }

    /// <summary>The classifier fitted on all rows, and the probabilities of the positive class on rows left out in turn.</summary>
    internal static (ClassifierModel Model, double[] Scores) FitLeftOut(Classifier recipe, Table seen, string target, ComposedRows rows, (int Count, long Seed) folds, FitOptions options)
    {
        var leftOut = Parts.LeftOut(
            seen, rows.Folds(folds.Count, folds.Seed, target), 2, "", options, (fit, rest, part) => Parts.Probabilities(recipe.Fit(fit, target, part with { Validation = null }), rest, rows.Classes));
        return (recipe.Fit(seen, target, Parts.For(options, "all rows")), [.. Enumerable.Range(0, rows.Count).Select(row => leftOut[(2 * row) + 1])]);
    }
}
