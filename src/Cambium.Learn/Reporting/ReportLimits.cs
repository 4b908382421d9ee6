using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What must be borne in mind of a model and of the figures about it.</summary>
static class ReportLimits
{
    const int FewRows = 200;
    const int FewOfClass = 30;
    const double MuchMissing = 0.2;
    const double FarFromTruth = 0.05;
    const double WideArea = 0.1;
    const int RangesNamed = 12;

    internal static EquatableArray<string> Of(Model model, Table rows, JudgedRows judged, Report quality, Profile profile, ModelReportOptions options)
    {
        var limits = new List<string>();
        if (options.IsLearnedFrom)
        {
            limits.Add("It was trained on the very table that it is judged by here, so that every figure flatters it. Judge it by rows that it has not seen.");
        }

        if (judged.Count < FewRows)
        {
            limits.Add($"Only {ReportNumbers.Count(judged.Count, "row")} were judged: every figure is rough, as the intervals show.");
        }

        if (judged is JudgedClasses classes)
        {
            AddClasses(limits, (ClassifierModel)model, classes, (ClassificationReport)quality);
        }

        foreach (var column in profile.Columns.Where(column => column.Name != model.Target && column.Missing > MuchMissing * profile.Rows))
        {
            limits.Add($"'{column.Name}' is missing in {ReportNumbers.Of100((double)column.Missing / profile.Rows)} of 100 rows.");
        }

        if (options.Training is { } training)
        {
            AddRanges(limits, model, rows, training);
        }

        limits.Add("The figures hold for rows drawn as these were. In another year, place or group of people they may not: watch the answers where the model is used.");
        return limits.ToEquatableArray();
    }

    static void AddClasses(List<string> limits, ClassifierModel model, JudgedClasses judged, ClassificationReport quality)
    {
        var counts = QualitySentences.Counts(judged);
        for (var place = 0; place < counts.Length; place++)
        {
            if (counts[place] < FewOfClass)
            {
                limits.Add(counts[place] == 0
                    ? $"No judged row is '{model.Classes[place]}', so that nothing is known of how the model treats those."
                    : $"Only {ReportNumbers.Count(counts[place], "judged row")} {(counts[place] == 1 ? "is" : "are")} '{model.Classes[place]}', so that what is said of {(counts[place] == 1 ? "it" : "them")} is rough.");
            }
        }

        if (quality.Calibration.Count > 0 && QualitySentences.Gap(quality) > FarFromTruth)
        {
            limits.Add("Its probabilities are far from what happens: use its order of rows, or calibrate it, before its probabilities are taken at their word.");
        }

        if (quality.Scores.FirstOrDefault(score => score.Name == "roc_auc")?.Interval is { } area && area.High - area.Low > WideArea)
        {
            limits.Add($"The area under its ROC curve may be anything from {ReportNumbers.Of(area.Low)} to {ReportNumbers.Of(area.High)}: too wide a range to tell it from models that are a little better or worse.");
        }
    }

    /// <summary>The ranges that the model knows, and judged rows that lie outside.</summary>
    static void AddRanges(List<string> limits, Model model, Table rows, Profile training)
    {
        var known = training.Columns.Where(column => column.Quantiles.Count == 5 && column.Type != ColumnType.DateTime && model.Input.Fields.Any(field => field.Name == column.Name)).ToArray();
        if (known.Length == 0)
        {
            return;
        }

        var told = known.Take(RangesNamed).Select(column => $"'{column.Name}' {ReportNumbers.Of(column.Quantiles[0])} to {ReportNumbers.Of(column.Quantiles[4])}").ToArray();
        limits.Add($"It has seen rows in these ranges, and outside of them its answers are guesses: {string.Join(", ", told)}{(known.Length > told.Length ? $", and {known.Length - told.Length} more" : "")}.");
        foreach (var column in known)
        {
            if (Outside(rows[column.Name], column) is > 0 and var outside)
            {
                limits.Add($"{ReportNumbers.Count(outside, "judged row")} {(outside == 1 ? "lies" : "lie")} outside of the range of '{column.Name}' that it has seen.");
            }
        }
    }

    static int Outside(Column column, ColumnProfile seen) => column switch
    {
        Column<double> numbers => Enumerable.Range(0, numbers.Length).Count(row => !numbers.IsMissing(row) && (numbers.Values[row] < seen.Quantiles[0] || numbers.Values[row] > seen.Quantiles[4])),
        Column<long> numbers => Enumerable.Range(0, numbers.Length).Count(row => !numbers.IsMissing(row) && (numbers.Values[row] < seen.Quantiles[0] || numbers.Values[row] > seen.Quantiles[4])),
        _ => 0,
    };
}
