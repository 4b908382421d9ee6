using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns each level into how much it speaks for the second of two classes: the logarithm of the classes' shares there.</summary>
/// <remarks>
/// <para>A level becomes ln(p / q), p = (its rows of the second class + a) / (all rows of that class + 2a), q the same of the first class.
/// A column's information value is Σ (p − q) ln(p / q) over its levels: below 0.02 it tells next to nothing, above 0.5 it is too good to
/// be believed unseen.</para>
/// <para>What the learner sees of the training rows is cross-fitted: each row's numbers come from the other folds, so that its own target
/// is not among its features. New rows get numbers learned from all training rows.</para>
/// <para>Missing values are a level of their own. A level that no training row had becomes 0. Rows count by their weights.</para>
/// <para>Time O(n) a column, memory O(n + folds × levels). Use it before logistic regression, whose log-odds it is made for; for other
/// targets see <see cref="TargetEncode"/>.</para>
/// <para>Source: I. J. Good, "Probability and the Weighing of Evidence", 1950; N. Siddiqi, "Credit Risk Scorecards", 2006, for the
/// information value.</para>
/// </remarks>
public sealed record WeightOfEvidence : SupervisedTransform
{
    /// <summary>The columns to turn. Default none, which means all categories; truths, whole numbers and texts must be named.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>a, the rows that each level has too many of each class, so that none has no rows of one. Default 0.5. Range (0, ∞).</summary>
    public double Smoothing { get; init => field = Check.Above(value, 0.0); } = 0.5;

    /// <summary>The folds that training rows are parted into; as many as rows where there are fewer. Default 5. Range [2, 100].</summary>
    public int Folds { get; init => field = Check.InRange(value, 2, 100); } = 5;

    /// <summary>The seed that draws the folds. Default 0. Any value.</summary>
    public long Seed { get; init; }

    private protected override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options)
    {
        var columns = LevelColumns.Of(rows.Features, Columns);
        var read = EncodedTarget.From(rows, target, areClasses: true, onlyTwo: true);
        double[][] seconds = [Array.ConvertAll(read.Codes, code => (double)code)];
        var fields = LevelColumns.Learn(columns, options.CancellationToken);
        var folds = CrossFitting.Folds(target.Length, read.Codes, Math.Min(Folds, target.Length), Seed);
        var learned = CrossFitting.Learn(columns, fields, seconds, read.Weights, folds, Evidence, options);
        var informations = Array.ConvertAll(learned, column => Information(column.Sums, column.Values));
        var model = new WeightOfEvidenceModel(this, fields.ToEquatableArray(), read.Classes, informations, [.. learned.Select(column => column.Values)]);
        var changed = ColumnChanges.Replace(rows.Features, fields.ToEquatableArray(), (place, column) => Column.Of(column.Name, learned[place].OfRows[0]));
        return (model, rows with { Features = changed });
    }

    double[] Evidence(TargetSums levels, TargetSums all)
    {
        var values = new double[levels.Levels];
        for (var level = 0; level < values.Length; level++)
        {
            var (second, first) = Shares(levels, all, level);
            values[level] = levels.Weights[level] == 0 ? 0 : Math.Log(second / first);
        }

        return values;
    }

    double Information(TargetSums levels, double[] evidence)
    {
        var all = levels.Total();
        var sum = 0.0;
        for (var level = 0; level < evidence.Length; level++)
        {
            var (second, first) = Shares(levels, all, level);
            sum += (second - first) * evidence[level];
        }

        return sum;
    }

    (double Second, double First) Shares(TargetSums levels, TargetSums all, int level) => (
        (levels.Sums[level] + Smoothing) / (all.Sums[0] + (2 * Smoothing)),
        (levels.Weights[level] - levels.Sums[level] + Smoothing) / (all.Weights[0] - all.Sums[0] + (2 * Smoothing)));
}
