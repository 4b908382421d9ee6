using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class CalibrationCurveTests
{
    static readonly Table Two = LinearTables.Random(500, 3, 2);

    [Fact]
    public void A_curve_holds_what_its_rows_say()
    {
        var (train, test) = Two.Split(0.5, "y");
        var model = new BoostedTreesClassifier { Trees = 40 }.Fit(train, "y");
        var truth = ClassificationJudge.Truth(test, "y", model.Classes);
        var p = model.PredictProbabilities(test);

        var curve = CalibrationCurve.Of(model, test, new CalibrationOptions());

        Same(model.Evaluate(test).Calibration, curve.Bins);
        Assert.Equal(("class 1", test.RowCount), (curve.Class, curve.Rows));
        Assert.Equal(test.RowCount, curve.Bins.Sum(bin => bin.Rows));
        Oracle.Near(ProbabilityMetrics.ExpectedCalibrationError(truth, p, 2), curve["ece"], 1e-15);
        Oracle.Near(ProbabilityMetrics.MaximumCalibrationError(truth, p, 2), curve["mce"], 1e-15);
        var named = model.Evaluate(test, new EvaluateOptions { Metrics = [Metric.Named("ece"), Metric.Named("mce")] });
        Oracle.Near(curve["ece"], named["ece"], 1e-14); // sums in another order
        Assert.All(curve.Scores, score => Assert.True(score.Interval!.Value.Low < score.Interval.Value.High));
        Assert.All(curve.Bins, bin => Assert.InRange(bin.ObservedShare, bin.ObservedInterval.Low, bin.ObservedInterval.High));
        Assert.Equal(curve, CalibrationCurve.FromJson(curve.ToJson()));
        Assert.StartsWith("ece  ", curve.ToString(), StringComparison.Ordinal);
        Assert.Contains("probability of class 1  observed", curve.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bins_of_equal_mass_hold_equally_many_rows()
    {
        var model = new LogisticRegression().Fit(Two, "y");

        var curve = CalibrationCurve.Of(model, Two, new CalibrationOptions { Bins = 5, Binning = CalibrationBinning.EqualMass });

        Assert.Equal([100, 100, 100, 100, 100], curve.Bins.Select(bin => bin.Rows));
        Assert.Equal(curve.Bins.Select(bin => bin.MeanPredicted).Order(), curve.Bins.Select(bin => bin.MeanPredicted));
    }

    [Fact]
    public void Of_many_classes_there_is_a_curve_of_confidence_and_one_a_class()
    {
        var flowers = LinearTables.Sample("iris.csv");
        var model = new LogisticRegression().Fit(flowers, "species");

        var confidence = CalibrationCurve.Of(model, flowers, new CalibrationOptions());
        var ofClass = CalibrationCurve.Of(model, flowers, new CalibrationOptions { Class = "virginica" });

        Assert.Null(confidence.Class);
        Assert.StartsWith("confidence", confidence.ToString().Split('\n')[2], StringComparison.Ordinal);
        Assert.True(confidence.Bins[0].MeanPredicted > 1.0 / 3);
        Assert.Equal("virginica", ofClass.Class);
        Oracle.Near(1.0 / 3, ofClass.Bins.Sum(bin => bin.ObservedShare * bin.Rows) / 150, 1e-12);
        var error = Assert.Throws<ArgumentException>(() => CalibrationCurve.Of(model, flowers, new CalibrationOptions { Class = "virginia" }));
        Assert.Equal("There is no class 'virginia'. Did you mean 'virginica'? The classes are setosa, versicolor, virginica. (Parameter 'options')", error.Message);
    }

    [Fact]
    public void Answers_out_of_fold_make_the_pooled_reports_curve_at_any_thread_count()
    {
        var validation = CrossValidation.Run(new LogisticRegression(), Two, "y", new CrossValidationOptions { Folds = 3 });
        CalibrationCurve Curve(int threads) => CalibrationCurve.Of(validation, Two, "y", new CalibrationOptions { Evaluate = new EvaluateOptions { MaxThreads = threads } });

        var curve = Curve(1);

        Same(((ClassificationReport)validation.Pooled!).Calibration, curve.Bins); // ! there is a target
        Assert.Equal(curve, Curve(2));
        Assert.Equal(curve, Curve(7));
    }

    [Fact]
    public void Other_rows_and_other_models_answers_are_refused()
    {
        var numbers = LinearTables.Random(60, 2);
        var regression = CrossValidation.Run(new LinearRegression(), numbers, "y", new CrossValidationOptions { Folds = 3 });
        var validation = CrossValidation.Run(new LogisticRegression(), Two, "y", new CrossValidationOptions { Folds = 3 });

        var kind = Assert.Throws<ArgumentException>(() => CalibrationCurve.Of(regression, numbers, "y", new CalibrationOptions()));
        var rows = Assert.Throws<ArgumentException>(() => CalibrationCurve.Of(validation, Two.Slice(0, 9), "y", new CalibrationOptions()));

        Assert.Equal("The cross-validation has no probabilities of classes; give that of a classifier. (Parameter 'validation')", kind.Message);
        Assert.Equal("The table has 9 rows, but the cross-validation has answers for 500. Give the table that it went over. (Parameter 'table')", rows.Message);
        Assert.Throws<JsonException>(() => CalibrationCurve.FromJson("null"));
    }

    [Fact]
    public void Groups_of_like_rows_widen_the_interval()
    {
        var table = Two.Slice(0, 50);
        table = table.Take([.. Enumerable.Range(0, 500).Select(row => row / 10)]).With(Column.Of("patient", [.. Enumerable.Range(0, 500).Select(row => (long)(row / 10))]));
        var model = new LogisticRegression().Fit(Two, "y");

        var alone = CalibrationCurve.Of(model, table, new CalibrationOptions { Bins = 2 }).Scores[0].Interval!.Value;
        var grouped = CalibrationCurve.Of(model, table, new CalibrationOptions { Bins = 2, Evaluate = new EvaluateOptions { GroupBy = "patient" } }).Scores[0].Interval!.Value;

        Assert.True(grouped.High - grouped.Low > 1.5 * (alone.High - alone.Low), $"{grouped} {alone}");
    }

    static void Same(EquatableArray<CalibrationBin> expected, EquatableArray<CalibrationBin> found)
    {
        Assert.Equal(expected.Select(bin => (bin.Rows, bin.ObservedShare)), found.Select(bin => (bin.Rows, bin.ObservedShare)));
        Assert.All(expected.Zip(found), pair => Oracle.Near(pair.First.MeanPredicted, pair.Second.MeanPredicted, 1e-14)); // sums in another order
    }

    [Fact]
    public void A_resample_counts_rows_as_often_as_it_drew_them()
    {
        var model = new LogisticRegression().Fit(Two, "y");
        foreach (var (binning, name) in new[] { (CalibrationBinning.EqualWidth, "ece"), (CalibrationBinning.EqualMass, "ece_equal_mass") })
        {
            var truth = ClassificationJudge.Truth(Two, "y", model.Classes);
            var rows = new JudgedClasses(truth, truth, model.PredictProbabilities(Two), 2);
            var options = new EvaluateOptions { Resamples = 200, Metrics = [Metric.Named(name)] };
            var slow = FigureIntervals.Of([], rows, FigureIntervals.Each(500), options, 0, () => _ => []).Single().Interval!.Value;

            var fast = CalibrationCurve.Of(model, Two, new CalibrationOptions { Binning = binning, Evaluate = options }).Scores[0].Interval!.Value;

            Oracle.Near(slow.Low, fast.Low, 1e-12); // sums in another order
            Oracle.Near(slow.High, fast.High, 1e-12);
        }
    }
}
