using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Works out the parts of a <see cref="ModelReport"/>.</summary>
sealed class ReportWriter(Model model, Table rows, ModelReportOptions options)
{
    const int Parts = 5;

    internal ModelReport Write()
    {
        if (model.Target.Length == 0)
        {
            throw new ArgumentException($"{model.Recipe.GetType().Name} has no target, so that there is nothing to hold its answers against; reports are for classifiers and regressors.", nameof(model));
        }

        if (rows.RowCount == 0)
        {
            throw new TableException("There are no rows to judge the model by. Give some hundred that it was not fitted on.");
        }

        var judged = model.Judge(rows);
        var quality = model.Evaluate(rows, new EvaluateOptions { Seed = options.Seed, MaxThreads = options.MaxThreads });
        Done(1);
        var profile = Profile.Of(rows.Select([.. model.Input.Fields.Select(field => field.Name).Append(model.Target).Distinct()]));
        Done(2);
        var drivers = Drivers();
        Done(3);
        var (cases, scale) = Cases(judged);
        Done(4);
        var groups = model is ClassifierModel classifier ? options.Groups.Select(column => classifier.CompareGroups(rows, By(column))).ToEquatableArray() : [];
        var errors = model is RegressorModel regressor ? options.Groups.Select(column => regressor.CompareGroups(rows, By(column))).ToEquatableArray() : [];
        Done(Parts);
        var spots = WeakSpots();
        var words = QualitySentences.Of(model, judged, quality);
        var driverWords = DriverSentences.Of(drivers);
        return new ModelReport
        {
            Name = options.Name.Length > 0 ? options.Name : RecipeCatalog.KindOf(model.Recipe),
            Kind = RecipeCatalog.KindOf(model.Recipe),
            Target = model.Target,
            Purpose = options.Purpose,
            Summary = [Task(), .. words.Take(1), .. driverWords.Take(1)],
            Input = model.Input,
            Data = profile,
            QualityWords = words,
            Quality = quality,
            FailureWords = [.. FailureSentences.Of(model, judged, quality), .. SliceSentences.Of(model, quality, spots)],
            WeakSpots = spots,
            DriverWords = driverWords,
            Drivers = drivers,
            Cases = cases,
            CaseScale = scale,
            Groups = groups,
            GroupErrors = errors,
            Limits = ReportLimits.Of(model, rows, judged, quality, profile, options),
            Settings = RecipeCatalog.Describe(model.Recipe).ToEquatableArray(),
            Origin = options.Origin,
        };
    }

    string Task()
    {
        var from = $"from {ReportNumbers.Count(model.Input.Fields.Count, "column")}; judged on {ReportNumbers.Count(rows.RowCount, "row")}";
        return model is ClassifierModel classifier
            ? $"It tells whether '{model.Target}' is {(classifier.Classes.Count <= 6 ? string.Join(" or ", classifier.Classes.Select(name => $"'{name}'")) : $"one of {classifier.Classes.Count} classes")}, {from}."
            : $"It predicts the number '{model.Target}' {from}.";
    }

    Explanation? Drivers()
    {
        try
        {
            return model.Explain(Sample(), new ExplainOptions { Seed = options.Seed, MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken });
        }
        catch (TableException)
        {
            // The score that tells is not defined on these rows, such as an area of one class; they were judged well above.
            return null;
        }
    }

    WeakSpotReport? WeakSpots()
    {
        var slices = new WeakSpotOptions { MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken };
        return rows.RowCount >= 2 * slices.MinRows && model.Input.Fields.Any(field => SliceColumn.IsSliceable(rows[field.Name])) ? Learn.WeakSpots.Find(model, rows, slices) : null;
    }

    Table Sample()
    {
        if (rows.RowCount <= options.SampledRows)
        {
            return rows;
        }

        int[] order = [.. Enumerable.Range(0, rows.RowCount)];
        new RandomStream(options.Seed).Shuffle<int>(order);
        return rows.Take(order.AsSpan(0, options.SampledRows));
    }

    (EquatableArray<ReportedCase> Cases, string Scale) Cases(JudgedRows judged)
    {
        var chosen = CaseChoice.Of(judged, (model as ClassifierModel)?.OwnThreshold);
        var shap = CaseValues.Of(model, rows, [.. chosen.Select(own => own.Row)], options);
        var cases = chosen.Select((own, place) => Case(judged, own.Row, own.Why, place, shap)).ToEquatableArray();
        return (cases, $"{(shap.Outputs.Count == 1 ? shap.Outputs[0] : "what each row is called")} ({shap.Method})");
    }

    ReportedCase Case(JudgedRows judged, int row, string why, int place, ShapValues shap)
    {
        var (answer, truth, said, towards, output) = Told(judged, row);
        var contributions = Contribution.Of(shap, place, shap.Outputs.Count == 1 ? 0 : output, rows, row);
        return new ReportedCase(row + 1, why, answer, truth, $"Row {ReportNumbers.Count(row + 1)}, {why}: {said} {CaseSentence.Movers(contributions, towards)}", contributions);
    }

    /// <summary>What is said of a row, and which output explains it: with two classes the second.</summary>
    (string Answer, string Truth, string Said, string? Towards, int Output) Told(JudgedRows judged, int row)
    {
        if (judged is JudgedClasses classes)
        {
            var names = ((ClassifierModel)model).Classes;
            var (called, truth) = (names[classes.Called[row]], names[classes.Truth[row]]);
            var probability = ReportNumbers.Of(classes.Probabilities[(row * names.Count) + classes.Called[row]]);
            var verdict = called == truth ? "which it is" : $"but it is '{truth}'";
            return (called, truth, $"called '{called}' with a probability of {probability}, {verdict}.", names.Count == 2 ? names[1] : called, classes.Called[row]);
        }

        var numbers = (JudgedNumbers)judged;
        var (answer, real) = (ReportNumbers.Of(numbers.Predicted[row]), ReportNumbers.Of(numbers.Truth[row]));
        return (answer, real, $"predicted {answer}, in truth {real}.", null, 0);
    }

    FairnessOptions By(string column) => new() { Columns = [column], Seed = options.Seed, MaxThreads = options.MaxThreads };

    void Done(int parts)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Progress?.Report(new FitProgress("parts of the report", parts, Parts));
    }
}
