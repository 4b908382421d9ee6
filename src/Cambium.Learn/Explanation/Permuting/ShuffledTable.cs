using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Answers of a model that is asked about the whole rows.</summary>
sealed class ShuffledTable(Table rows, Func<Table, double[]> ask) : ShuffledAnswers
{
    internal override Func<int[], double[]> For(EquatableArray<string> columns) =>
        order => ask(columns.Aggregate(rows, (shuffled, column) => shuffled.With(rows[column].Take(order))));
}
