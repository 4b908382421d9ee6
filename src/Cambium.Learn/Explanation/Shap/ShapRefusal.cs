using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Why exact SHAP values cannot be had, and what to do instead.</summary>
static class ShapRefusal
{
    internal const string WayOut = "KernelSHAP or permutation SHAP, which explain any model";

    /// <summary>For models that are no sum of trees or columns.</summary>
    internal static ArgumentException NoExactMethod(Model model) =>
        new($"There is no exact method for the SHAP values of {One(model)}, whose answers are no sum over trees or columns. Use {WayOut}.");

    /// <summary>Makes sure that a part of a model that adds up answers has an exact method.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    internal static void ThrowUnlessExact(Model model, Model part)
    {
        if (!part.HasShap)
        {
            throw new ArgumentException(
                $"There is no exact method for the SHAP values of {One(model)} with {One(part)} in it, whose answers are no sum over trees or columns. Use {WayOut}.");
        }
    }

    /// <summary>For the probabilities of stacks: a curve of a sum of probabilities.</summary>
    internal static ArgumentException NoStackedAnswer(Model model, Model last) =>
        new(
            $"The {NameOf(last)} of {One(model)} adds up its members' answers to margins, and what it makes of these is not explained exactly. Ask for Output = Margin, or use {WayOut}.",
            "options");

    /// <summary>For stacks, whose members act apart.</summary>
    internal static ArgumentException NoStackedInteractions(Model model) =>
        new($"The interaction values of {One(model)} are not told. Ask for its SHAP values instead.");

    /// <summary>Makes sure that a part whose trees or columns add up to margins has a background by which its answers are explained.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    internal static void ThrowIfMarginsWithoutBackground(Model model, Model part, ShapOptions options)
    {
        if (options.Background is null && part.HasShapMargins)
        {
            throw new ArgumentException(
                $"A {NameOf(model)} adds up answers, but the {NameOf(part)} in it margins, which without a background cannot be told in shares of its answers. Give a Background, some 100 rows of the " +
                "training table.",
                nameof(options));
        }
    }

    /// <summary>Makes sure that interaction values are not asked of a part whose trees add up to margins.</summary>
    /// <exception cref="ArgumentException">They are.</exception>
    internal static void ThrowIfMarginsInteract(Model model, Model part)
    {
        if (part.HasShapMargins)
        {
            throw new ArgumentException(
                $"A {NameOf(model)} adds up answers, but the {NameOf(part)} in it margins, whose interactions cannot be told in shares of its answers. Ask for SHAP values with a Background instead.");
        }
    }

    /// <summary>For linear models, whose columns act by themselves.</summary>
    internal static ArgumentException NoInteractions(Model model) =>
        new($"A {model.Recipe.GetType().Name} adds up its columns one by one, so that no two of them interact. Ask for its SHAP values instead.");

    /// <summary>Makes sure that the classifier inside is explained, not what calibration makes of it.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    internal static void ThrowIfCalibrated(ShapOptions options)
    {
        if (options.Output == ShapOutput.Answer)
        {
            throw new ArgumentException(
                $"Calibrated probabilities are no sum over trees or columns. Ask for Output = Margin, which explains the classifier inside as it is before calibration, or use {WayOut}.",
                nameof(options));
        }
    }

    /// <summary>Makes sure that interaction values are asked for without a background.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static void ThrowIfBackground(ShapOptions options)
    {
        if (options.Background is not null)
        {
            throw new ArgumentException("Interaction values are path-dependent: what is left out follows the training rows, not a Background. Leave it out.", nameof(options));
        }
    }

    /// <summary>Makes sure that interaction values fit an array.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal static void ThrowIfTooMany(long values)
    {
        if (values > Array.MaxLength)
        {
            throw new ArgumentException($"There would be {values} interaction values, at most {Array.MaxLength} fit an array. Ask for fewer rows at a time.", "rows");
        }
    }

    /// <summary>Makes sure that a background, where there is one, has rows.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    internal static void ThrowIfEmpty(Table? background)
    {
        if (background is { RowCount: 0 })
        {
            throw new ArgumentException("The background has no row; give some 100 rows of the training table.", nameof(background));
        }
    }

    /// <summary>Makes sure that the answers are made of the margins by a link that can be explained, where they are asked for.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static void ThrowIfNotExplained(Model model, ShapLink link, ShapOptions options)
    {
        if (options.Output == ShapOutput.Answer && link == ShapLink.Order)
        {
            throw new ArgumentException(
                $"The probabilities of a {model.Recipe.GetType().Name} tell no more than the order of its margins, and are not explained exactly. Ask for Output = Margin, or use {WayOut}.",
                nameof(options));
        }
    }

    /// <summary>Makes sure that a linear model's values are to be had without a background, around the means of its training rows.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static void ThrowUnlessByMeans(Model model, ShapLink explained, bool hasMeans)
    {
        var name = model.Recipe.GetType().Name;
        if (explained != ShapLink.None)
        {
            throw new ArgumentException(
                $"The columns of a {name} add up to its margins, not to its answers, which the means of its training rows cannot explain. Give a Background, some 100 rows of the training " +
                "table, or ask for Output = Margin.",
                "options");
        }

        if (!hasMeans)
        {
            throw new ArgumentException(
                $"The {name} was saved by an earlier version, which did not keep the means of its training rows: they stand for what is left out. Give a Background, some 100 rows of the " +
                "training table, or fit the model again.",
                "options");
        }
    }

    /// <summary>Makes sure that values are to be had without a background.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static void ThrowUnlessPathDependent(Model model, ShapLink explained, bool hasCovers)
    {
        var name = model.Recipe.GetType().Name;
        if (explained != ShapLink.None)
        {
            throw new ArgumentException(
                $"The trees of a {name} add up to its margins, not to its answers, which path-dependent SHAP cannot explain. Give a Background, some 100 rows of the training table, or ask for " +
                "Output = Margin.",
                "options");
        }

        if (!hasCovers)
        {
            throw new ArgumentException(
                $"The {name} was saved by an earlier version, which did not keep how many training rows came to each leaf: path-dependent SHAP needs them. Give a Background, some 100 rows of " +
                "the training table, or fit the model again.",
                "options");
        }
    }

    static string One(Model model) => NameOf(model) is var name && "AEIOU".Contains(name[0], StringComparison.Ordinal) ? $"an {name}" : $"a {name}";

    /// <summary>What a model is called: by the recipe of the learner at its end.</summary>
    static string NameOf(Model model) => (PipelineParts.Of(model).Last ?? model).Recipe.GetType().Name;
}
