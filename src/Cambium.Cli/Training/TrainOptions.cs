using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The words of "cambium train".</summary>
sealed class TrainOptions
{
    /// <summary>The most bytes of a file of steps or of a space of settings.</summary>
    internal const int MostStepsBytes = 1 << 20;

    const double MostHeldOut = 0.9;

    static readonly string[] Methods = [.. Enum.GetNames<CalibrationMethod>().Select(name => name.ToLowerInvariant())];

    internal Argument<string> Data { get; } = ToolOptions.Data();

    internal Option<string?> Target { get; } = new("--target")
    {
        HelpName = "COL",
        Description = "The column to predict. Not needed by learners that group rows or find outliers; they leave it out.",
    };

    internal Option<string> Learner { get; } = new("--learner")
    {
        HelpName = "NAME",
        Description = $"What to fit: boosted-trees, linear, baseline, auto (tries many), or any kind that \"cambium learners\" lists. Default: {LearnerChoice.Standard}.",
        DefaultValueFactory = _ => LearnerChoice.Standard,
    };

    internal Option<string?> Budget { get; } = new("--budget")
    {
        HelpName = "TIME",
        Description = $"How long --learner {AutoTraining.Name} may try learners, such as 30s, 5m or 1h. Default: {AutoTraining.StandardBudget}.",
    };

    internal Option<string?> Task { get; } = new("--task")
    {
        HelpName = "TASK",
        Description = $"classification or regression. Default: by the target; texts, truths and up to {TargetTask.MostIntegerClasses} distinct whole numbers are classes.",
    };

    internal Option<string[]> Set { get; } = new("--set") { HelpName = "KEY=VALUE", Description = "A setting of the learner, such as trees=300. Repeatable." };

    internal Option<string?> Calibrate { get; } = new("--calibrate")
    {
        HelpName = "METHOD",
        Description = $"Calibrate the probabilities on rows left out in turn: {string.Join(", ", Methods)}. Costs five fits more.",
    };

    internal Option<string?> ThresholdFor { get; } = new("--threshold-for")
    {
        HelpName = "GOAL",
        Description = $"Keep the threshold that serves a goal best on rows left out in turn: {ThresholdGoals.Words}. For two classes; costs five times the fits.",
    };

    internal Option<string?> Steps { get; } = new("--steps")
    {
        HelpName = "FILE",
        Description = "A YAML file of the steps that go before the learner. Default: those that the learner needs to read any table.",
    };

    internal Option<double> Test { get; } = NumberOption.Share("--test", "SHARE", 0.2, MostHeldOut, "Share of rows held out to judge the model by; 0: none. Default: 0.2.");

    internal Option<int> Folds { get; } = NumberOption.Whole("--cv", "K", 0, 0, 1000, "Cross-validate over K folds of the learning rows first. Default: 0, do not.");

    internal Option<double> Interval { get; } = NumberOption.Share(
        "--interval", "SHARE", 0, 0.9999, "Also answer with an interval, or of classes a set, that holds the truth for this share of new rows, such as 0.9. Default: 0, do not.");

    internal SplitArguments Splits { get; } = new();

    internal Option<long> Seed { get; } = NumberOption.Seed();

    internal Option<string[]> Drop { get; } = new("--drop") { HelpName = "COL,...", Description = "Columns to leave out. Repeatable." };

    internal Option<string[]> AllowLeak { get; } = new("--allow-leak")
    {
        HelpName = "COL,...",
        Description = "Columns that may tell the target, because they are known before it is. Without it, training stops at columns that give the answer away. Repeatable.",
    };

    internal Option<string?> EventTime { get; } = new("--event-time")
    {
        HelpName = "COL",
        Description = "The date column that says when the answer of a row is asked for: the newest rows are held out, folds of --cv are judged after earlier rows, later dates in other columns are leaks, and it is no feature.",
    };

    internal Option<string?> Weight { get; } = new("--weight") { HelpName = "COL", Description = "The column that holds a weight for each row; it is no feature." };

    internal Option<string?> Experiment { get; } = new("--experiment") { HelpName = "NAME", Description = "The experiment that the run belongs to. Default: the name of the data file." };

    internal Option<string?> Register { get; } = new("--register") { HelpName = "NAME", Description = "Register the model as the next version of this name." };

    internal Option<bool> NoSample { get; } = new("--no-sample")
    {
        Description = $"Keep no rows. Else, for models whose SHAP values are exact and quick, up to {ExplainedSample.MostRows} held-out rows are kept on the run with their values, explained for its pages.",
    };

    internal Option<string?> Out { get; } = new("--out") { HelpName = "DIR", Description = "Also save the model to this folder." };

    internal Option<string> Store { get; } = ToolOptions.Store();

    internal Option<string?> Artifacts { get; } = ToolOptions.Artifacts();

    internal CsvArguments Csv { get; } = new();

