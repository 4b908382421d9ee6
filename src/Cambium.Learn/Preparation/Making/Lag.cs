using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds what a column held some rows before, in the order of a column and within groups: "sales_lag1", "sales_lag7".</summary>
/// <remarks>
/// <para>Only rows that come before count, so that no row sees its future; of rows at the same time those that stand before it in the table do. The step remembers the last training rows of each group: new rows that come after
/// them see them as their past. Those among the new rows see each other too. Without a row so far back the value is missing.</para>
/// <para>Time O(n log n), memory O(n), in the saved model O(groups × largest lag). Use it for rows in time, with splits by time; rows of one model must come in whole, not one by one in any order.</para>
/// <para>Source: G. E. P. Box, G. M. Jenkins, "Time Series Analysis", 1970, for the backshift.</para>
/// </remarks>
public sealed record Lag : Transform
{
    /// <summary>The column of numbers or moments that tells which row comes after which. It must be named.</summary>
    public string Order { get; init; } = "";

    /// <summary>The columns whose values make groups, each with a past of its own. Default none, which means that all rows are one group.</summary>
    public ColumnSelection By { get; init; }

    /// <summary>The columns to look back at. Default none, which means all numbers but the order and the keys.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How many rows to look back: numbers from 1 to 10,000, ascending; the row before where nothing is said.</summary>
    public EquatableArray<int> Rows { get; init => field = Checked(value); } = [1];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The order is not named, or a column is not there.</exception>
    public override LagModel Fit(Table features, FitOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        _ = StepColumns.Of(features, Columns, column => MadeColumns.IsNumber(column.Type), "numbers");
        var model = new LagModel(this, RowHistory.Of(features, Order, By, Columns, Rows[^1]));
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;
    }

    static EquatableArray<int> Checked(EquatableArray<int> rows)
    {
        foreach (var lag in rows)
        {
            Check.InRange(lag, 1, 10_000, nameof(Rows));
        }

        return rows.Count > 0 && rows.Skip(1).Zip(rows, (next, before) => next > before).All(ascends => ascends)
            ? rows
            : throw new ArgumentException($"{nameof(Rows)} must be numbers of rows that ascend, at least one; they are [{string.Join(", ", rows)}].", nameof(Rows));
    }
}
