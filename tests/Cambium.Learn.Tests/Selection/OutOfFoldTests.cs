using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>What folds answer on the rows that they left out, for every kind of recipe and splitter.</summary>
public sealed class OutOfFoldTests
{
    static readonly Table Classes = ConformanceData.Numbers(120, classes: true);
    static readonly Table Numbers = ConformanceData.Numbers(120, classes: false);

    [Fact]
    public void Answers_stand_in_the_order_of_the_table_and_are_those_of_each_fold()
    {
        var splitter = new GroupKFold("c") { Folds = 3 };

        var result = CrossValidation.Run(new LinearRegression(), Numbers, "y", new CrossValidationOptions { Splitter = splitter });

        var answers = result.OutOfFold!.Column<double>("prediction").Values.ToArray(); // ! a regressor's
        foreach (var split in splitter.Split(Numbers))
        {
            var model = new LinearRegression().Fit(Numbers.Drop("c").Take(split.Train.Span), "y");
            Assert.Equal(model.PredictValues(Numbers.Take(split.Test.Span)), split.Test.Select(row => answers[row]));
        }

        var truth = Numbers.Column<double>("y").Values.ToArray();
        Assert.Equal(Math.Sqrt(truth.Zip(answers, (y, answer) => (y - answer) * (y - answer)).Average()), result.Pooled!["rmse"], 1e-12); // the order of a sum
        Assert.Equal(result.Folds.Select(fold => fold["mae"]), result.Scores.Single(score => score.Name == "mae").Values);
    }

    [Fact]
    public void Rows_tested_more_than_once_get_the_mean_and_rows_never_tested_none()
    {
        var drawn = new ShuffleSplit { Times = 3, TestShare = 0.3, Seed = 2 };

        var result = CrossValidation.Run(new LogisticRegression(), Classes, "y", new CrossValidationOptions { Splitter = drawn });

        var splits = drawn.Split(Classes);
        var answers = result.OutOfFold!; // a classifier's
        var own = splits.Select(split => new LogisticRegression().Fit(Classes.Take(split.Train.Span), "y").PredictProbabilities(Classes)).ToArray();
        for (var row = 0; row < Classes.RowCount; row++)
        {
            var folds = Enumerable.Range(0, 3).Where(fold => splits[fold].Test.Contains(row)).ToArray();
            Assert.Equal(folds.Length == 0, answers["prediction"].IsMissing(row));
            Assert.Equal(folds.Select(fold => own[fold][(2 * row) + 1]).DefaultIfEmpty(double.NaN).Average(), answers.Column<double>("probability_yes").Values[row], 1e-15); // one rounding
        }

        Assert.Equal(splits.SelectMany(split => split.Test).Distinct().Count(), result.Pooled!.Rows);
    }

    [Fact]
    public void A_class_that_a_fold_never_saw_has_probability_0_there()
    {
        var table = Table.Create(
            Column.Of("x", [.. Enumerable.Range(0, 30).Select(row => row % 7 * 1.0)]),
            Column.Of("y", [.. Enumerable.Range(0, 30).Select(row => row < 25 ? row % 2 == 0 ? "a" : "b" : "new")]));

        var result = CrossValidation.Run(new PriorClassifier(), table, "y", new CrossValidationOptions { Splitter = new TimeSeriesSplit { Folds = 2, TestSize = 5 } });

        var last = (ClassificationReport)result.Folds[1];
        Assert.Equal(["a", "b", "new"], last.Classes);
        Assert.Equal(0, last["accuracy"]);
        Assert.Equal(0, result.OutOfFold!.Column<double>("probability_new").Values[27]); // ! a classifier's
        Assert.Equal(-Math.Log(2.220446049250313e-16), last["log_loss"], 1e-12); // the least probability that counts
    }

    [Fact]
    public void Left_out_one_by_one_rows_are_judged_together()
    {
        var result = CrossValidation.Run(new LinearRegression(), Numbers.Slice(0, 25), "y", new CrossValidationOptions { Splitter = new LeaveOneOut() });

        Assert.Equal(25, result.Folds.Count);
        Assert.True(double.IsNaN(result["r2"]));
        Assert.InRange(result.Pooled!["r2"], 0.5, 1);
        Assert.True(result.Pooled["rmse"] > result["rmse"]); // a fold's is the distance itself
    }

