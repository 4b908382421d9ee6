using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds what a column was like in the last rows before a row, in the order of a column and within groups: "sales_mean7".</summary>
/// <remarks>
/// <para>The row itself does not count, nor what comes after it. Missing values do not count; with fewer than MinRows values the answer is missing. Which rows come before a row, and what the step remembers, is as with
/// <see cref="Lag"/>.</para>
/// <para>Time O(n log n + n × window), memory O(n), in the saved model O(groups × window). Use it for rows in time, with splits by time.</para>
/// <para>Source: G. U. Yule, "On the time-correlation problem", 1921, for moving averages.</para>
/// </remarks>
public sealed record Rolling : Transform
{
    /// <summary>The column of numbers or moments that tells which row comes after which. It must be named.</summary>
    public string Order { get; init; } = "";

    /// <summary>The columns whose values make groups, each with a past of its own. Default none, which means that all rows are one group.</summary>
    public ColumnSelection By { get; init; }

    /// <summary>The columns to look back at. Default none, which means all numbers but the order and the keys.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How many rows before the row count. Default 7. Range [1, 10,000].</summary>
    public int Window { get; init => field = Check.InRange(value, 1, 10_000); } = 7;

    /// <summary>Fewest values among them that make an answer; a larger number than the window means the whole window. Default 1. Range [1, 10,000].</summary>
    public int MinRows { get; init => field = Check.InRange(value, 1, 10_000); } = 1;

    /// <summary>What is told of them; the mean where nothing is said.</summary>
    public EquatableArray<GroupStatistic> Statistics { get; init => field = GroupValues.Checked(value, nameof(Statistics)); } = [GroupStatistic.Mean];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The order is not named, or a column is not there.</exception>
    public override RollingModel Fit(Table features, FitOptions options = default)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        _ = StepColumns.Of(features, Columns, column => MadeColumns.IsNumber(column.Type), "numbers");
        var model = new RollingModel(this, RowHistory.Of(features, Order, By, Columns, Window));
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;
    }
}
