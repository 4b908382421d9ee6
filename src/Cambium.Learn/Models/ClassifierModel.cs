using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A fitted classifier.</summary>
public abstract class ClassifierModel : Model
{
    private protected ClassifierModel(Schema input, string target, EquatableArray<string> classes)
        : base(input, target) =>
        Classes = classes;

    /// <summary>
    /// The classes: whole numbers in numeric order, false before true, all else in ordinal order. With two classes, the second is the
    /// positive one, whose probability the scores of a report are about.
    /// </summary>
    public EquatableArray<string> Classes { get; }

    /// <inheritdoc/>
    public override Schema Output =>
        new([
            new Field("prediction", ColumnType.Category) { Levels = Classes },
            .. Classes.Select(name => new Field($"probability_{name}", ColumnType.Float64)),
        ]);

    /// <inheritdoc/>
    public abstract override Classifier Recipe { get; }

    /// <summary>The probability of each class for each row, n × k, row-major; each row adds up to 1.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public abstract double[] PredictProbabilities(Table rows);

    /// <inheritdoc/>
    public override Table Predict(Table rows) => Answers(rows, PredictProbabilities(rows));

    /// <summary>The called class and the probability of each class, as columns.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="probabilities">Theirs, n × k, row-major.</param>
    private protected Table Answers(Table rows, double[] probabilities)
    {
        var columns = new Column[Classes.Count + 1];
        columns[0] = new CategoryColumn("prediction", Decide(rows, probabilities), Classes);
        for (var place = 0; place < Classes.Count; place++)
        {
            var ofClass = new double[probabilities.Length / Classes.Count];
            for (var row = 0; row < ofClass.Length; row++)
            {
                ofClass[row] = probabilities[(row * Classes.Count) + place];
            }

            columns[place + 1] = Column.Of($"probability_{Classes[place]}", ofClass);
        }

        return Table.Create(columns);
    }

    /// <inheritdoc/>
    public override ClassificationReport Evaluate(Table test) => Evaluate(test, new EvaluateOptions());

    /// <summary>Compares the model's decisions between the groups of a column. Only for two classes.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target.</param>
    /// <param name="by">A column of categories, texts, truths or whole numbers; the model need not read it.</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="InvalidOperationException">The model tells more than two classes apart.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public GroupComparison CompareGroups(Table test, string by)
    {
        if (Classes.Count != 2)
        {
            throw new InvalidOperationException($"Groups are compared for models of two classes; this one tells {Classes.Count} apart.");
        }

        GroupKeys.ThrowIfTarget(Target, [by]);
        var truth = ClassificationJudge.Truth(test, Target, Classes);
        return GroupComparison.Of(test[by], Classes[1], truth, Decide(test, PredictProbabilities(test)));
    }

    /// <summary>Compares the model's decisions and probabilities between groups by every figure of fairness, each with its interval and in words.</summary>
    /// <param name="test">Rows that the model was not fitted on, with the target and the columns of the groups.</param>
    /// <param name="options">The columns of the groups, and the class that counts as the decision.</param>
    /// <exception cref="ArgumentException">A column is not there, or the class to count is not known or not named.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or the columns make no groups, one group, or are mostly missing.</exception>
    public GroupComparison CompareGroups(Table test, FairnessOptions options)
    {
        var (keys, positive, decisions) = Decided(test, options);
        return GroupAudit.Of(keys, Classes[positive], decisions, Read(test), options);
    }

    /// <summary>The groups with the counts of every threshold.</summary>
    internal (GroupComparison Groups, ThresholdSweep Thresholds) SweepGroups(Table test, FairnessOptions options)
    {
        var (keys, positive, decisions) = Decided(test, options);
        double? own = Classes.Count != 2 || DecidesByRow ? null : positive == 1 ? OwnThreshold ?? 0.5 : 1 - (OwnThreshold ?? 0.5);
        return (
            GroupAudit.Of(keys, Classes[positive], decisions, Read(test), options),
            ThresholdSweep.Of(keys, Classes[positive], decisions, own, options.SmallGroup));
    }

    Table Read(Table test) => test.Select([.. Input.Fields.Select(field => field.Name)]);