    [Fact]
    public void Clusterers_and_outlier_detectors_are_judged_too()
    {
        var table = Numbers.Drop("c");

        var clusters = CrossValidation.Run(new KMeans { Clusters = 3 }, table, "y", new CrossValidationOptions { Folds = 3 });
        var outliers = CrossValidation.Run(new IsolationForest { Trees = 10 }, table, "y", new CrossValidationOptions { Splitter = new ShuffleSplit { Times = 2 } });

        Assert.Null(clusters.OutOfFold);
        Assert.Equal(3, clusters.Scores.Single(score => score.Name == "silhouette").Values.Count);
        Assert.Null(outliers.Pooled);
        Assert.Equal(["outlier", "score"], outliers.OutOfFold!.Columns.Select(column => column.Name)); // ! a detector's
        Assert.InRange(outliers.OutOfFold["outlier"].MissingCount, 72, 95); // two draws of 24 of 120
        Assert.Equal(outliers.OutOfFold["outlier"].MissingCount, outliers.OutOfFold["score"].MissingCount);
    }

    [Fact]
    public void Every_splitter_gives_the_same_result_at_any_thread_count()
    {
        Splitter[] splitters = [new StratifiedGroupKFold("y", "c") { Folds = 3 }, new RepeatedFolds(new KFold { Folds = 3 }) { Times = 2 }, new BootstrapSplit { Times = 5 }];
        foreach (var splitter in splitters)
        {
            var results = new[] { 1, 2, 7 }.Select(threads => CrossValidation.Run(
                new BoostedTreesClassifier { Trees = 5 }, Classes, "y", new CrossValidationOptions { Splitter = splitter, MaxThreads = threads })).ToArray();

            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);
            Assert.Equal(results[0].GetHashCode(), results[2].GetHashCode());
        }
    }

    [Fact]
    public void A_column_that_rows_are_split_by_is_no_feature_unless_asked_for_or_named_by_the_recipe()
    {
        // The group tells the target outright; who learns from it is right on every row.
        var table = Classes.With(Column.Of("g", [.. Enumerable.Range(0, 120).Select(row => Classes["y"].Format(row) == "yes" ? row % 40 : 40.0 + (row % 40))])).Select("g", "c", "y");
        var options = new CrossValidationOptions { Splitter = new GroupKFold("g") { Folds = 3 } };
        var tree = new DecisionTreeClassifier();

        var without = CrossValidation.Run(tree, table, "y", options);
        var with = CrossValidation.Run(tree, table, "y", options with { SplitColumnsAreFeatures = true });
        var named = CrossValidation.Run(new Standardize { Columns = ["g"] }.Then(tree), table, "y", options);

        Assert.InRange(without["accuracy"], 0, 0.8);
        Assert.InRange(with["accuracy"], 0.95, 1);
        Assert.InRange(named["accuracy"], 0.95, 1);
    }

    [Fact]
    public void A_recipe_may_be_chosen_in_each_fold_from_its_training_rows_alone()
    {
        var table = Numbers.With(Column.Of("row", [.. Enumerable.Range(0, 120).Select(row => (long)row)]));
        var seen = new List<string>();
        var options = new CrossValidationOptions { Splitter = new GroupKFold("row") { Folds = 4 }, MaxThreads = 1 };

        var nested = CrossValidation.Run(Choose, table, "y", options);
        var plain = CrossValidation.Run(new LinearRegression { L2 = 0.5 }, table, "y", options);

        Recipe Choose(Table train)
        {
            Assert.Contains("row", train.Columns.Select(column => column.Name)); // so that inner folds can be grouped as well
            seen.Add(string.Join(' ', train.Column<long>("row").Values.ToArray()));
            return new LinearRegression { L2 = 0.5 };
        }

        Assert.Equal(options.Splitter.Split(table).Select(split => string.Join(' ', split.Train)), seen);
        Assert.Equal(plain, nested);
    }

    [Fact]
    public void A_fold_that_cannot_be_learned_from_is_named_the_first_of_them_at_any_thread_count()
    {
        var table = Table.Create(Column.Of("x", [.. Enumerable.Range(0, 12).Select(row => row * 1.0)]), Column.Of("y", [.. Enumerable.Range(0, 12).Select(row => row < 9 ? "a" : "b")]));
        foreach (var threads in new[] { 1, 2, 7 })
        {
            var problem = Assert.Throws<TableException>(() => CrossValidation.Run(
                new LogisticRegression(), table, "y", new CrossValidationOptions { MaxThreads = threads, Splitter = new TimeSeriesSplit { Folds = 3, TestSize = 1 } }));

            Assert.Equal("Fold 1 of 3: The table cannot be learned from: every row's target 'y' is 'a'; a classifier needs rows of at least two classes.", problem.Message);
        }
    }
}
