using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Takes out of number columns what is linear in sensitive columns, then drops those: x becomes x − strength × (s − mean of s) B.</summary>
/// <remarks>
/// <para>
/// B is the least squares regression of the number columns on the sensitive ones, centred, of the training rows; with strength 1 what is left is uncorrelated with every sensitive column there. A category is
/// regressed on as one 0/1 column a level. Other categories, truths and moments pass as they are and may still tell the groups: one-hot encode them before, all but the sensitive.
/// </para>
/// <para>
/// Time O(n × p × s) for s sensitive columns. Use it where a model must not read a group, nor read it linearly out of other columns. What is not linear stays, so that trees may still find it: compare the
/// groups afterwards. The sensitive columns must be there at prediction too; a level that no training row had, or a missing one, changes nothing.
/// </para>
/// <para>Missing and infinite numbers are refused: put <see cref="Impute"/> before. It reads no target, so that nothing of that can leak.</para>
/// <para>Source: as <c>CorrelationRemover</c> of Fairlearn (M. Weerts et al., "Fairlearn: Assessing and Improving Fairness of AI Systems", 2023), of S. Bird et al., 2020.</para>
/// </remarks>
public sealed record RemoveCorrelation : Transform
{
    /// <summary>The sensitive columns: numbers, truths, categories or texts. Default none: then nothing is changed.</summary>
    public ColumnSelection Sensitive { get; init; }

    /// <summary>How much of the correlation is taken out. Default 1: all. Range [0, 1].</summary>
    public double Strength { get; init => field = Check.InRange(value, 0, 1); } = 1;

    /// <inheritdoc/>
    public override RemoveCorrelationModel Fit(Table features, FitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        var sensitive = GroupRule.Columns(features, Sensitive);
        if (sensitive.Length == 0)
        {
            return new RemoveCorrelationModel(this, [], [], [], [], []);
        }

        Array.ForEach(sensitive, GroupKeys.Check);
        var names = sensitive.Select(column => column.Name).ToHashSet();
        var changed = features.Columns.Where(column => column.Type is ColumnType.Float64 or ColumnType.Int64 && !names.Contains(column.Name)).ToArray();
        ThrowIfNotFinite([.. changed, .. sensitive.Where(column => column.Type is ColumnType.Float64 or ColumnType.Int64)]);
        var fields = sensitive.Select(column => SensitiveColumns.Learned(column)).ToEquatableArray();
        var design = SensitiveColumns.Of(features, fields);
        var means = Array.ConvertAll(design, column => column.Average());
        foreach (var (column, mean) in design.Zip(means))
        {
            for (var row = 0; row < column.Length; row++)
            {
                column[row] -= mean;
            }
        }

        var weights = SensitiveColumns.Regress(design, Array.ConvertAll(changed, column => ColumnFit.Numbers(column).ToArray()), options);
        return new RemoveCorrelationModel(this, fields, changed.Select(StepColumns.FieldOf).ToEquatableArray(), means, weights, [.. names]);
    }

    static void ThrowIfNotFinite(Column[] columns)
    {
        var broken = columns.Where(column => column.MissingCount > 0 || ColumnFit.Numbers(column).ToArray().Any(value => !double.IsFinite(value))).Select(column => $"'{column.Name}'").ToArray();
        if (broken.Length > 0)
        {
            throw new TableException(
                $"The correlation cannot be taken out: column{(broken.Length > 1 ? "s" : "")} {string.Join(", ", broken)} hold{(broken.Length > 1 ? "" : "s")} missing or infinite values. Put impute before, or drop those rows.")
            { Column = broken[0].Trim('\'') };
        }
    }
}
