using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds how strange each row is to an <see cref="IsolationForest"/>: a number "outlier_score" and a truth "outlier".</summary>
/// <remarks>
/// <para>No row is changed or left out; a model may learn what strange rows are like. Missing values and categories are read as they are.</para>
/// <para>Time O(trees · ψ · log ψ) to learn and O(n · trees · log ψ) to apply, ψ the rows of a tree.</para>
/// <para>Source: F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", 2008.</para>
/// </remarks>
public sealed record FlagOutliers : Transform
{
    /// <summary>The columns to look at. Default none, which means numbers, truths and categories.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The number of trees. Default 100. Range [1, 100,000].</summary>
    public int Trees { get; init => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>ψ, the rows drawn for each tree; all where there are fewer. Default 256. Range [2, 65,536].</summary>
    public int RowsPerTree { get; init => field = Check.InRange(value, 2, 65_536); } = 256;

    /// <summary>The share of the training rows that are to be outliers. Default 0.02. Range [0, 0.5]. With 0, those with a score above 0.5 are.</summary>
    public double Share { get; init => field = Check.InRange(value, 0.0, 0.5); } = 0.02;

    /// <summary>The seed of the rows, columns and borders drawn. Default 0. Any value.</summary>
    public long Seed { get; init; }

    /// <summary>What the names of the new columns begin with. Default outlier. Not blank.</summary>
    public string Prefix { get; init => field = Check.NotBlank(value); } = "outlier";

    /// <inheritdoc/>
    public override FlagOutliersModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(
            features, Columns, column => column.Type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.Boolean or ColumnType.Category, "numbers, truths and categories");
        if (columns.Length == 0)
        {
            throw new TableException("The table has no numbers, truths or categories by which rows could be strange.");
        }

        var model = new FlagOutliersModel(this, Forest().Fit(Table.Create(columns), options with { Weight = null, Validation = null }));
        StepColumns.ThrowIfTaken(features, model.Made.Select(made => made.Name), new HashSet<string>());
        return model;
    }

    internal IsolationForest Forest() => new() { Trees = Trees, RowsPerTree = RowsPerTree, OutlierShare = Share, Seed = Seed };
}
