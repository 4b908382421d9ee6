using Cambium.Learn;

namespace Cambium.Server;

/// <summary>What a column adds to the answer to a row.</summary>
/// <param name="Column">The column, or how many others.</param>
/// <param name="Value">The row's own value; empty for several columns.</param>
/// <param name="Change">What it adds.</param>
/// <param name="Sum">What it comes to with the base value and the columns before it.</param>
sealed record WaterfallStep(string Column, string Value, double Change, double Sum)
{
    /// <summary>The steps from the base value to the answer, the largest first and what is left out last.</summary>
    internal static IReadOnlyList<WaterfallStep> Of(ExplainedSample sample, int row, int output)
    {
        var values = sample.Of(row, output).ToArray();
        var sum = sample.Outputs[output].BaseValue;
        var steps = new List<WaterfallStep>();
        foreach (var column in Enumerable.Range(0, values.Length).OrderByDescending(column => Math.Abs(values[column])))
        {
            sum += values[column];
            steps.Add(new WaterfallStep(sample.Columns[column].Name, sample.Columns[column].Texts[row], values[column], sum));
        }

        if (sample.OtherColumns > 0)
        {
            var others = sample.Outputs[output].Others[row];
            steps.Add(new WaterfallStep(Numbers.Count(sample.OtherColumns, "other column"), "", others, sum + others));
        }

        return steps;
    }
}
