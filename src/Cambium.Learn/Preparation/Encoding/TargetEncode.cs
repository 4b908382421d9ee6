using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns each level into the mean of the target over the training rows that have it, drawn towards the mean of all rows.</summary>
/// <remarks>
/// <para>With n the rows of a level, ȳ their mean and μ the mean of all, a level becomes λ ȳ + (1 − λ) μ: λ = n / (n + m) as an
/// m-estimate, or n V / (n V + σ²) by empirical Bayes, V the variance of the target and σ² that within the level. Of a target of two
/// classes it is the share of the second, and the column keeps its name; of more, each gets a column "COLUMN_CLASS".</para>
/// <para>What the learner sees of the training rows is cross-fitted: each row's numbers come from the other folds, so that its own target
/// is not among its features. New rows get numbers learned from all training rows.</para>
/// <para>Missing values are a level of their own. A level that no training row had becomes μ. Rows count by their weights.</para>
/// <para>Time O(n k) a column, memory O(n k + folds × levels × k), k 1 or the classes. Use it for columns of many levels, for linear models and
/// trees alike.</para>
/// <para>Source: D. Micci-Barreca, "A Preprocessing Scheme for High-Cardinality Categorical Attributes in Classification and Prediction
/// Problems", 2001.</para>
/// </remarks>
public sealed record TargetEncode : SupervisedTransform
{
    /// <summary>The columns to turn. Default none, which means all categories; truths, whole numbers and texts must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>How the mean of few rows is drawn towards the mean of all. Default empirical Bayes.</summary>
    public TargetSmoothing Smoothing { get; init => field = Check.Defined(value); } = TargetSmoothing.EmpiricalBayes;

    /// <summary>The m of the m-estimate, in rows. Default 10. Range [0, ∞). Ignored with <see cref="TargetSmoothing.EmpiricalBayes"/>.</summary>
    public double M { get; init => field = Check.AtLeast(value, 0.0); } = 10;

    /// <summary>What the target is taken for. Default automatic.</summary>
    public TargetReading Target { get; init => field = Check.Defined(value); } = TargetReading.Automatic;

    /// <summary>The folds that training rows are parted into; as many as rows where there are fewer. Default 5. Range [2, 100].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The seed that draws the folds. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var columns = LevelColumns.Of(rows.Features, Columns);
        var areClasses = Target == TargetReading.Classes || (Target == TargetReading.Automatic && target is not (Column<double> or Column<long>));
        var read = EncodedTarget.From(rows, target, areClasses, onlyTwo: false);
        var fields = LevelColumns.Learn(columns, options.CancellationToken);
        var folds = CrossFitting.Folds(target.Length, read.Codes, Math.Min(Folds, target.Length), Seed);
        var learned = CrossFitting.Learn(columns, fields, read.Values, read.Weights, folds, (levels, all) => Encoded(levels, all, read.Means), options);
        var classes = read.Classes.Count > 2 ? read.Classes : [];
        var model = new TargetEncodeModel(this, fields.ToEquatableArray(), classes, read.Means, [.. learned.Select(column => column.Values)]);
        StepColumns.ThrowIfTaken(rows.Features, model.Names, columns.Select(column => column.Name).ToHashSet());
        return (model, rows with { Features = ColumnChanges.Expand(rows.Features, model.Fields, (place, _) => model.Columns(place, learned[place].OfRows)) });
    }

    /// <summary>The outputs of each level; the means that were taken off the target are added again.</summary>
    double[] Encoded(TargetSums levels, TargetSums all, double[] means)
    {
        var values = new double[levels.Levels * levels.Outputs];
        for (var output = 0; output < levels.Outputs; output++)
        {
            var (prior, spread) = all.Moments(0, output);
            for (var level = 0; level < levels.Levels; level++)
            {
                var (mean, within) = levels.Moments(level, output);
                var own = Smoothing == TargetSmoothing.MEstimate ? 1 : spread;
                var drawn = Smoothing == TargetSmoothing.MEstimate ? M : within;
                var share = levels.Weights[level] * own / ((levels.Weights[level] * own) + drawn);
                values[(level * levels.Outputs) + output] = means[output] + prior + (double.IsNaN(share) ? 0 : share * (mean - prior));
            }
        }

        return values;
    }
}