    /// <summary>Gives a command these words.</summary>
    internal void AddTo(Command command)
    {
        AddTo(command, Folds);
        foreach (var option in new Option[] { Budget, Interval, Calibrate, ThresholdFor })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Gives a command these words, with another option for the number of folds.</summary>
    internal void AddTo(Command command, Option<int> folds)
    {
        command.Arguments.Add(Data);
        foreach (var option in new Option[] { Target, Learner, Set, Steps, Task, Test, folds, Seed, Drop, AllowLeak, EventTime, Weight, Experiment, Register, NoSample, Out, Store, Artifacts })
        {
            command.Options.Add(option);
        }

        Splits.AddTo(command);
        Csv.AddTo(command);
    }

    /// <summary>The task that is asked for; null where the target is to tell.</summary>
    /// <exception cref="CommandException">The word is no task.</exception>
    internal LearningTask? TaskOf(Invocation invocation) => invocation.Value(Task) switch
    {
        null => null,
        "classification" => LearningTask.Classification,
        "regression" => LearningTask.Regression,
        var other => throw CommandException.Misuse($"--task takes classification or regression, not '{other}'.{Cambium.Data.NearestName.Suggestion(other, ["classification", "regression"])}"),
    };

    /// <summary>The learner's settings by name.</summary>
    /// <exception cref="CommandException">A word is no setting, or one comes twice.</exception>
    internal IReadOnlyDictionary<string, string> SettingsOf(Invocation invocation)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in invocation.Value(Set) ?? [])
        {
            var equals = text.IndexOf('=');
            if (equals < 1)
            {
                throw CommandException.Misuse($"--set takes KEY=VALUE, such as --set trees=300, not '{text}'.");
            }

            if (!settings.TryAdd(text[..equals].Trim(), text[(equals + 1)..].Trim()))
            {
                throw CommandException.Misuse($"--set names '{text[..equals].Trim()}' twice. Give it once.");
            }
        }

        return settings;
    }

    /// <summary>The steps of the file that is named; null where none is.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    /// <exception cref="TableException">It is no file of steps.</exception>
    internal TransformPipeline? StepsOf(Invocation invocation)
    {
        if (invocation.Value(Steps) is not { } path)
        {
            return null;
        }

        return File.Exists(path)
            ? RecipeCatalog.StepsFromYaml(WholeFile.ReadText(path, MostStepsBytes, "a file of steps"), path)
            : throw CommandException.Failed($"There is no file '{path}' of steps. Name a YAML file that begins with 'steps:'.");
    }

    /// <summary>Puts around a recipe what calibrates it and keeps a threshold, each fitted on rows that the recipe, its steps included, is not.</summary>
    /// <exception cref="CommandException">A word is no method or no goal, or the recipe tells no classes apart.</exception>
    internal LearnerChoice Around(Invocation invocation, LearnerChoice choice, Column? target)
    {
        var (method, goal) = (invocation.Value(Calibrate), invocation.Value(ThresholdFor) is { } text ? ThresholdGoals.Of(text) : null);
        if (method is not null && !Methods.Contains(method))
        {
            throw CommandException.Misuse($"--calibrate takes {string.Join(", ", Methods)}, not '{method}'.{NearestName.Suggestion(method, Methods)}");
        }

        if (method is null && goal is null)
        {
            return choice;
        }

        var word = method is null ? "--threshold-for" : "--calibrate";
        if (choice.Kind == AutoTraining.Name)
        {
            throw CommandException.Misuse($"{word} goes with one learner; --learner {AutoTraining.Name} tries many and calls by its own. Leave one out.");
        }

        if (choice.Recipe is not Classifier classifier)
        {
            throw CommandException.Misuse($"{word} is for classification; this is {LearnerChoice.Word(choice.Task)}. Leave it out.");
        }

        if (invocation.Value(Splits.Group) is not null)
        {
            throw CommandException.Misuse($"{word} leaves rows out one by one, which parts those of a --group. Leave one of the two out; a threshold for grouped rows: cambium evaluate --threshold-for GOAL --group COL.");
        }

        if (goal is not null)
        {
            ThresholdGoals.Check(target!); // a classifier has one
        }

        var seed = invocation.Value(Seed);
        classifier = method is null ? classifier : new CalibratedClassifier { Base = classifier, Method = Enum.Parse<CalibrationMethod>(method, ignoreCase: true), Seed = seed };
        return choice with { Recipe = goal is null ? classifier : ThresholdClassifier.For(classifier, goal) with { Seed = seed } };
    }

    /// <summary>The columns to leave out.</summary>
    internal string[] DropOf(Invocation invocation) => ColumnsOf(invocation, Drop);

    /// <summary>What a look for leaks should know.</summary>
    internal LeakageOptions LeaksOf(Invocation invocation) => new()
    {
        Allowed = ColumnsOf(invocation, AllowLeak).ToEquatableArray(),
        EventTime = invocation.Value(EventTime),
    };

    static string[] ColumnsOf(Invocation invocation, Option<string[]> option) =>
        [.. (invocation.Value(option) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
}
