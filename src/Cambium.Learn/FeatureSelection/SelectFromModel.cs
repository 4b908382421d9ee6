using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Keeps the columns that a model, fitted on the training rows, rests on.</summary>
/// <remarks>
/// <para>A column stays if its importance is at least <see cref="Factor"/> times the mean importance. The importance is what the model itself
/// holds: of trees and forests the share of impurity that a column takes away, of linear regressions the size of its coefficient, for which columns must
/// be on one scale; of other models what shuffling the column costs on the training rows.</para>
/// <para>Time and memory: a fit of the model.</para>
/// </remarks>
public sealed record SelectFromModel : SupervisedTransform
{
    /// <summary>The columns to choose among; others pass and are not shown to the model. Default none, which means all but text and sparse vectors.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>The model to ask. Default null: a random forest of 100 trees.</summary>
    /// <exception cref="ArgumentException">It is nested too deep.</exception>
    public Recipe? Model { get; init => field = value is null ? null : Nesting.Check(value); }

    /// <summary>The least importance that stays, as a multiple of the mean. Default 1. Range [0, ∞).</summary>
    public double Factor { get; init => field = Check.InRange(value, 0, double.MaxValue); } = 1;

    /// <summary>The most columns that stay; null: any number. Default null. Range [1, ∞).</summary>
    public int? Most { get; init => field = value is { } count ? Check.AtLeast(count, 1) : null; }

    /// <summary>The seed of the forest that is asked where no model is given. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var asked = SelectionRows.Of(rows, target, Columns, Model, Seed, this);
        var importances = asked.Importances(asked.Columns.Select(column => column.Name).ToEquatableArray(), options);
        var least = Factor * importances.DefaultIfEmpty(0).Average();
        var best = Enumerable.Range(0, importances.Length).Where(i => importances[i] >= least && importances[i] > 0)
            .OrderByDescending(i => importances[i]).Take(Most ?? int.MaxValue).ToHashSet();
        var model = FeatureSelectionModel.Of(this, asked.Columns, importances, best.Contains);
        return (model, rows with { Features = model.Apply(rows.Features) });
    }
}
