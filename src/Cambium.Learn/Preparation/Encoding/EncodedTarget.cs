using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A target as steps read it that turn levels into numbers by it.</summary>
/// <param name="Values">Of each output the values of the rows, less their mean.</param>
/// <param name="Means">What was taken off each output.</param>
/// <param name="Classes">The classes; empty where the target holds numbers.</param>
/// <param name="Codes">The class of each row; empty where the target holds numbers.</param>
/// <param name="Weights">The weight of each row; empty where every row counts 1.</param>
sealed record EncodedTarget(double[][] Values, double[] Means, EquatableArray<string> Classes, int[] Codes, double[] Weights)
{
    /// <summary>Reads the target.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="areClasses">Whether it holds classes.</param>
    /// <param name="onlyTwo">Whether there must be two of them.</param>
    /// <exception cref="TableException">It cannot be read so; the message lists every problem.</exception>
    internal static EncodedTarget From(StepRows rows, Column target, bool areClasses, bool onlyTwo)
    {
        var problems = new List<string>();
        var weights = rows.Weight is { } weight ? TrainingRows.Weights(Table.Create(weight), weight.Name, problems) : [];
        var (classes, codes) = areClasses ? ClassificationData.ReadTarget(target, problems) : ([], []);
        if (areClasses && problems.Count == 0 && (classes.Count < 2 || (onlyTwo && classes.Count > 2)))
        {
            problems.Add($"the target '{target.Name}' has {classes.Count} class{(classes.Count == 1 ? "" : "es")}, expected {(onlyTwo ? "two" : "at least two")}");
        }

        var numbers = areClasses ? [] : Numbers(target, problems);
        if (target.Length == 1)
        {
            problems.Add("it has 1 row, but each row's numbers come from the others");
        }

        TrainingRows.ThrowIfAny(problems, target.Name);

        // Of two classes the share of one tells that of the other.
        var values = !areClasses ? [numbers]
            : classes.Count == 2 ? [Array.ConvertAll(codes, code => (double)code)]
            : classes.Select((_, place) => Array.ConvertAll(codes, code => code == place ? 1.0 : 0)).ToArray();
        var means = Array.ConvertAll(values, output => Mean(output, weights));
        for (var output = 0; output < values.Length; output++)
        {
            var mean = means[output];
            values[output] = Array.ConvertAll(values[output], value => value - mean);
        }

        return new EncodedTarget(values, means, classes, codes, weights);
    }

    static double[] Numbers(Column target, List<string> problems)
    {
        TrainingRows.CheckTarget(target, problems);
        if (target is not (Column<double> or Column<long> or Column<bool>))
        {
            problems.Add($"the target '{target.Name}' holds {target.Type} values, expected numbers or truths");
            return [];
        }

        var numbers = ColumnFit.Numbers(target).ToArray();
        var infinite = Array.FindIndex(numbers, double.IsInfinity);
        if (infinite >= 0)
        {
            problems.Add($"the target '{target.Name}' is infinite in row {infinite + 1}");
        }

        return numbers;
    }

    static double Mean(double[] values, double[] weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = 0; row < values.Length; row++)
        {
            var w = weights.Length == 0 ? 1 : weights[row];
            sum += w * values[row];
            weight += w;
        }

        return sum / weight;
    }
}
