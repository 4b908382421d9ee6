using System.CommandLine;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Compares a model's answers with the truth in a table.</summary>
sealed class EvaluateCommand : ToolCommand
{
    readonly Argument<string> _model = ToolOptions.Model();
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string> _store = ToolOptions.Store();
    readonly Option<string?> _by = new("--by") { HelpName = "COL", Description = "Also compare the decisions between the groups of this column (two classes only), and the coverage of intervals and sets." };
    readonly Option<string[]> _metrics = new("--metric") { HelpName = "NAME,...", Description = "Figures beyond the usual ones, such as matthews, ece or mape. Repeatable." };
    readonly Option<string?> _group = new("--group") { HelpName = "COL", Description = "Rows with equal values in this column belong together (one patient, one shop); resample them as a whole." };
    readonly Option<string[]> _thresholds = new("--threshold-for")
    {
        HelpName = "GOAL,...",
        Description = $"Find the threshold that serves a goal: {ThresholdGoals.Words}. Repeatable (two classes only).",
    };

    readonly Option<string?> _page = new("--calibration-html") { HelpName = "FILE", Description = "Also write a page that draws how far predicted probabilities are right (classifiers only)." };
    readonly CsvArguments _csv = new();

    internal EvaluateCommand()
        : base(
            "evaluate",
            "Compare a model's answers with the truth in rows that it was not fitted on.",
            "cambium evaluate models:/mortgages@champion new-mortgages.csv --by afam",
            "cambium evaluate models:/mortgages@champion new-mortgages.csv --threshold-for precision=0.9,cost=10:1",
            "cambium evaluate ./visits.model visits.csv --metric ece --group patient --calibration-html calibration.html",
            "cambium evaluate ./mortgages.model new-mortgages.csv --json")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        foreach (var option in new Option[] { _by, _metrics, _group, _thresholds, _page })
        {
            Options.Add(option);
        }

        Options.Add(_store);
        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var (reference, path) = (invocation.Value(_model), invocation.Value(_data));
        var store = invocation.Value(_store)!; // has a default
        var (goals, page, options) = (ThresholdGoals.Of(invocation, _thresholds), OutputFile.Of(invocation.Value(_page)), OptionsOf(invocation));
        var model = ModelArgument.Load(reference, store);
        if (goals.Length > 0)
        {
            ThresholdGoals.Check(model);
        }

        var table = _csv.Read(invocation, path);
        var rows = ModelArgument.Fit(table, model, path);
        var hasTarget = model.Target.Length > 0;
        if (hasTarget && !rows.Contains(model.Target))
        {
            throw CommandException.Failed($"{path} lacks the column '{model.Target}' that the model predicts, so its answers cannot be judged. To have the answers alone: cambium predict.");
        }

        var report = model.Evaluate(rows, options);
        var coverage = CoverageView.Of(model, rows, invocation.Value(_by));
        // Of intervals, and of sets of more than two classes, the coverage is all there is to compare.
        var comparison = invocation.Value(_by) is { } by && (coverage is null || model is ClassifierModel { Classes.Count: 2 }) ? Compare(model, by, rows) : null;
        var thresholds = goals.Length == 0 ? null : ThresholdReport.Of((ClassifierModel)model, rows, [.. goals], options); // checked above
        var curves = page is null ? null : Curves(model, rows, options);
        terminal.Line($"[bold]{reference}[/] on {Figure.Count(report.Rows, "row")} of {path}{(hasTarget ? $": '{model.Target}'" : "")}");
        if (ModelArgument.LearnedFrom(reference, store, table) is { } learned)
        {
            terminal.Paragraph(2, $"[yellow]{learned}[/]");
        }

        ReportView.ShowThreshold(terminal, model);

        terminal.Show(ReportView.Scores(report, baseline: null));
        if (report is ClassificationReport classification && ReportView.Confusion(classification, terminal.Width) is { } confusion)
        {
            terminal.Show(confusion);
        }

        if (comparison is not null)
        {
            terminal.Show(GroupView.Of(comparison, terminal.Width));
            terminal.Paragraph(2, $"{GroupView.Sentence(comparison)}");
        }

        if (coverage is not null)
        {
            CoverageView.Show(terminal, coverage);
        }

        if (thresholds is not null)
        {
            ShowThresholds(terminal, thresholds);
        }

        if (curves is not null)
        {
            Data.WholeFile.WriteText(page!, CalibrationPage.Of($"Calibration of {reference} on {path}", curves)); // there are curves where there is a page
            terminal.Line($"Page: [bold]{page}[/]");
        }

        terminal.Document(new
        {
            Model = reference,
            Data = path,
            model.Target,
            report.Rows,
            Scores = ReportView.Document(report),
            Classes = (report as ClassificationReport)?.Classes,
            Confusion = (report as ClassificationReport)?.Confusion,
            Groups = comparison,
            Coverage = CoverageView.Document(coverage),
            GroupedBy = options.GroupBy,
            Thresholds = thresholds is null ? null : ThresholdView.Document(thresholds),
            Calibration = curves?.Select(CalibrationDocument),
        });
        return Task.FromResult(ExitStatus.Done);
    }

    EvaluateOptions OptionsOf(Invocation invocation) => new()
    {
        Metrics = [.. (invocation.Value(_metrics) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Metric.Named)],
        GroupBy = invocation.Value(_group),
    };

    /// <summary>Of two classes the second by both kinds of bins; of more the most probable one, and each.</summary>
    static CalibrationCurve[] Curves(Model model, Data.Table rows, EvaluateOptions options)
    {
        if (model is not ClassifierModel classifier)
        {
            throw CommandException.Misuse("--calibration-html draws probabilities of classes; this model gives none.");
        }

        var plain = new CalibrationOptions { Evaluate = options };
        CalibrationOptions[] others = classifier.Classes.Count == 2
            ? [plain with { Binning = CalibrationBinning.EqualMass }]
            : [.. classifier.Classes.Select(name => plain with { Class = name })];
        return [.. others.Prepend(plain).Select(own => CalibrationCurve.Of(classifier, rows, own))];
    }

    static void ShowThresholds(Terminal terminal, ThresholdReport report)
    {
        terminal.Line();
        terminal.Paragraph(0, $"Thresholds of the probability of '{report.Positive}', chosen on these rows; the intervals of what they reach allow for that");
        terminal.Show(ThresholdView.Of(report));
        foreach (var finding in report.Findings.Where(finding => !finding.IsReached))
        {
            terminal.Paragraph(2, $"[yellow]{finding.Sentence}[/]");
        }
    }

    static object CalibrationDocument(CalibrationCurve curve) => new
    {
        curve.Class,
        curve.Binning,
        Scores = curve.Scores.ToDictionary(score => score.Name, score => new { score.Value, Low = score.Interval?.Low, High = score.Interval?.High }),
        Bins = curve.Bins.Select(bin => new { bin.MeanPredicted, bin.ObservedShare, bin.ObservedInterval.Low, bin.ObservedInterval.High, bin.Rows }),
    };

    static GroupComparison Compare(Model model, string by, Data.Table rows) =>
        model is ClassifierModel { Classes.Count: 2 } classifier
            ? classifier.CompareGroups(rows, by)
            : throw CommandException.Misuse("--by compares the decisions of a model that tells two classes apart; this one does not.");
}