    (GroupKeys Keys, int Positive, Decisions Decisions) Decided(Table test, FairnessOptions options)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        GroupKeys.ThrowIfTarget(Target, options.Columns);
        var keys = GroupKeys.Of(test, options);
        var positive = GroupComparison.PositiveOf(Classes, options);
        var judged = Judge(test);
        var probabilities = new double[judged.Truth.Length];
        for (var row = 0; row < probabilities.Length; row++)
        {
            probabilities[row] = judged.Probabilities[(row * Classes.Count) + positive];
        }

        return (keys, positive, new Decisions(GroupComparison.Is(judged.Truth, positive), GroupComparison.Is(judged.Called, positive), probabilities));
    }

    /// <inheritdoc/>
    public override ClassificationReport Evaluate(Table test, EvaluateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rows = Judge(test);
        return ClassificationJudge.Report(rows, Classes, FigureIntervals.Units(test, options.GroupBy), options);
    }

    internal override JudgedClasses Judge(Table test)
    {
        var truth = ClassificationJudge.Truth(test, Target, Classes);
        var probabilities = PredictProbabilities(test);
        return new JudgedClasses(truth, Decide(test, probabilities), probabilities, Classes.Count);
    }

    private protected override (string Name, Func<Table, double> Of) WatchedScore(Table test)
    {
        var watched = Watch(test, metric: null);
        return (watched.Name, rows => watched.Score(watched.Ask(rows)));
    }

    private protected override WatchedAnswers Watch(Table test, Metric? metric)
    {
        _ = metric?.CheckedFor("classifiers");
        var truth = ClassificationJudge.Truth(test, Target, Classes);
        return metric is not null
            ? new WatchedAnswers(metric.Name, metric.HigherIsBetter, Judgeable, answers => metric.Judge(Judged(truth, answers)))
            : Classes.Count == 2
                ? new WatchedAnswers("roc_auc", true, PredictProbabilities, answers => ClassificationJudge.RocAuc(truth, answers, 2))
                : new WatchedAnswers("accuracy", true, Judgeable, answers => ClassificationJudge.Accuracy(truth, Judged(truth, answers).Called));
    }

    /// <summary>The probabilities of the rows; behind them, where calls depend on more, what each row is called.</summary>
    double[] Judgeable(Table rows)
    {
        var probabilities = PredictProbabilities(rows);
        return DecidesByRow ? [.. probabilities, .. Decide(rows, probabilities).Select(place => (double)place)] : probabilities;
    }

    /// <summary>What <see cref="Judgeable"/> gave, with the truth.</summary>
    JudgedClasses Judged(int[] truth, double[] answers)
    {
        var probabilities = answers[..(truth.Length * Classes.Count)];
        var called = DecidesByRow ? Array.ConvertAll(answers[probabilities.Length..], place => (int)place) : Decide(probabilities);
        return new JudgedClasses(truth, called, probabilities, Classes.Count);
    }

    /// <summary>The probability of the second class from which on a row is called so, where the model has one of its own; null: a row is called what is most probable, or calls depend on more.</summary>
    internal virtual double? OwnThreshold => null;

    /// <summary>Whether calls depend on more than the probabilities, such as a row's group.</summary>
    internal virtual bool DecidesByRow => false;

    /// <summary>The place of the class that each of the rows is called.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="probabilities">Theirs, n × k, row-major.</param>
    internal virtual int[] Decide(Table rows, ReadOnlySpan<double> probabilities) => Decide(probabilities);

    /// <summary>The place of the class that each row is called: the most probable one, unless the model has a threshold of its own.</summary>
    /// <param name="probabilities">n × k, row-major.</param>
    internal virtual int[] Decide(ReadOnlySpan<double> probabilities) => MostProbable(probabilities, Classes.Count);

    /// <summary>The place of the most probable class of each row, the first of equals.</summary>
    /// <param name="probabilities">n × k, row-major.</param>
    /// <param name="classes">k.</param>
    internal static int[] MostProbable(ReadOnlySpan<double> probabilities, int classes)
    {
        var places = new int[probabilities.Length / classes];
        for (var row = 0; row < places.Length; row++)
        {
            var ofRow = probabilities.Slice(row * classes, classes);
            for (var place = 1; place < classes; place++)
            {
                if (ofRow[place] > ofRow[places[row]])
                {
                    places[row] = place;
                }
            }
        }

        return places;
    }
}
