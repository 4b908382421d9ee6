using System.Text.Json;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>What a model report says, against the figures and rows that it speaks of.</summary>
public sealed class ModelReportTests
{
    static readonly Table Learned = Loans(600, seed: 1);
    static readonly Table Judged = Loans(400, seed: 2);
    static readonly ClassifierModel Classifier = new Impute().Then(new OneHot()).Then(new LogisticRegression()).Fit(Learned, "paid");
    static readonly RegressorModel Regressor = new Impute().Then(new OneHot()).Then(new LinearRegression()).Fit(Learned.Drop("paid"), "income");

    [Fact]
    public void Sentences_tell_the_figures()
    {
        var report = ModelReport.Of(Classifier, Judged);
        var shares = Judged["paid"];
        var yes = Enumerable.Range(0, shares.Length).Count(row => shares.Format(row) == "yes") / 400.0;

        Assert.Equal("It tells whether 'paid' is 'no' or 'yes', from 4 columns; judged on 400 rows.", report.Summary[0]);
        Assert.StartsWith($"Of 100 rows such as these it calls {Percent(report.Quality["accuracy"])} what they are (", report.QualityWords[0], StringComparison.Ordinal);
        Assert.EndsWith($"; always calling them '{(yes > 0.5 ? "yes" : "no")}' would be right for {Percent(Math.Max(yes, 1 - yes))}.", report.QualityWords[0], StringComparison.Ordinal);
        Assert.StartsWith($"Of 100 that are 'yes' it finds {Percent(report.Quality["recall"])} (", report.QualityWords[1], StringComparison.Ordinal);
        Assert.Contains($"'yes', {Percent(report.Quality["precision"])} are (", report.QualityWords[1], StringComparison.Ordinal);
        Assert.StartsWith("Its probabilities say more than the classes' shares: their log loss is 0.", report.QualityWords[3], StringComparison.Ordinal);
        Assert.StartsWith("Most rests on 'debt': with its values shuffled, roc_auc falls from 0.", report.DriverWords[0], StringComparison.Ordinal);
        Assert.Contains(report.DriverWords, sentence => sentence.StartsWith("It would do as well without", StringComparison.Ordinal) && sentence.Contains("'noise'", StringComparison.Ordinal));
        Assert.Equal(report.Sections.Select(section => section.Heading), ["What it does", "How good it is", "Where it fails", "What drives it", "Single cases", "Limits"]);
        Assert.StartsWith("What it does\n  It tells whether 'paid' is 'no' or 'yes'", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sentences_of_a_regressor_tell_its_misses()
    {
        var report = ModelReport.Of(Regressor, Judged.Drop("paid"));
        var truth = ((Column<double>)Judged["income"]).Values.ToArray();
        var misses = truth.Zip(Regressor.PredictValues(Judged.Drop("paid")), (real, answer) => Math.Abs(real - answer)).Order().ToArray();

        Assert.Equal("It predicts the number 'income' from 3 columns; judged on 400 rows.", report.Summary[0]);
        Assert.StartsWith($"Its answers miss 'income' by {ReportNumbers.Of(misses.Average())} on average (", report.QualityWords[0], StringComparison.Ordinal);
        Assert.Equal(
            $"Half of the answers are off by at most {ReportNumbers.Of(misses[199])}, 9 of 10 by at most {ReportNumbers.Of(misses[359])}, and the worst by {ReportNumbers.Of(misses[399])}.",
            report.QualityWords[1]);
        Assert.StartsWith("The quarter of rows with the lowest 'income' (at most ", report.FailureWords[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_of_its_own_is_told_and_the_closest_call_is_the_row_nearest_to_it()
    {
        var model = ThresholdClassifier.For(new Impute().Then(new OneHot()).Then(new LogisticRegression()), ThresholdGoal.Recall(0.98)).Fit(Learned, "paid");
        var (threshold, probabilities) = (model.Threshold, model.PredictProbabilities(Judged));

        var report = ModelReport.Of(model, Judged);

        var nearest = Enumerable.Range(0, 400).MinBy(row => Math.Abs(probabilities[(row * 2) + 1] - threshold));
        Assert.NotInRange(threshold, 0.45, 0.55);
        Assert.Contains($"It calls a row 'yes' from a probability of {ReportNumbers.Of(threshold)} on, its own threshold.", report.QualityWords);
        Assert.Equal(nearest + 1, report.Cases.Single(told => told.Why == "the closest call").Row);
    }

    [Fact]
    public void A_slice_on_which_the_model_is_worse_is_told()
    {
        // On the land the outcome is a coin toss, which no model learns.
        var random = new RandomStream(5);
        var paid = Enumerable.Range(0, 400).Select(row => Judged["place"].Format(row) == "land" ? (random.NextDouble() < 0.5 ? "yes" : "no") : Judged["paid"].Format(row)).ToArray();
        var rows = Judged.With(CategoryColumn.FromValues("paid", paid));
        var called = Classifier.Predict(rows)["prediction"];
        var land = Enumerable.Range(0, 400).Where(row => rows["place"].Format(row) == "land").ToArray();

        var report = ModelReport.Of(Classifier, rows);

        Assert.Contains(report.FailureWords, sentence => sentence.StartsWith("It does worst on the ", StringComparison.Ordinal) && sentence.Contains("place = land", StringComparison.Ordinal));
        Assert.Contains("place = land", report.WeakSpots!.Slices[0].ToString(), StringComparison.Ordinal);
        Assert.InRange(land.Count(row => called.Format(row) != paid[row]) / (double)land.Length, 0.3, 0.7);
        Assert.Null(ModelReport.Of(Classifier, rows.Slice(0, 59)).WeakSpots);
    }

    [Fact]
    public void Every_learner_has_a_report()
    {
        var numbers = Learned.Slice(0, 90).Drop("paid");
        var classes = Learned.Slice(0, 90);
        foreach (var kind in RecipeCatalog.Learners)
        {
            var recipe = RecipeCatalog.Prepare(RecipeCatalog.Create(kind, kind == "boosted-trees-ranker" ? new Dictionary<string, string> { ["gain"] = "linear" } : []));
            var report = recipe switch
            {
                Classifier classifier => ModelReport.Of(classifier.Fit(classes, "paid"), Judged.Slice(0, 60)),
                Regressor regressor => ModelReport.Of(regressor.Fit(numbers, "income"), Judged.Slice(0, 60).Drop("paid")),
                _ => null,
            };

            Assert.True(report is null || (report.Cases.Count > 0 && report.CaseScale.Length > 0), kind);
        }
    }

    [Fact]
    public void Cases_are_the_rows_that_they_are_said_to_be()
    {
        var report = ModelReport.Of(Classifier, Judged);
        var probabilities = Classifier.PredictProbabilities(Judged);
        var surest = Enumerable.Range(0, 400).Select(row => Math.Max(probabilities[row * 2], probabilities[(row * 2) + 1])).ToArray();
        var isRight = Enumerable.Range(0, 400).Select(row => (probabilities[row * 2] >= probabilities[(row * 2) + 1] ? "no" : "yes") == Judged["paid"].Format(row)).ToArray();

        Assert.Equal(["the surest right answer", "the surest wrong answer", "the closest call", "an ordinary answer"], report.Cases.Select(told => told.Why));
        Assert.Equal(4, report.Cases.Select(told => told.Row).Distinct().Count());
        Assert.Equal(surest.Where((_, row) => isRight[row]).Max(), surest[report.Cases[0].Row - 1]);
        Assert.Equal(surest.Where((_, row) => !isRight[row]).Max(), surest[report.Cases[1].Row - 1]);
        Assert.Equal(surest.Min(), surest[report.Cases[2].Row - 1]);
        Assert.Equal(report.Cases[1].Truth, Judged["paid"].Format(report.Cases[1].Row - 1));
        Assert.NotEqual(report.Cases[1].Truth, report.Cases[1].Answer);
    }

    [Fact]
    public void Contributions_and_base_add_up_to_the_probability_and_the_sentence_names_the_largest()
    {
        var report = ModelReport.Of(Classifier, Judged);
        var probabilities = Classifier.PredictProbabilities(Judged);

        // One base for all rows: what is left of each probability once its contributions are taken off.
        var bases = report.Cases.Select(told => probabilities[((told.Row - 1) * 2) + 1] - told.Contributions.Sum(own => own.Amount)).ToArray();
        Assert.All(bases, value => Assert.Equal(bases[0], value, 1e-9));
        Assert.StartsWith("probability of yes (", report.CaseScale, StringComparison.Ordinal);
        foreach (var told in report.Cases)
        {
            var most = told.Contributions[0];
            Assert.Equal(told.Contributions.Select(own => Math.Abs(own.Amount)).OrderDescending(), told.Contributions.Select(own => Math.Abs(own.Amount)));
            Assert.Contains($" {most.Column} = {most.Value} ({(most.Amount < 0 ? "-" : "+")}", told.Sentence, StringComparison.Ordinal);
            Assert.Equal(most.Value, Judged[most.Column] is Column<double> numbers ? ReportNumbers.Of(numbers.Values[told.Row - 1]) : Judged[most.Column].Format(told.Row - 1));
        }
    }

    [Fact]
    public void A_model_that_no_exact_method_explains_is_asked_about_coalitions()
    {
        var model = new Impute().Then(new OneHot()).Then(new KNearestClassifier()).Fit(Learned, "paid");
        var report = ModelReport.Of(model, Judged);
        var probabilities = model.PredictProbabilities(Judged);

        var bases = report.Cases.Select(told => probabilities[((told.Row - 1) * 2) + 1] - told.Contributions.Sum(own => own.Amount)).ToArray();
        Assert.All(bases, value => Assert.Equal(bases[0], value, 1e-9));
        Assert.Equal("probability of yes (KernelSHAP, all coalitions)", report.CaseScale);
    }

    [Fact]
    public void Json_reads_back_equal_and_threads_do_not_matter()
    {
        var options = new ModelReportOptions { Name = "loans", Purpose = "Whom to lend", Groups = ["place"], Training = Profile.Of(Learned), Origin = [new("data", "loans.csv")] };

        var reports = new[] { 1, 2, 7 }.Select(threads => ModelReport.Of(Classifier, Judged, options with { MaxThreads = threads }).ToJson()).ToArray();

        Assert.Single(reports.Distinct());
        Assert.Equal(reports[0], ModelReport.FromJson(reports[0]).ToJson());
        Assert.Throws<JsonException>(() => ModelReport.FromJson("null"));
        Assert.Throws<JsonException>(() => ModelReport.FromJson("{\"name\": 3}"));
    }

    [Fact]
    public void Limits_tell_of_few_rows_small_classes_missing_values_and_strange_values()
    {
        var rows = Judged.Take([.. Enumerable.Range(0, 400).OrderBy(row => Judged["paid"].Format(row) == "yes" ? row : 1000 + row).Take(25)]);
        var debts = Enumerable.Range(0, 25).Select(row => row < 3 ? 99.0 : ((Column<double>)rows["debt"]).Values[row]).ToArray();
        rows = rows.With(Column.Of("debt", debts)).With(Column.Of("noise", [.. Enumerable.Range(0, 25).Select(row => row < 10 ? double.NaN : row)]));

        var limits = ModelReport.Of(Classifier, rows, new ModelReportOptions { Training = Profile.Of(Learned), IsLearnedFrom = true }).Limits;

        Assert.StartsWith("It was trained on the very table that it is judged by here", limits[0], StringComparison.Ordinal);
        Assert.Contains("Only 25 rows were judged: every figure is rough, as the intervals show.", limits);
        Assert.Contains("No judged row is 'no', so that nothing is known of how the model treats those.", limits);
        Assert.Contains("Only 25 judged rows are 'yes', so that what is said of them is rough.", limits);
        Assert.Contains("'noise' is missing in 40 of 100 rows.", limits);
        Assert.Contains("3 judged rows lie outside of the range of 'debt' that it has seen.", limits);
        Assert.Contains(limits, limit => limit.StartsWith("It has seen rows in these ranges, and outside of them its answers are guesses: 'income' ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_reported_on_is_refused()
    {
        var clusters = new KMeans { Clusters = 2 }.Fit(Learned.Select("debt", "noise"));

        Assert.Equal(
            "KMeans has no target, so that there is nothing to hold its answers against; reports are for classifiers and regressors. (Parameter 'model')",
            Assert.Throws<ArgumentException>(() => ModelReport.Of(clusters, Judged)).Message);
        Assert.Equal("There are no rows to judge the model by. Give some hundred that it was not fitted on.", Assert.Throws<TableException>(() => ModelReport.Of(Classifier, Judged.Slice(0, 0))).Message);
        Assert.StartsWith("There is no column 'paid'.", Assert.Throws<ArgumentException>(() => ModelReport.Of(Classifier, Judged.Drop("paid"))).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => ModelReport.Of(Classifier, Judged, new ModelReportOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    [Fact]
    public void Rows_of_one_class_say_nothing_of_how_classes_are_told_apart()
    {
        var rows = Judged.Take([.. Enumerable.Range(0, 400).Where(row => Judged["paid"].Format(row) == "no")]);

        var report = ModelReport.Of(Classifier, rows);

        Assert.Equal([$"All of these rows are 'no': how well it tells the classes apart cannot be said. It calls {Percent(report.Quality["accuracy"])} of 100 what they are."], report.QualityWords);
        Assert.DoesNotContain(report.FailureWords, sentence => sentence.StartsWith("The class it finds least", StringComparison.Ordinal));
        Assert.Equal(
            "'paid' is what the model predicts, so that groups by it are the answers themselves. Name another column. (Parameter 'columns')",
            Assert.Throws<ArgumentException>(() => ModelReport.Of(Classifier, Judged, new ModelReportOptions { Groups = ["paid"] })).Message);
    }

    [Fact]
    public void A_perfect_model_fails_nowhere()
    {
        var table = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 60).Select(row => (double)(row % 2))]), Column.Of("y", [.. Enumerable.Range(0, 60).Select(row => row % 2 == 0 ? "a" : "b")]));
        var model = new DecisionTreeClassifier().Fit(table, "y");

        var report = ModelReport.Of(model, table);

        Assert.Equal(["It called every one of these rows what it is.", "Of 2 slices of rows by up to 1 column, none is worse than the rest beyond chance."], report.FailureWords);
        Assert.DoesNotContain(report.Cases, told => told.Why == "the surest wrong answer");
    }

    static string Percent(double share) => Math.Round(share * 100).ToString(System.Globalization.CultureInfo.InvariantCulture);

    static Table Loans(int rows, long seed)
    {
        var random = new RandomStream(seed);
        var (income, debt, noise, place, paid) = (new double[rows], new double[rows], new double[rows], new string[rows], new string[rows]);
        for (var row = 0; row < rows; row++)
        {
            place[row] = random.NextDouble() < 0.7 ? "town" : "land";
            income[row] = 20 + (60 * random.NextDouble()) + (place[row] == "town" ? 10 : 0);
            debt[row] = random.NextDouble() * 3;
            noise[row] = random.NextDouble();
            paid[row] = (income[row] / 30) - (2 * debt[row]) + (4 * (random.NextDouble() - 0.5)) > -1 ? "yes" : "no";
        }

        return Table.Create(Column.Of("income", income), Column.Of("debt", debt), Column.Of("noise", noise), CategoryColumn.FromValues("place", place), CategoryColumn.FromValues("paid", paid));
    }
}
