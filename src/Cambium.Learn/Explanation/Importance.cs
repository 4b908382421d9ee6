using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How much worse a model gets when one column's values are shuffled among the rows.</summary>
/// <param name="Column">The column of the table, as the user gave it; of a group "a + b".</param>
/// <param name="Drop">The mean loss of score over the repeats; about 0, or below, where the model does not use the column.</param>
/// <param name="StandardDeviation">The standard deviation of the loss over the repeats.</param>
public sealed record Importance(string Column, double Drop, double StandardDeviation)
{
    /// <summary>The columns of a group that were shuffled together; empty for a column alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EquatableArray<string> Columns { get; init; }

    /// <summary>The 95 % interval of the mean loss, by the t distribution over the repeats: how far other shuffles of the same rows might move it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Interval? MeanInterval { get; init; }

    /// <summary>The middle 95 % of the repeats' losses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Interval? RepeatInterval { get; init; }

    /// <summary>The mean, the spread and the intervals of the repeats' losses.</summary>
    internal static Importance Of(string column, EquatableArray<string> columns, double[] drops)
    {
        var mean = drops.Average();
        var deviation = Math.Sqrt(drops.Sum(drop => (drop - mean) * (drop - mean)) / (drops.Length - 1));
        var margin = Numerics.StudentDistribution.Quantile(0.975, drops.Length - 1) * deviation / Math.Sqrt(drops.Length);
        double[] sorted = [.. drops.Order()];
        return new Importance(column, mean, deviation)
        {
            Columns = columns,
            MeanInterval = new Interval(mean - margin, mean + margin),
            RepeatInterval = new Interval(Ordered.Quantile(sorted, 0.025), Ordered.Quantile(sorted, 0.975)),
        };
    }
}
