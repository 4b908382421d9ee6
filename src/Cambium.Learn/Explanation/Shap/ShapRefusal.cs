using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Why exact SHAP values cannot be had, and what to do instead.</summary>
static class ShapRefusal
{
    internal const string WayOut = "KernelSHAP or permutation SHAP, which explain any model";

    /// <summary>For models that are neither made of trees nor linear.</summary>
    internal static ArgumentException NoExactMethod(Model model) =>
        new($"{model.Recipe.GetType().Name} is neither made of trees nor linear, so that there is no exact method for its SHAP values; use {WayOut}.");

    /// <summary>Makes sure that a background, where there is one, has rows.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    internal static void ThrowIfEmpty(Table? background)
    {
        if (background is { RowCount: 0 })
        {
            throw new ArgumentException("The background has no row; give some 100 rows of the training table.", nameof(background));
        }
    }
}
