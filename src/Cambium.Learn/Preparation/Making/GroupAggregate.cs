using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds what is usual in a row's group among the training rows: "price_mean_by_city" is the mean price of the training rows of the row's city.</summary>
/// <remarks>
/// <para>Rows are of one group where all the key columns are equal. A row whose key no training row had, whose key is missing, or whose group has no value there takes the number of all training rows.</para>
/// <para>Time O(n log n), memory O(groups). It sees features only; to learn from the target by group, encode the key by the target. Very small groups tell more about single training rows than about
/// their group: drop rare keys first.</para>
/// <para>Source: own definition; the standard deviation is divided by the number of values.</para>
/// </remarks>
public sealed record GroupAggregate : Transform
{
    /// <summary>The columns that make the key. Default none, which means all categories.</summary>
    public ColumnSelection By { get; init; }

    /// <summary>The columns that are told of. Default none, which means all numbers but those of the key.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>What is told of them; the mean where nothing is said.</summary>
    public EquatableArray<GroupStatistic> Statistics { get; init => field = GroupValues.Checked(value, nameof(Statistics)); } = [GroupStatistic.Mean];

    /// <inheritdoc/>
    public override GroupAggregateModel Fit(Table features, FitOptions options = default)
    {
        var by = StepColumns.Of(features, By, column => By.IsOpen ? column.Type == ColumnType.Category : MadeColumns.IsKey(column.Type), "keys, such as categories");
        var fields = MadeColumns.Numbers(features, Columns.IsOpen ? Columns.Except([.. by.Select(column => column.Name)]) : Columns);
        var keys = GroupValues.Keys(features, by.Select(column => column.Name));
        var groups = Enumerable.Range(0, keys.Length).Where(row => keys[row] is not null).GroupBy(row => keys[row]!).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray(); // ! asked before
        var values = new double[(groups.Length + 1) * fields.Count * Statistics.Count];
        var places = new GroupLayout(fields.Count, Statistics.Count);
        for (var field = 0; field < fields.Count; field++)
        {
            var numbers = ColumnFit.Numbers(features[fields[field].Name]);
            Tell(groups.Length, field, numbers.Span);
            for (var group = 0; group < groups.Length; group++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                Tell(group, field, groups[group].Select(row => numbers.Span[row]).ToArray());
            }
        }

        var model = new GroupAggregateModel(this, by.Select(StepColumns.FieldOf).ToEquatableArray(), fields, [.. groups.Select(group => group.Key)], values);
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;

        void Tell(int group, int field, ReadOnlySpan<double> of)
        {
            for (var statistic = 0; statistic < Statistics.Count; statistic++)
            {
                values[places.Of(group, field, statistic)] = GroupValues.Of(Statistics[statistic], of);
            }
        }
    }
}
