namespace Cambium.Learn.Tests;

/// <summary>What a step rightly does otherwise than most, each with its reason.</summary>
static class StepFacts
{
    /// <summary>Steps that learn in one short look at the rows, so that nothing is left to cancel.</summary>
    internal static IReadOnlyList<string> TooShortToCancel { get; } =
    [
        "impute", "one-hot",
        "weight-classes", "random-oversample", "random-undersample",
        "drop-correlated", "select-by-test",
        "hash-words",
        "polynomial", "date-parts", "ratio", "difference", "interact", "select-columns", "drop-columns", "rename-columns", "branches", "own-step",
        // Without groups they leave everything as it is.
        "reweigh-groups", "resample-groups", "remove-correlation",
    ];

    /// <summary>Steps that look at the rows once or twice and tell of nothing.</summary>
    internal static IReadOnlyList<string> TellNothing { get; } =
    [
        "impute", "k-nearest-impute", "iterative-impute",
        "one-hot", "ordinal-encode", "target-encode", "weight-of-evidence", "frequency-encode", "hash-encode", "binary-encode",
        "standardize", "min-max-scale", "max-abs-scale", "robust-scale", "quantile-transform", "power-transform", "normalize-rows", "clip-outliers",
        "weight-classes", "random-oversample", "random-undersample", "smote", "adasyn", "remove-tomek-links",
        "drop-low-variance", "drop-correlated", "select-by-test", "select-from-model", "eliminate-recursively", "boruta",
        "count-words", "tf-idf", "hash-words",
        "bin", "bin-by-target", "polynomial", "spline", "date-parts", "ratio", "difference", "interact", "group-aggregate", "lag", "rolling",
        "select-columns", "drop-columns", "rename-columns", "branches", "own-step",
        "reweigh-groups", "resample-groups", "remove-correlation",
    ];

    /// <summary>
    /// Steps whose places depend on the rows' order: they start from numbers drawn row by row, and move rows in turn; or look at the rows
    /// before among equals; or take, of rows equally near, those that came first.
    /// </summary>
    internal static IReadOnlyList<string> TakesRowsByPlace { get; } = ["t-sne", "umap", "lag", "rolling", "k-nearest-impute"];

    /// <summary>Steps that change each column by itself and let categories through, or change those.</summary>
    internal static IReadOnlyList<string> ColumnByColumn { get; } =
    [
        "impute", "k-nearest-impute", "iterative-impute",
        "one-hot", "ordinal-encode", "target-encode", "weight-of-evidence", "frequency-encode", "hash-encode", "binary-encode",
        "standardize", "min-max-scale", "max-abs-scale", "robust-scale", "quantile-transform", "power-transform", "normalize-rows", "clip-outliers",
    ];

    /// <summary>What the columns' units and zeros are to what a step makes of them: a mean that is taken off takes off a zero, a share of a spread a unit.</summary>
    internal static Units UnitsOf(string step) => step switch
    {
        "standardize" or "min-max-scale" or "robust-scale" or "quantile-transform" => Units.Any,
        "pca" or "fast-ica" => Units.Zero,
        _ => Units.Matter,
    };

    /// <summary>Steps that learn from the target, which the tests lay beside rows by their place.</summary>
    internal static bool LearnsFromTarget(string step) => ModelKinds.Steps.Single(kind => kind.Name == step).RecipeType.IsAssignableTo(typeof(SupervisedTransform));

    /// <summary>Steps that learn from classes; the others take any target, or none.</summary>
    internal static bool WantsClasses(string step) => ModelKinds.Steps.Single(kind => kind.Name == step).RecipeType is var type && (type.IsAssignableTo(typeof(Resampler)) || type == typeof(WeightOfEvidence));

    /// <summary>The step with settings that keep the tests short; itself where they are.</summary>
    internal static Transform Small(Transform step) => step switch
    {
        TSne embedding => embedding with { Iterations = 60 },
        Umap embedding => embedding with { Epochs = 60 },
        SelectFromModel selection => selection with { Model = new DecisionTreeRegressor() },
        EliminateRecursively selection => selection with { Model = new DecisionTreeRegressor { MaxDepth = 3 }, Folds = 2 },
        Boruta selection => selection with { Trees = 5, Rounds = 5 },
        Lag lag => lag with { Order = "b", By = ["colour"] },
        Rolling rolling => rolling with { Order = "b", By = ["colour"] },
        _ => step,
    };

    /// <summary>Rows enough for the step's work to be in several blocks; fewer where its time grows faster than the rows.</summary>
    internal static int Rows(string step) => step switch
    {
        "t-sne" or "umap" or "eliminate-recursively" or "boruta" => 300,
        _ => 3000,
    };

    /// <summary>Steps that look from a row at the rows before it.</summary>
    internal static IReadOnlyList<string> LooksAtOtherRows { get; } = ["lag", "rolling"];

    /// <summary>Steps that leave the columns that they learned, and no others.</summary>
    internal static IReadOnlyList<string> LeavesOthersOut { get; } = ["select-columns"];

    /// <summary>Steps that read texts.</summary>
    internal static bool ReadsTexts(string step) => step is "count-words" or "tf-idf" or "hash-words";

    /// <summary>Whether the step replaces all its columns by new ones, which a category would only pass by.</summary>
    internal static bool NumbersOnly(string step) => !ColumnByColumn.Contains(step) && step is not ("interact" or "group-aggregate" or "lag" or "rolling");
}
