namespace Cambium.Learn.Tests;

/// <summary>What a step rightly does otherwise than most, each with its reason.</summary>
static class StepFacts
{
    /// <summary>Steps that learn in one short look at the rows, so that nothing is left to cancel.</summary>
    internal static IReadOnlyList<string> TooShortToCancel { get; } = ["impute", "one-hot", "hash-words", "polynomial", "date-parts", "ratio", "difference", "interact", "select-columns", "drop-columns", "rename-columns", "branches", "own-step"];

    /// <summary>Steps that look at the rows once or twice and tell of nothing.</summary>
    internal static IReadOnlyList<string> TellNothing { get; } = ["impute", "one-hot", "standardize", "count-words", "tf-idf", "hash-words", "bin", "bin-by-target", "polynomial", "spline", "date-parts", "ratio", "difference", "interact", "group-aggregate", "lag", "rolling", "select-columns", "drop-columns", "rename-columns", "branches", "own-step"];

    /// <summary>
    /// Steps whose places depend on the rows' order: they start from numbers drawn row by row, and move rows in turn; or look at the rows before among equals; or learn from the target of these tests, which is the
    /// row's number.
    /// </summary>
    internal static IReadOnlyList<string> TakesRowsByPlace { get; } = ["t-sne", "umap", "lag", "rolling", "bin-by-target"];

    /// <summary>What the columns' units and zeros are to what a step makes of them: a mean that is taken off takes off a zero, a share of a spread a unit.</summary>
    internal static Units UnitsOf(string step) => step switch
    {
        "standardize" => Units.Any,
        "pca" or "fast-ica" => Units.Zero,
        _ => Units.Matter,
    };

    /// <summary>Steps that learn from classes; the others take any target, or none.</summary>
    internal static bool WantsClasses(string step) => ModelKinds.Steps.Single(kind => kind.Name == step).RecipeType.IsAssignableTo(typeof(Resampler));

    /// <summary>The step with settings that keep the tests short; itself where they are.</summary>
    internal static Transform Small(Transform step) => step switch
    {
        TSne embedding => embedding with { Iterations = 60 },
        Umap embedding => embedding with { Epochs = 60 },
        Lag lag => lag with { Order = "b", By = ["colour"] },
        Rolling rolling => rolling with { Order = "b", By = ["colour"] },
        _ => step,
    };

    /// <summary>Rows enough for the step's work to be in several blocks; fewer where its time grows faster than the rows.</summary>
    internal static int Rows(string step) => step switch
    {
        "t-sne" or "umap" => 300,
        _ => 3000,
    };

    /// <summary>Steps that look from a row at the rows before it.</summary>
    internal static IReadOnlyList<string> LooksAtOtherRows { get; } = ["lag", "rolling"];

    /// <summary>Steps that leave the columns that they learned, and no others.</summary>
    internal static IReadOnlyList<string> LeavesOthersOut { get; } = ["select-columns"];

    /// <summary>Steps that read texts.</summary>
    internal static bool ReadsTexts(string step) => step is "count-words" or "tf-idf" or "hash-words";

    /// <summary>Whether the step replaces all its columns by new ones, which a category would only pass by.</summary>
    internal static bool NumbersOnly(string step) => step is not ("impute" or "one-hot" or "standardize" or "interact" or "group-aggregate" or "lag" or "rolling");
}
