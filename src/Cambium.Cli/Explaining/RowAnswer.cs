using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>What a model answers to one row.</summary>
/// <param name="Label">The class that it names; null for a number.</param>
/// <param name="Class">The class that is told of; null for a number.</param>
/// <param name="Value">The probability of that class, or the number.</param>
/// <param name="Truth">What stands in DATA; null where it holds no target.</param>
sealed record RowAnswer(string? Label, string? Class, double Value, string? Truth)
{
    /// <summary>The answer to a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">A table of that one row.</param>
    /// <param name="ofClass">The class to tell of; null: the second of two, or of more the one that is answered.</param>
    internal static RowAnswer Of(Model model, Table row, string? ofClass)
    {
        var answers = model.Predict(row);
        var truth = model.Target.Length > 0 && row.Contains(model.Target) && !row[model.Target].IsMissing(0) ? row[model.Target].Format(0) : null;
        if (model is not ClassifierModel classifier)
        {
            var name = model is OutlierDetectorModel ? "score" : answers.Columns[0].Name;
            return new RowAnswer(null, null, answers.Column<double>(name).Values[0], truth);
        }

        var label = answers.Columns[0].Format(0);
        var told = ofClass ?? (classifier.Classes.Count == 2 ? classifier.Classes[1] : label);
        return new RowAnswer(label, told, ((Column<double>)answers.Columns[1 + classifier.Classes.IndexOf(told)]).Values[0], truth);
    }

    /// <summary>The answer as a program reads it.</summary>
    internal object Document => new { Prediction = (object?)Label ?? Value, Class, Probability = Class is null ? null : (double?)Value, Truth };
}
