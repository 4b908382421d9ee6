using System.Globalization;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Figures by the values of a setting: where the curves part, the model overfits; where both are low, it is too simple. For a look at one setting; the best of many values is too good to be
/// the figure of a model, which another set of rows or nested folds tell.
/// </summary>
/// <param name="Setting">What the setting is called.</param>
/// <param name="Points">In the order of the values given.</param>
/// <remarks>Every value is judged on the same folds. Time: a fit for each value and fold.</remarks>
public sealed record ValidationCurve(string Setting, EquatableArray<ValidationCurvePoint> Points)
{
    /// <summary>The curve as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a curve that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no validation curve.</exception>
    public static ValidationCurve FromJson(string json) => CurveJson.Read<ValidationCurve>(json, "a validation curve");

    /// <summary>Cross-validates the recipe of each value.</summary>
    /// <typeparam name="T">The type of the setting.</typeparam>
    /// <param name="setting">What the setting is called.</param>
    /// <param name="values">Its values; at least one.</param>
    /// <param name="recipe">The recipe with a value: trees => new BoostedTreesClassifier { Trees = trees }.</param>
    /// <param name="table">All rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">How rows are split and fits are run.</param>
    /// <exception cref="ArgumentException">A column is not there, there are no values, or one is out of the setting's range.</exception>
    /// <exception cref="TableException">The rows cannot be split so or learned from; the message names the fold.</exception>
    public static ValidationCurve Run<T>(string setting, IEnumerable<T> values, Func<T, Recipe> recipe, Table table, string target, CrossValidationOptions options)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(setting);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        _ = table[target];
        var recipes = values.Select(value => (Text: Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", Recipe: recipe(value))).ToArray();
        if (recipes.Length == 0)
        {
            throw new ArgumentException($"No values of '{setting}' are given. Give one or more.", nameof(values));
        }

        var splitter = FoldRunner.SplitterOf(recipes[0].Recipe, target, options);
        var splits = splitter.Split(table);
        var progress = new FoldProgress(options.Progress, splits.Count * recipes.Length);
        progress.Begin();
        return new ValidationCurve(setting, recipes.Select((own, place) => PointOf(own, place)).ToEquatableArray());

        ValidationCurvePoint PointOf((string Text, Recipe Recipe) own, int place)
        {
            var runner = new FoldRunner(_ => own.Recipe, table, target, splitter, options);
            var outcomes = FoldThreads.Run(
                splits.Count,
                table,
                options.MaxThreads,
                (fold, threads) =>
                {
                    var split = splits[fold];
                    var outcome = runner.Run(split.Train.Span, split.Test.Span, judgeTraining: true, threads, progress.Of((place * splits.Count) + fold));
                    progress.Done();
                    return outcome;
                },
                options.CancellationToken);
            return new ValidationCurvePoint(
                own.Text, FoldScore.Over([.. outcomes.Select(outcome => outcome.Train!)]), FoldScore.Over([.. outcomes.Select(outcome => outcome.Test)])); // judged, as asked
        }
    }

    /// <summary>The main figure by value as a small table.</summary>
    public override string ToString() => CurveJson.Text(Setting, Points.Select(point => (point.Value, point.Train[0], point.Test[0])));
}
