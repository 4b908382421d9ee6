using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Turns each level into its place in the order of the column's levels: 0, 1, 2, …</summary>
/// <remarks>
/// <para>The order is the one given as <see cref="Orders"/>, or else that of the column: a category's own levels, all others sorted by
/// text (numbers by size). Missing values stay missing, and so does a level that no training row had.</para>
/// <para>Time O(n) a column, memory O(levels). Use it where the levels have an order that a model may count on: "small", "medium",
/// "large". Not for levels without one before a linear model: try <see cref="OneHot"/>.</para>
/// </remarks>
public sealed record OrdinalEncode : Transform
{
    /// <summary>The columns to turn. Default none, which means all categories; truths, whole numbers and texts must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The orders of levels, for the columns that have one; a training row with another level is refused. Default none.</summary>
    public EquatableArray<LevelOrder> Orders { get; init => field = Checked(value); }

    /// <summary>Whether rows with a level that no training row had are refused, instead of taken as missing. Default false.</summary>
    public bool RefuseUnseen { get; init; }

    /// <inheritdoc/>
    public override OrdinalEncodeModel Fit(Table features, FitOptions options = default)
    {
        var columns = LevelColumns.Of(features, Columns);
        var fields = LevelColumns.Learn(columns, options.CancellationToken);
        var problems = Orders.Where(order => !Array.Exists(fields, field => field.Name == order.Column))
            .Select(order => $"an order is given for '{order.Column}', which is none of the columns that the step turns").ToList();
        for (var i = 0; i < fields.Length; i++)
        {
            var order = Orders.FirstOrDefault(order => order.Column == fields[i].Name);
            if (order is null)
            {
                fields[i] = columns[i] is CategoryColumn category ? fields[i] with { Levels = category.Levels } : fields[i];
                continue;
            }

            var others = fields[i].Levels.Where(level => order.Levels.IndexOf(level) < 0).ToArray();
            if (others.Length > 0)
            {
                problems.Add($"column '{order.Column}' has the level{(others.Length > 1 ? "s" : "")} {string.Join(", ", others.Take(10).Select(level => $"'{level}'"))}, not in its order {order}");
            }

            fields[i] = fields[i] with { Levels = order.Levels };
        }

        return problems.Count == 0
            ? new OrdinalEncodeModel(this, fields.ToEquatableArray())
            : throw new TableException($"The levels cannot be put in order: {string.Join("; ", problems)}. Correct the rows, or the orders ({nameof(Orders)}).");
    }

    static EquatableArray<LevelOrder> Checked(EquatableArray<LevelOrder> orders)
    {
        foreach (var order in orders)
        {
            if (order is null || string.IsNullOrEmpty(order.Column) || order.Levels.Count == 0 || order.Levels.Any(string.IsNullOrEmpty) ||
                order.Levels.Distinct().Count() != order.Levels.Count || orders.Count(other => other?.Column == order.Column) > 1)
            {
                throw new ArgumentException(
                    $"{nameof(Orders)} must name each column once, each with distinct levels, as in size=small<medium<large; found {order?.ToString() ?? "null"}.", nameof(Orders));
            }
        }

        return orders;
    }
}
