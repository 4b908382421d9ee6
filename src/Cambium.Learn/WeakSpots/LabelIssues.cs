using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds labels that are probably wrong, by models that did not learn from them: confident learning.</summary>
/// <remarks>
/// <para>
/// A class is confident of a row where it gives it at least the mean probability that it gives the rows labelled so; the most probable of the confident classes is taken for the truth. Counted by label and truth, and scaled to the labels' shares, these
/// rows estimate how often classes are taken for each other. As many rows as that says of each label and truth are issues, those with the widest margin of the other class over the label; only rows whose label is not their most probable class are. A class
/// that the model hardly knows is confident early, so that rare classes are not all called wrong.
/// </para>
/// <para>
/// Where the labels are numbers, rows are issues whose residual is extreme by its modified z-score (<see cref="LabelIssueOptions.Extreme"/>), each among rows with answers as large: tenths of the rows in the order of what is answered, of 50 rows at least. That
/// finds rows which are unlike the others as well as wrong ones.
/// </para>
/// <para>Time: the fits of the cross-validation; then O(n · k). A model that is poor itself finds issues that are none: look at the rows.</para>
/// <para>
/// Source: C. G. Northcutt, L. Jiang, I. L. Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", 2021 (the rows: section 3.2, prune by noise rate); of numbers B. Iglewicz, D. C. Hoaglin, "How to Detect and Handle Outliers", 1993.
/// </para>
/// </remarks>
public static class LabelIssues
{
    /// <summary>The median of |z| where z is normal: its inverse makes the median absolute deviation comparable with a standard deviation.</summary>
    const double NormalDeviation = 0.6745;

    /// <summary>Numbers are compared with rows of about the same answer: in tenths of the rows, or fewer parts where those would be smaller than this.</summary>
    const int LeastOfPart = 50;

    const int MostParts = 10;

