using Cambium.Learn;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>A cross-validation as a table of means and spreads.</summary>
static class CrossValidationView
{
    /// <summary>One line a figure.</summary>
    internal static Table Of(CrossValidation validation)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("figure")).AddColumn(Plain.Right("mean")).AddColumn(Plain.Right("± sd over folds"));
        foreach (var score in validation.Scores)
        {
            Plain.AddRow(table, score.Name, Figure.Score(score.Mean), Figure.Score(score.StandardDeviation));
        }

        return table;
    }

    /// <summary>One figure: "roc_auc 0.812 ± 0.020".</summary>
    internal static string Headline(CrossValidation validation, string name)
    {
        var score = validation.Scores.First(score => score.Name == name);
        return $"{name} {Figure.Score(score.Mean)} ± {Figure.Score(score.StandardDeviation)}";
    }

    /// <summary>The means and spreads for a program.</summary>
    internal static Dictionary<string, object> Document(CrossValidation validation) =>
        validation.Scores.ToDictionary(score => score.Name, object (score) => new { score.Mean, score.StandardDeviation });
}
