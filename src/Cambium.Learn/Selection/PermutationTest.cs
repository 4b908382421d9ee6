using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Whether a recipe has learned anything: its cross-validated figure beside those on tables whose target is shuffled, where there is nothing to learn.</summary>
/// <param name="Score">The figure's name.</param>
/// <param name="Value">Its mean over the folds.</param>
/// <param name="Permuted">The same on each shuffled table.</param>
/// <param name="PValue">(1 + shuffled tables that do as well or better) / (1 + shuffled tables).</param>
/// <remarks>Time: a cross-validation for each permutation. Source: M. Ojala, G. C. Garriga, "Permutation Tests for Studying Classifier Performance", 2010 (test 1).</remarks>
public sealed record PermutationTest(string Score, double Value, EquatableArray<double> Permuted, double PValue)
{
    /// <summary>The figures that are better the lower they are.</summary>
    static readonly string[] Losses = ["log_loss", "brier", "rmse", "mae"];

    /// <summary>The test as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a test that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no permutation test.</exception>
    public static PermutationTest FromJson(string json) => CurveJson.Read<PermutationTest>(json, "a permutation test");

    /// <summary>Cross-validates the recipe on the table, and on the table with its target shuffled again and again.</summary>
    /// <param name="recipe">A classifier or a regressor.</param>
    /// <param name="table">All rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Permutations, figure, folds, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column or figure is not there, or the recipe has no target.</exception>
    /// <exception cref="TableException">The rows cannot be split so or learned from; the message names the fold.</exception>
    public static PermutationTest Run(Recipe recipe, Table table, string target, PermutationTestOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var column = table[target];
        var groups = options.Within is null ? new int[table.RowCount] : RowKeys.ByValue(table[options.Within]);
        if (recipe is not (Classifier or Regressor))
        {
            throw new ArgumentException($"A permutation test shuffles the target, but {recipe.GetType().Name} has none. Give it a classifier or a regressor.", nameof(recipe));
        }

        var quiet = options.Validation with { Progress = null };
        var progress = new FoldProgress(options.Validation.Progress, options.Permutations + 1);
        progress.Begin();
        var own = CrossValidation.Run(recipe, table, target, quiet);
        var name = options.Score ?? own.Scores[0].Name;
        var value = own[name];
        progress.Done();
        var random = new RandomStream(options.Seed);
        var permuted = new double[options.Permutations];
        for (var i = 0; i < permuted.Length; i++)
        {
            permuted[i] = CrossValidation.Run(recipe, table.With(column.Take(Shuffled(groups, random.Fork(i)))), target, quiet)[name];
            progress.Done();
        }

        // Written so that a figure that is not defined counts against the recipe.
        var sign = Losses.Contains(name) ? -1 : 1;
        return new PermutationTest(name, value, permuted.ToEquatableArray(), (1.0 + permuted.Count(other => !(sign * other < sign * value))) / (1 + permuted.Length));
    }

    /// <summary>The figure, what it is by chance, and the p-value as a small table.</summary>
    public override string ToString() => TextTable.Of([
        [Score, TextTable.Number(Value)],
        ["shuffled", TextTable.Number(Permuted.Average()), TextTable.Range(new Interval(Permuted.Min(), Permuted.Max()))],
        ["p-value", TextTable.Number(PValue)],
    ]);

    /// <summary>Where each row takes its target from: another row of its group.</summary>
    static int[] Shuffled(int[] groups, RandomStream random)
    {
        var from = new int[groups.Length];
        foreach (var rows in RowSplitter.RowsByKey(groups))
        {
            var shuffled = rows.ToArray();
            random.Shuffle<int>(shuffled);
            for (var i = 0; i < rows.Length; i++)
            {
                from[rows[i]] = shuffled[i];
            }
        }

        return from;
    }
}
