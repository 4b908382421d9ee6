using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Weighs training rows so that group and class are independent, as they would be if no group had been favoured; rows to predict pass as they are.</summary>
/// <remarks>
/// <para>
/// A row of group g and class c weighs (W_g × W_c) / (W × W_gc), with W the sums of the weights that there were. The weight of each group and of each class stays; weights that there are already are
/// multiplied.
/// </para>
/// <para>
/// Time O(n). Use it before any learner that takes weights where the training decisions are suspected of favouring a group; it brings selection rates together (demographic parity) as far as the learner
/// follows the weights. It promises no bound. The columns of the groups stay features; drop them by a step behind this one where the model must not read them.
/// </para>
/// <para>Missing values of a group's column are a group of their own.</para>
/// <para>Source: F. Kamiran, T. Calders, "Data Preprocessing Techniques for Classification without Discrimination", 2012, section 4.2.</para>
/// </remarks>
public sealed record ReweighGroups : Resampler
{
    /// <summary>
    /// The columns whose values, or combinations of values, make the groups; columns of more than 10 numbers are cut at their quartiles. Default none, which is one group: then the weights stay.
    /// </summary>
    public ColumnSelection Groups { get; init; }

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var (rule, codes) = GroupRule.Learn(rows.Features, Groups);
        var problems = new List<string>();
        var given = rows.Weight is { } weight ? TrainingRows.Weights(Table.Create(weight), weight.Name, problems) : [];
        TrainingRows.ThrowIfAny(problems, rows.Weight?.Name ?? target.Name);
        var weights = given.Length > 0 ? (double[])given.Clone() : Enumerable.Repeat(1.0, codes.Length).ToArray();
        var k = classes.Classes.Count;
        var (ofGroup, ofClass, ofBoth) = (new double[rule.Names.Count], new double[k], new double[rule.Names.Count * k]);
        for (var row = 0; row < codes.Length; row++)
        {
            ofGroup[codes[row]] += weights[row];
            ofClass[classes.Codes[row]] += weights[row];
            ofBoth[(codes[row] * k) + classes.Codes[row]] += weights[row];
        }

        var whole = ofClass.Sum();
        for (var row = 0; row < codes.Length; row++)
        {
            // A row of weight 0 may be of a pair that weighs nothing.
            var both = ofBoth[(codes[row] * k) + classes.Codes[row]];
            weights[row] *= both == 0 ? 0 : ofGroup[codes[row]] * ofClass[classes.Codes[row]] / (whole * both);
        }

        return rows with { Weight = Column.Of(rows.Weight?.Name ?? WeightClasses.FreeName(rows.Features, target.Name), weights) };
    }
}
