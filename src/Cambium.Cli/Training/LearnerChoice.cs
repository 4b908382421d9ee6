using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>What a training fits: a learner by name, with the steps before it that it needs.</summary>
/// <param name="Kind">The learner's kind in the catalog: "boosted-trees-classifier".</param>
/// <param name="Task">What it is asked to do.</param>
/// <param name="Recipe">The learner, or a pipeline that ends in it.</param>
sealed record LearnerChoice(string Kind, LearningTask Task, Recipe Recipe)
{
    /// <summary>The name of the learner that is used where none is named.</summary>
    internal const string Standard = "boosted-trees";

    /// <summary>Short names that stand for one kind a task.</summary>
    static readonly (string Name, string Classifier, string Regressor)[] Families =
    [
        (Standard, "boosted-trees-classifier", "boosted-trees-regressor"),
        ("linear", "logistic-regression", "linear-regression"),
        ("baseline", "prior-classifier", "mean-regressor"),
    ];

    /// <summary>Every name that --learner takes.</summary>
    internal static IEnumerable<string> Names => Families.Select(family => family.Name).Append(AutoTraining.Name).Concat(RecipeCatalog.Learners);

    /// <summary>Chooses a learner.</summary>
    /// <param name="name">A short name, or a kind of the catalog.</param>
    /// <param name="task">The task that the command line asks for; null: the target tells.</param>
    /// <param name="target">The column to predict; null where none is named.</param>
    /// <param name="settings">The learner's settings as text.</param>
    /// <param name="seed">The learner's seed where it has one and the settings do not name it.</param>
    /// <param name="steps">What goes before the learner; null: what it needs to read any table.</param>
    /// <exception cref="CommandException">The learner is made for another task.</exception>
    /// <exception cref="ArgumentException">A setting is not there, or its value does not fit.</exception>
    internal static LearnerChoice Make(string name, LearningTask? task, Column? target, IReadOnlyDictionary<string, string> settings, long seed, TransformPipeline? steps = null)
    {
        var kind = KindOf(name, task, target);
        var learner = RecipeCatalog.Create(kind, settings);
        var made = TaskOf(learner);
        if (task is { } asked && asked != made)
        {
            throw CommandException.Misuse($"'{kind}' is made for {Word(made)}, but --task asks for {Word(asked)}. Leave out one of the two.");
        }

        if (HasOpenSeed(learner, settings))
        {
            learner = RecipeCatalog.Create(kind, new Dictionary<string, string>(settings) { ["seed"] = seed.ToString(CultureInfo.InvariantCulture) });
        }

        return new LearnerChoice(kind, made, steps is null ? RecipeCatalog.Prepare(learner) : RecipeCatalog.Before(learner, steps));
    }

    /// <summary>Makes sure, before any file is read, that a learner which predicts a column is told which.</summary>
    /// <exception cref="CommandException">There is no such learner, or it needs a target and none is named.</exception>
    internal static void CheckTarget(string name, string? target)
    {
        if (!Names.Contains(name))
        {
            throw CommandException.Misuse($"There is no learner '{name}'.{Suggestion(name)} The learners are: {string.Join(", ", Names)}.");
        }

        if (target is not null)
        {
            return;
        }

        if (Families.Any(family => family.Name == name))
        {
            throw CommandException.Misuse($"'{name}' learns to predict a column. Name it with --target COL; or choose a learner that needs none, as --learner k-means (all: cambium learners).");
        }

        if (RecipeCatalog.Learners.Contains(name) && HasTarget(TaskOf(RecipeCatalog.Create(name, new Dictionary<string, string>()))))
        {
            throw CommandException.Misuse($"'{name}' learns to predict a column. Name it with --target COL.");
        }
    }

    /// <summary>Fits the recipe; one without a target may be given none.</summary>
    internal Model Fit(Table rows, string? target, FitOptions options) => Recipe switch
    {
        Clusterer clusterer when target is null => clusterer.Fit(rows, options),
        OutlierDetector detector when target is null => detector.Fit(rows, options),
        _ => Recipe.Fit(rows, target!, options), // Make asked for one
    };

    /// <summary>The recipe that any real learner of the task must beat.</summary>
    internal static Recipe Baseline(LearningTask task) => task == LearningTask.Classification ? new PriorClassifier() : new MeanRegressor();

    /// <summary>Whether the task has a column to predict.</summary>
    internal static bool HasTarget(LearningTask task) => task is LearningTask.Classification or LearningTask.Regression;

    /// <summary>The task's name for people; --task takes the first two.</summary>
    internal static string Word(LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.Regression => "regression",
        LearningTask.Clustering => "clustering",
        _ => "outlier detection",
    };

    /// <summary>What a recipe does.</summary>
    internal static LearningTask TaskOf(Recipe recipe) => recipe switch
    {
        Classifier => LearningTask.Classification,
        Regressor => LearningTask.Regression,
        Clusterer => LearningTask.Clustering,
        _ => LearningTask.OutlierDetection,
    };

    static string KindOf(string name, LearningTask? task, Column? target)
    {
        foreach (var family in Families)
        {
            if (family.Name == name)
            {
                var asked = task ?? TargetTask.Of(target!); // CheckTarget asked for one
                return asked == LearningTask.Classification ? family.Classifier : family.Regressor;
            }
        }

        return name;
    }

    /// <summary>The nearest spelling, or else the first name that says more, as random-forest-classifier does of random-forest.</summary>
    static string Suggestion(string name) =>
        NearestName.Suggestion(name, Names) is { Length: > 0 } nearest ? nearest
        : Names.FirstOrDefault(known => name.Length >= 3 && known.Contains(name, StringComparison.OrdinalIgnoreCase)) is { } longer ? $" Did you mean '{longer}'?"
        : "";

    static bool HasOpenSeed(Recipe learner, IReadOnlyDictionary<string, string> settings) =>
        RecipeCatalog.Describe(learner).Keys.Any(IsSeed) && !settings.Keys.Any(IsSeed);

    static bool IsSeed(string setting) => setting.Equals("seed", StringComparison.OrdinalIgnoreCase);
}
