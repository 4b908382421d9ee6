namespace Cambium.Learn.Tests;

/// <summary>What a step rightly does otherwise than most, each with its reason.</summary>
static class StepFacts
{
    /// <summary>Steps that learn in one short look at the rows, so that nothing is left to cancel.</summary>
    internal static IReadOnlyList<string> TooShortToCancel { get; } = ["impute", "one-hot"];

    /// <summary>Steps that look at the rows once or twice and tell of nothing.</summary>
    internal static IReadOnlyList<string> TellNothing { get; } =
    [
        "impute", "k-nearest-impute", "iterative-impute",
        "one-hot", "ordinal-encode", "target-encode", "weight-of-evidence", "frequency-encode", "hash-encode", "binary-encode",
        "standardize", "min-max-scale", "max-abs-scale", "robust-scale", "quantile-transform", "power-transform", "normalize-rows", "clip-outliers",
    ];

    /// <summary>
    /// Steps whose places depend on the rows' order: they start from numbers drawn row by row, and move rows in turn. Or they look at the
    /// target, which in these tests goes by place. Or they take, of rows equally near, those that came first.
    /// </summary>
    internal static IReadOnlyList<string> TakesRowsByPlace { get; } =
    [
        "t-sne", "umap",
        "target-encode", "weight-of-evidence",
        "k-nearest-impute",
    ];

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

    /// <summary>Steps that learn from classes; the others take any target, or none.</summary>
    internal static bool WantsClasses(string step) => ModelKinds.Steps.Single(kind => kind.Name == step).RecipeType is var type && (type.IsAssignableTo(typeof(Resampler)) || type == typeof(WeightOfEvidence));

    /// <summary>The step with settings that keep the tests short; itself where they are.</summary>
    internal static Transform Small(Transform step) => step switch
    {
        TSne embedding => embedding with { Iterations = 60 },
        Umap embedding => embedding with { Epochs = 60 },
        _ => step,
    };

    /// <summary>Rows enough for the step's work to be in several blocks; fewer where its time grows faster than the rows.</summary>
    internal static int Rows(string step) => step switch
    {
        "t-sne" or "umap" => 300,
        _ => 3000,
    };

    /// <summary>Whether the step replaces all its columns by new ones, which a category would only pass by.</summary>
    internal static bool NumbersOnly(string step) => !ColumnByColumn.Contains(step);
}
