using System.Runtime.CompilerServices;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Recipes within recipes: what may stand in which, and how deep.</summary>
static class Nesting
{
    /// <summary>Most recipes within each other. Deeper ones would not fit into the JSON of a saved model.</summary>
    internal const int MaxDepth = 5;

    /// <summary>Passes a recipe on that may stand in another.</summary>
    /// <exception cref="ArgumentException">It is nested too deep.</exception>
    internal static T Check<T>(T recipe, [CallerMemberName] string setting = "")
        where T : Recipe
    {
        ArgumentNullException.ThrowIfNull(recipe, setting);
        var depth = Depth(recipe) + 1;
        return depth <= MaxDepth
            ? recipe
            : throw new ArgumentException($"{setting} makes {depth} recipes within each other, expected at most {MaxDepth}.", setting);
    }

    /// <summary>Passes recipes on that may stand in another.</summary>
    /// <exception cref="ArgumentException">There is none, or one is nested too deep.</exception>
    internal static EquatableArray<T> Check<T>(EquatableArray<T> recipes, [CallerMemberName] string setting = "")
        where T : Recipe
    {
        if (recipes.Count is 0 or > MaxMembers)
        {
            throw new ArgumentOutOfRangeException(setting, recipes.Count, $"{setting} must hold between 1 and {MaxMembers} recipes.");
        }

        foreach (var recipe in recipes)
        {
            Check(recipe, setting);
        }

        return recipes;
    }

    /// <summary>The recipes that a recipe holds.</summary>
    internal static IEnumerable<Recipe> Of(Recipe recipe) => recipe switch
    {
        ClassifierPipeline pipeline => [pipeline.Last],
        RegressorPipeline pipeline => [pipeline.Last],
        ClustererPipeline pipeline => [pipeline.Last],
        OutlierDetectorPipeline pipeline => [pipeline.Last],
        VotingClassifier voting => voting.Members,
        VotingRegressor voting => voting.Members,
        StackingClassifier stacking => [.. stacking.Members, stacking.Final],
        StackingRegressor stacking => [.. stacking.Members, stacking.Final],
        BaggingClassifier bagging => [bagging.Base],
        BaggingRegressor bagging => [bagging.Base],
        CalibratedClassifier calibrated => [calibrated.Base],
        ThresholdClassifier threshold => [threshold.Base],
        CostSensitiveClassifier costs => [costs.Base],
        OneVersusRest rest => [rest.Base],
        OneVersusOne one => [one.Base],
        ConformalClassifier conformal => [conformal.Base],
        ConformalRegressor conformal => [conformal.Base, conformal.Spread, conformal.Quantiles],
        ExponentiatedGradient fair => [fair.Base],
        FairGridSearch fair => [fair.Base],
        GroupThresholdClassifier fair => [fair.Base],
        RejectOptionClassifier fair => [fair.Base],
        _ => [],
    };

    const int MaxMembers = 100;

    static int Depth(Recipe recipe) => 1 + Of(recipe).Select(Depth).DefaultIfEmpty(0).Max();
}
