using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a row is to be answered with.</summary>
sealed class WantedAnswer
{
    readonly CounterfactualOptions _options;

    WantedAnswer(ModelAnswer answer, CounterfactualOptions options, string name) => (Answer, _options, Name) = (answer, options, name);

    /// <summary>The probability of the wanted class, or the number.</summary>
    internal ModelAnswer Answer { get; }

    internal string Name { get; }

    /// <summary>What options ask for.</summary>
    /// <exception cref="ArgumentException">The model does not answer so.</exception>
    internal static WantedAnswer Of(Model model, CounterfactualOptions options, Table row)
    {
        if (model is ClassifierModel classifier)
        {
            if (options.AtLeast is not null || options.AtMost is not null)
            {
                throw new ArgumentException("AtLeast and AtMost are for numbers, but the model answers with a class; say with Class which one is wanted.", nameof(options));
            }

            var wanted = ModelAnswer.Of(model, new DependenceOptions { Class = options.Class ?? Other(classifier, row) });
            return new WantedAnswer(wanted, options, classifier.Classes[wanted.Class]);
        }

        var answer = ModelAnswer.Of(model, new DependenceOptions { Class = options.Class });
        if (options.AtLeast is null && options.AtMost is null)
        {
            throw new ArgumentException($"{model.Recipe.GetType().Name} answers with a number; say with AtLeast or AtMost, or both, which are wanted.", nameof(options));
        }

        if (options.AtLeast > options.AtMost)
        {
            throw new ArgumentException($"AtLeast is {Text(options.AtLeast)}, above AtMost, which is {Text(options.AtMost)}; no number is both.", nameof(options));
        }

        string?[] ends = [options.AtLeast is null ? null : $"at least {Text(options.AtLeast)}", options.AtMost is null ? null : $"at most {Text(options.AtMost)}"];
        return new WantedAnswer(answer, options, $"{answer.Name} {string.Join(" and ", ends.Where(end => end is not null))}");
    }

    /// <summary>Of each row the number, whether it is what is wanted, and how near it is to that: the more, the nearer.</summary>
    internal (double[] Numbers, bool[] Holds, double[] Nearness) Ask(Table rows)
    {
        if (Answer.Model is ClassifierModel classifier)
        {
            var probabilities = classifier.PredictProbabilities(rows);
            var ofClass = Enumerable.Range(0, rows.RowCount).Select(row => probabilities[(row * classifier.Classes.Count) + Answer.Class]).ToArray();
            return (ofClass, Array.ConvertAll(classifier.Decide(probabilities), place => place == Answer.Class), ofClass);
        }

        var numbers = Answer.Of(rows);
        var missed = Array.ConvertAll(numbers, number => Math.Max(0, Math.Max((_options.AtLeast ?? number) - number, number - (_options.AtMost ?? number))));
        return (numbers, Array.ConvertAll(missed, miss => miss == 0), Array.ConvertAll(missed, miss => -miss));
    }

    static string? Other(ClassifierModel model, Table row) =>
        model.Classes.Count == 2 && row is { RowCount: 1 } ? model.Classes[1 - model.Decide(model.PredictProbabilities(row))[0]] : null;

    static string Text(double? number) => number?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