    /// <summary>Fits the recipe in each fold and looks at the rows left out.</summary>
    /// <param name="recipe">A classifier or regressor.</param>
    /// <param name="table">The rows with their labels.</param>
    /// <param name="target">The column of labels.</param>
    /// <param name="options">Folds, and how many issues are told.</param>
    /// <exception cref="ArgumentException">A column is not there, there are more folds than rows, or the recipe learns no target.</exception>
    /// <exception cref="TableException">The rows cannot be split so or learned from.</exception>
    public static LabelIssueReport Find(Recipe recipe, Table table, string target, LabelIssueOptions options)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(options);
        return recipe is Classifier or Regressor
            ? Find(CrossValidation.Run(recipe, table, target, options.Validation), table, target, options)
            : throw new ArgumentException($"{recipe.GetType().Name} learns no target, so that it cannot doubt labels; give a classifier or a regressor.", nameof(recipe));
    }

    /// <summary>Looks at the answers of a cross-validation to the rows left out.</summary>
    /// <param name="validation">That of a classifier or regressor over the table.</param>
    /// <param name="table">The rows with their labels.</param>
    /// <param name="target">The column of labels.</param>
    /// <param name="options">How many issues are told.</param>
    /// <exception cref="ArgumentException">A column is not there, there are not as many answers as rows, or none of them is about a target.</exception>
    /// <exception cref="TableException">A label is missing.</exception>
    public static LabelIssueReport Find(CrossValidation validation, Table table, string target, LabelIssueOptions options)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        if (validation.OutOfFold is { } answers && answers.Contains("prediction") && answers["prediction"] is Column<double> predicted)
        {
            return OfNumbers(predicted, table, target, options);
        }

        var (rows, classes, tested) = JudgedClasses.OutOfFold(validation, table, target);
        return OfClasses(rows, classes, tested, target, options);
    }

    /// <summary>Looks at probabilities.</summary>
    /// <param name="rows">Labels as the truth, and the answers.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="places">The place of each row in the table.</param>
    /// <param name="target">The column of labels.</param>
    /// <param name="options">How many issues are told.</param>
    internal static LabelIssueReport OfClasses(JudgedClasses rows, EquatableArray<string> classes, int[] places, string target, LabelIssueOptions options)
    {
        var k = rows.Classes;
        var confident = ConfidentJoint.Of(rows);
        var issues = Doubtful(rows, confident.Joint)
            .Select(row => new LabelIssue(places[row], classes[rows.Truth[row]], classes[Other(rows, row)], Margin(rows, row, Other(rows, row))) { Confidence = rows.Probabilities[(row * k) + rows.Truth[row]] })
            .OrderByDescending(issue => issue.Doubt).ThenBy(issue => issue.Row).ToArray();
        var noise = Enumerable.Range(0, k).Select(place =>
        {
            var labelled = Enumerable.Range(0, k).Sum(truth => confident.Joint[(place * k) + truth]);
            var truly = Enumerable.Range(0, k).Sum(label => confident.Joint[(label * k) + place]);
            var both = confident.Joint[(place * k) + place];
            return new LabelNoise(classes[place], rows.Truth.Count(label => label == place), confident.Thresholds[place], Math.Max(0, labelled - both) / labelled, Math.Max(0, truly - both) / truly);
        });
        var expected = Enumerable.Range(0, k * k).Where(place => place / k != place % k).Sum(place => confident.Joint[place]) * rows.Count;
        return new LabelIssueReport(target, rows.Count, issues.Length, expected, noise.ToEquatableArray(), confident.Joint.ToEquatableArray(), issues.Take(options.MaxIssues).ToEquatableArray());
    }

    static LabelIssueReport OfNumbers(Column<double> predicted, Table table, string target, LabelIssueOptions options)
    {
        if (predicted.Length != table.RowCount)
        {
            throw new ArgumentException($"The table has {table.RowCount} rows, but the cross-validation has answers for {predicted.Length}. Give the table that it went over.", nameof(table));
        }

        int[] tested = [.. Enumerable.Range(0, table.RowCount).Where(row => !predicted.IsMissing(row))];
        var truth = RegressionJudge.Truth(table.Take(tested), target);
        double[] answers = [.. tested.Select(row => predicted.Values[row])];
        var scores = ModifiedZScores(truth, answers);
        var issues = Enumerable.Range(0, tested.Length).Where(place => scores[place] > options.Extreme)
            .Select(place => new LabelIssue(tested[place], Text(truth[place]), Text(answers[place]), scores[place]))
            .OrderByDescending(issue => issue.Doubt).ThenBy(issue => issue.Row).ToArray();
        return new LabelIssueReport(target, tested.Length, issues.Length, double.NaN, [], [], issues.Take(options.MaxIssues).ToEquatableArray());
    }

    /// <summary>How far each residual is from the median of rows with answers as large, in their median absolute deviations: errors often grow with what is answered.</summary>
    static double[] ModifiedZScores(double[] truth, double[] answers)
    {
        var order = Enumerable.Range(0, truth.Length).OrderBy(place => answers[place]).ToArray(); // stable
        var parts = Math.Clamp(truth.Length / LeastOfPart, 1, MostParts);
        var scores = new double[truth.Length];
        for (var part = 0; part < parts; part++)
        {
            var places = order[(int)((long)part * order.Length / parts)..(int)((long)(part + 1) * order.Length / parts)];
            double[] residuals = Array.ConvertAll(places, place => truth[place] - answers[place]);
            var middle = Median(residuals);
            var deviation = Median(Array.ConvertAll(residuals, residual => Math.Abs(residual - middle)));
            for (var i = 0; i < places.Length; i++)
            {
                // Where more than half of the residuals are equal, any other would be infinitely far: nothing can be told.
                scores[places[i]] = deviation == 0 ? 0 : NormalDeviation * Math.Abs(residuals[i] - middle) / deviation;
            }
        }

        return scores;
    }

    /// <summary>Of each label and truth as many rows as the joint says, the widest margins first, and of these those whose label is not the most probable.</summary>
    static IEnumerable<int> Doubtful(JudgedClasses rows, double[] joint)
    {
        var k = rows.Classes;
        var doubtful = new HashSet<int>();
        for (var place = 0; place < k * k; place++)
        {
            var (label, truth) = Math.DivRem(place, k);
            if (label != truth)
            {
                doubtful.UnionWith(Enumerable.Range(0, rows.Count).Where(row => rows.Truth[row] == label && Margin(rows, row, truth) > 0)
                    .OrderByDescending(row => Margin(rows, row, truth)).ThenBy(row => row).Take((int)Math.Round(joint[place] * rows.Count)));
            }
        }

        return doubtful;
    }

    /// <summary>The most probable class that is not the label, the first of equals.</summary>
    static int Other(JudgedClasses rows, int row) =>
        Enumerable.Range(0, rows.Classes).Where(place => place != rows.Truth[row]).MaxBy(place => rows.Probabilities[(row * rows.Classes) + place]);

    static double Margin(JudgedClasses rows, int row, int place) => rows.Probabilities[(row * rows.Classes) + place] - rows.Probabilities[(row * rows.Classes) + rows.Truth[row]];

    static double Median(double[] values) => Ordered.Quantile([.. values.Order()], 0.5);

    static string Text(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}
