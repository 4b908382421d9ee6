using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Where a model fails, in words.</summary>
static class FailureSentences
{
    internal static EquatableArray<string> Of(Model model, JudgedRows judged, Report report) => judged switch
    {
        JudgedClasses classes => OfClasses((ClassifierModel)model, classes, (ClassificationReport)report).ToEquatableArray(),
        JudgedNumbers numbers => OfNumbers(model.Target, numbers).ToEquatableArray(),
        _ => [],
    };

    static IEnumerable<string> OfClasses(ClassifierModel model, JudgedClasses judged, ClassificationReport report)
    {
        var k = report.Classes.Count;
        var wrong = Enumerable.Range(0, k * k).Where(cell => cell / k != cell % k).OrderByDescending(cell => report.Confusion[cell]).ThenBy(cell => cell).First();
        if (report.Confusion[wrong] == 0)
        {
            yield return "It called every one of these rows what it is.";
            yield break;
        }

        yield return $"Most often it calls '{model.Classes[wrong % k]}' what is '{model.Classes[wrong / k]}': {ReportNumbers.Count(report.Confusion[wrong], "row")} of {ReportNumbers.Count(judged.Count)}.";
        var counts = QualitySentences.Counts(judged);
        if (counts.Count(count => count > 0) < 2)
        {
            yield break;
        }

        var worst = Enumerable.Range(0, k).Where(place => counts[place] > 0).OrderBy(place => (double)report.Confusion[(place * k) + place] / counts[place]).First();
        yield return $"The class it finds least is '{model.Classes[worst]}': {ReportNumbers.Of100((double)report.Confusion[(worst * k) + worst] / counts[worst])} of 100.";
    }

    /// <summary>Whether misses grow with the truth: the two ends of it beside the middle.</summary>
    static IEnumerable<string> OfNumbers(string target, JudgedNumbers judged)
    {
        const int leastRows = 20;
        if (judged.Count < leastRows)
        {
            yield break;
        }

        var order = Enumerable.Range(0, judged.Count).OrderBy(row => judged.Truth[row]).ToArray();
        var quarter = order.Length / 4;
        var (low, high) = (order[..quarter], order[^quarter..]);
        foreach (var (rows, name) in new[] { (low, "lowest"), (high, "highest") })
        {
            var bias = rows.Average(row => judged.Predicted[row] - judged.Truth[row]);
            yield return $"The quarter of rows with the {name} '{target}' ({(name == "lowest" ? "at most" : "at least")} {ReportNumbers.Of(judged.Truth[name == "lowest" ? rows[^1] : rows[0]])}) "
                + $"is missed by {ReportNumbers.Of(Miss(rows))} on average, mostly by answers that are {(bias > 0 ? "too high" : "too low")}; the middle half by {ReportNumbers.Of(Miss(order[quarter..^quarter]))}.";
        }

        double Miss(int[] rows) => rows.Average(row => Math.Abs(judged.Predicted[row] - judged.Truth[row]));
    }
}
