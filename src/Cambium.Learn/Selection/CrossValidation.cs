using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a recipe does on rows that it did not learn from, over folds. Folds are stratified for classifiers.</summary>
/// <param name="Folds">One report a fold.</param>
/// <param name="Scores">Each figure over the folds, in the reports' order.</param>
public sealed record CrossValidation(EquatableArray<Report> Folds, EquatableArray<FoldScore> Scores)
{
    /// <summary>The mean of a figure over the folds.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public double this[string name] => throw new NotImplementedException();

    /// <summary>Fits the recipe once a fold, on the other folds' rows, and evaluates it on the fold's.</summary>
    /// <exception cref="ArgumentException">A column is not there, or there are more folds than rows.</exception>
    /// <exception cref="TableException">The rows cannot be learned from.</exception>
    public static CrossValidation Run(Recipe recipe, Table table, string target, CrossValidationOptions options) => throw new NotImplementedException();
}
