namespace Cambium.Learn;

/// <summary>How much worse a model gets when one column's values are shuffled among the rows.</summary>
/// <param name="Column">The column of the table, as the user gave it.</param>
/// <param name="Drop">The mean loss of score over the repeats; about 0, or below, where the model does not use the column.</param>
/// <param name="StandardDeviation">The standard deviation of the loss over the repeats.</param>
public sealed record Importance(string Column, double Drop, double StandardDeviation);
