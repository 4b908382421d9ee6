using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Leaves out and repeats training rows near the decision border so that group and class become independent; rows to predict pass as they are.</summary>
/// <remarks>
/// <para>
/// Of each group and class as many rows are kept as there would be if the two were independent: the group's rows times the class's, divided by all. Where there are too many, those that a ranker thinks least
/// likely to be of their class are left out; where too few, the same are repeated, the least likely first. Rows keep their order; repeated ones follow at the end.
/// </para>
/// <para>
/// Time: a fit of the ranker, then O(n log n). Use it in place of <see cref="ReweighGroups"/> where a learner takes no weights. Weights of rows go with them and are not looked at.
/// </para>
/// <para>Missing values and categories: as the ranker wants; unless it is a pipeline, it is prepared by imputation, one-hot encoding and standardisation. Missing values of a group's column are a group of their own.</para>
/// <para>Source: F. Kamiran, T. Calders, "Data Preprocessing Techniques for Classification without Discrimination", 2012, section 4.4 (preferential sampling).</para>
/// </remarks>
public sealed record ResampleGroups : Resampler
{
    /// <summary>
    /// The columns whose values, or combinations of values, make the groups; columns of more than 10 numbers are cut at their quartiles. Default none, which is one group: then the rows stay.
    /// </summary>
    public ColumnSelection Groups { get; init; }

    /// <summary>The classifier that tells which rows are near the border. A logistic regression unless set.</summary>
    public Classifier Ranker { get; init => field = Nesting.Check(value); } = new LogisticRegression();

    private protected override StepRows Resample(StepRows rows, Column target, FitOptions options)
    {
        var classes = ClassRows.Of(target, this);
        var (rule, codes) = GroupRule.Learn(rows.Features, Groups);
        if (rule.Names.Count < 2)
        {
            return rows;
        }

        var ranker = (Classifier)RecipeCatalog.Prepare(Ranker);
        var model = ranker.Fit(rows.Features.With(target), target.Name, new FitOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken });
        var k = classes.Classes.Count;
        var likely = Parts.Probabilities(model, rows.Features, classes.Classes);
        var left = new bool[codes.Length];
        var repeated = new List<int>();
        foreach (var cell in Enumerable.Range(0, codes.Length).GroupBy(row => (codes[row] * k) + classes.Codes[row]).OrderBy(cell => cell.Key))
        {
            var own = cell.OrderBy(row => likely[(row * k) + classes.Codes[row]]).ThenBy(row => row).ToArray();
            var group = codes[own[0]];
            var wanted = (int)Math.Round((double)codes.Count(code => code == group) * classes.Rows[classes.Codes[own[0]]].Length / codes.Length);
            for (var i = 0; i < own.Length - wanted; i++)
            {
                left[own[i]] = true;
            }

            for (var i = 0; i < wanted - own.Length; i++)
            {
                repeated.Add(own[i % own.Length]);
            }
        }

        return ClassRows.Take(rows, [.. Enumerable.Range(0, codes.Length).Where(row => !left[row]), .. repeated]);
    }
}
