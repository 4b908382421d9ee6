using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Cuts number columns into bins whose borders are those of a small decision tree that predicts the target from the column alone.</summary>
/// <remarks>
/// <para>The tree is grown best question first, by Gini impurity for classes and squared error for numbers. Values beyond the outer bins belong to them; a missing value stays missing and does not count. A column
/// that tells nothing about the target is one bin.</para>
/// <para>Time O(n log n) a column. Use it before linear models where an effect is no line. Whole bins are learned, not values, so that a row's own target hardly shows.</para>
/// <para>Source: R. Kerber, "ChiMerge", 1992, for the idea; L. Breiman et al., "Classification and Regression Trees", 1984, for the tree.</para>
/// </remarks>
public sealed record BinByTarget : SupervisedTransform
{
    /// <summary>The columns to cut. Default none, which means all numbers.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Most bins a column. Default 5. Range [2, 10,000].</summary>
    public int Bins { get; init => field = Check.InRange(value, 2, 10_000); } = 5;

    /// <summary>Fewest training rows in a bin. Default 20. Range [1, 2147483647].</summary>
    public int MinRows { get; init => field = Check.InRange(value, 1, int.MaxValue); } = 20;

    /// <summary>What stands for a bin. Default number.</summary>
    public BinOutput Output { get; init => field = Check.Defined(value); } = BinOutput.Number;

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var fields = MadeColumns.Numbers(rows.Features, Columns);
        var borders = new double[fields.Count][];
        for (var i = 0; i < borders.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            borders[i] = BordersOf(rows.Features[fields[i].Name], target, rows.Weight, options);
        }

        var model = new BinModel(this, Output, fields, borders);
        StepColumns.ThrowIfTaken(rows.Features, model.Names, fields.Select(column => column.Name).ToHashSet());
        return (model, rows with { Features = model.Apply(rows.Features) });
    }

    double[] BordersOf(Column column, Column target, Column? weight, FitOptions options)
    {
        _ = Ordered.Finite(column);
        var table = Table.Create([column.Rename("x"), target.Rename("y"), .. weight is null ? Array.Empty<Column>() : [weight.Rename("w")]]);
        var present = Enumerable.Range(0, column.Length).Where(row => column.Validity[row]).ToArray();
        if (present.Length == 0)
        {
            return [];
        }

        table = present.Length == column.Length ? table : table.Take(present);
        options = new FitOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken, Weight = weight is null ? null : "w" };
        var tree = target.Type is ColumnType.Float64 or ColumnType.Int64
            ? new DecisionTreeRegressor { MaxLeaves = Bins, MinRowsPerLeaf = MinRows }.Fit(table, "y", options).Tree
            : new DecisionTreeClassifier { MaxLeaves = Bins, MinRowsPerLeaf = MinRows }.Fit(table, "y", options).Tree;

        // The tree asks whether a value is at most the border, a bin whether it is at least.
        return [.. ForestTree.Of(tree).Nodes.Where(node => !node.IsLeaf).Select(node => Math.BitIncrement(node.Threshold)).Distinct().Order()];
    }
}
