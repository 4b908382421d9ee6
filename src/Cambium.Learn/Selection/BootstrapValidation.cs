using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How well a recipe does on new rows, as the .632 and .632+ bootstrap estimate it. When: rows are few, and cross-validation varies much from seed to seed.</summary>
/// <param name="Samples">One report a sample, on the rows that it left out.</param>
/// <param name="Scores">Each figure's estimates, in the reports' order.</param>
/// <remarks>
/// <para>
/// With A the apparent figure, B that out of bag, γ that without information, and B′ the one of B and γ that is nearer to A, R = (B′ − A) / (γ − A), 0 where the two differ in sign;
/// .632+ is 0.368 A + 0.632 B + (B′ − A) 0.368 × 0.632 R / (1 − 0.368 R). Out of bag, figures are means over the samples. γ comes of pairing each row's truth with every row's answer.
/// </para>
/// <para>Time: one fit a sample and one on all rows. Source: B. Efron, R. Tibshirani, "Improvements on Cross-Validation: The .632+ Bootstrap Method", 1997.</para>
/// </remarks>
public sealed record BootstrapValidation(EquatableArray<Report> Samples, EquatableArray<BootstrapScore> Scores)
{
    /// <summary>The .632+ estimate of a figure.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public double this[string name] =>
        Scores.FirstOrDefault(score => score.Name == name)?.Estimate632Plus
        ?? throw new ArgumentException(
            $"The bootstrap has no figure '{name}'.{NearestName.Suggestion(name, Scores.Select(score => score.Name))} It has: {string.Join(", ", Scores.Select(score => score.Name))}.",
            nameof(name));

    /// <summary>Fits the recipe on bootstrap samples, judges each by the rows that it left out, and once on all rows.</summary>
    /// <param name="recipe">A classifier or a regressor.</param>
    /// <param name="table">All rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Weights, threads, progress, cancellation; its splitter is a <see cref="BootstrapSplit"/>, or null for 50 samples, a classifier's stratified by the target.</param>
    /// <exception cref="ArgumentException">A column is not there, the recipe has no target, or the splitter is another.</exception>
    /// <exception cref="TableException">The rows cannot be learned from; the message names the sample as a fold.</exception>
    public static BootstrapValidation Run(Recipe recipe, Table table, string target, CrossValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        _ = table[target];
        if (recipe is not (Classifier or Regressor))
        {
            throw new ArgumentException($"The bootstrap compares answers with a target, but {recipe.GetType().Name} has none. Give it a classifier or a regressor.", nameof(recipe));
        }

        var splitter = options.Splitter switch
        {
            null => new BootstrapSplit { StratifyBy = recipe is Classifier ? target : null, Seed = options.Seed },
            BootstrapSplit own => own,
            var other => throw new ArgumentException($"The splitter is {other.GetType().Name}, but the .632+ estimate needs a BootstrapSplit. Give one, or none.", nameof(options)),
        };
        var runner = new FoldRunner(_ => recipe, table, target, splitter, options);
        var (_, outcomes) = CrossValidation.Outcomes(runner, splitter, options);
        int[] all = [.. Enumerable.Range(0, table.RowCount)];
        var whole = runner.Run(all, all, judgeTraining: false, options.MaxThreads, progress: null);
        var chance = recipe is Classifier
            ? NoInformation.OfClasses(ClassificationJudge.Truth(table, target, runner.Classes), whole.Numbers, whole.Calls, runner.Classes.Count)
            : NoInformation.OfNumbers(RegressionJudge.Truth(table, target), whole.Numbers);
        var samples = outcomes.Select(outcome => outcome.Test).ToEquatableArray();
        return new BootstrapValidation(
            samples, FoldScore.Over(samples).Select(score => BootstrapScore.Of(score.Name, whole.Test[score.Name], score.Mean, chance[score.Name])).ToEquatableArray());
    }

    /// <summary>Each figure's estimates as a small table.</summary>
    public override string ToString() =>
        TextTable.Of([
            ["samples", $"{Samples.Count}"],
            ["", "apparent", "out of bag", ".632", ".632+", "overfitting"],
            .. Scores.Select(score => (string[])
            [
                score.Name, TextTable.Number(score.Apparent), TextTable.Number(score.OutOfBag), TextTable.Number(score.Estimate632), TextTable.Number(score.Estimate632Plus),
                TextTable.Number(score.Overfitting),
            ]),
        ]);
}
