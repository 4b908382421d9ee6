using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fits on some rows of a table and judges by others. All folds share one.</summary>
sealed class FoldRunner
{
    readonly Func<Table, Recipe> _choose;
    readonly string _target;
    readonly CrossValidationOptions _options;
    readonly EquatableArray<string> _keys;
    readonly Lazy<EquatableArray<string>> _classes;

    /// <summary>Makes a runner.</summary>
    /// <param name="choose">Gives the recipe from the training rows, which still have the columns that rows are split by.</param>
    /// <param name="table">All rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="splitter">How the rows are split.</param>
    /// <param name="options">Weights, features, cancellation.</param>
    internal FoldRunner(Func<Table, Recipe> choose, Table table, string target, Splitter splitter, CrossValidationOptions options)
    {
        _choose = choose;
        Table = table;
        _target = target;
        _options = options;
        _keys = options.SplitColumnsAreFeatures ? [] : splitter.KeyColumns.Where(name => name != target && name != options.Weight).ToEquatableArray();
        _classes = new Lazy<EquatableArray<string>>(() => ClassLabels.ClassesOf(table[target]));
    }

    /// <summary>All rows.</summary>
    internal Table Table { get; }

    /// <summary>The classes of all rows; a fold whose training rows lack one answers 0 for it.</summary>
    internal EquatableArray<string> Classes => _classes.Value;

    /// <summary>How rows are split where the options do not say.</summary>
    internal static Splitter SplitterOf(Recipe recipe, string target, CrossValidationOptions options) =>
        options.Splitter
        ?? (recipe is Classifier ? new StratifiedKFold(target) { Folds = options.Folds, Seed = options.Seed } : new KFold { Folds = options.Folds, Seed = options.Seed });

    /// <summary>Fits on the training rows and judges by the test's.</summary>
    /// <param name="train">Positions of the rows to learn from.</param>
    /// <param name="test">Positions of the rows to judge by.</param>
    /// <param name="judgeTraining">Whether the rows learned from are judged too.</param>
    /// <param name="threads">Most threads to use.</param>
    /// <param name="progress">Told of the fit. Null: nobody.</param>
    internal FoldOutcome Run(ReadOnlySpan<int> train, ReadOnlySpan<int> test, bool judgeTraining, int threads, IProgress<FitProgress>? progress)
    {
        var rows = Table.Take(train);
        var recipe = _choose(rows);
        var left = KeysOf(recipe);
        var fit = new FitOptions { Weight = _options.Weight, MaxThreads = threads, Progress = progress, CancellationToken = _options.CancellationToken };
        var model = recipe.Fit(rows.Drop(left), _target, fit);
        var (report, numbers, calls) = Judge(model, Table.Take(test));
        return new FoldOutcome(report, judgeTraining ? Judge(model, rows).Report : null, model, numbers, calls);
    }

    /// <summary>The report of judged classes, without intervals.</summary>
    internal ClassificationReport Report(int[] truth, double[] probabilities, int[] called) =>
        ClassificationJudge.Report(new JudgedClasses(truth, called, probabilities, Classes.Count), Classes, FigureIntervals.Each(truth.Length), Judging);

    /// <summary>The report of judged numbers, without intervals.</summary>
    internal RegressionReport Report(double[] truth, double[] values) => RegressionJudge.Report(truth, values, Judging);

    EvaluateOptions Judging => EvaluateOptions.WithoutIntervals with { Metrics = _options.Metrics };

    /// <summary>The columns that are no features: those that rows are split by, unless the recipe names them.</summary>
    string[] KeysOf(Recipe recipe)
    {
        if (_keys.Count == 0)
        {
            return [];
        }

        var named = RecipeCatalog.Describe(recipe).Values.SelectMany(value => value.Split([',', ';'], StringSplitOptions.TrimEntries)).ToHashSet();
        return [.. _keys.Where(key => !named.Contains(key))];
    }

    (Report Report, double[] Numbers, int[] Calls) Judge(Model model, Table test)
    {
        switch (model)
        {
            case ClassifierModel classifier:
                var truth = ClassificationJudge.Truth(test, _target, Classes);
                var (probabilities, called) = Parts.Answers(classifier, test, Classes);
                return (Report(truth, probabilities, called), probabilities, called);
            case RegressorModel regressor:
                var numbers = RegressionJudge.Truth(test, _target);
                var values = regressor.PredictValues(test);
                return (Report(numbers, values), values, []);
            case OutlierDetectorModel detector:
                var scores = detector.PredictScores(test);
                return (OutlierJudge.Report(scores, detector.Threshold), scores, Array.ConvertAll(scores, score => score > detector.Threshold ? 1 : 0));
            default:
                return (model.Evaluate(test, EvaluateOptions.WithoutIntervals), [], []);
        }
    }
}
