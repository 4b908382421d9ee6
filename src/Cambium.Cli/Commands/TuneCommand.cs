using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Searches the settings of a learner as a tracked run, and keeps the model of the best.</summary>
sealed class TuneCommand : ToolCommand
{
    /// <summary>Marks the runs of searches.</summary>
    const string SearchTag = "search";

    readonly TuneOptions _options = new();

    internal TuneCommand()
        : base(
            "tune",
            "Search the settings of a learner by cross-validation, each trial a nested run, and keep the model of the best.",
            "cambium tune samples/mortgages.csv --target deny --space 'trees=20..200 learning-rate=log(0.02..0.3)' --trials 30",
            "cambium tune samples/diabetes.csv --target progression --learner ridge --space 'l2=log(0.001..100)' --budget 60s",
            "cambium tune samples/iris.csv --target species --learner random-forest-classifier --space 'max-depth=1..9' --scheduler asha --resume") =>
        _options.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var train = _options.Train;
        var terminal = invocation.Terminal;
        var target = invocation.Value(train.Target) ?? throw CommandException.Misuse("Tuning needs a column to predict. Name it with --target COL.");
        TrainCommand.CheckNewName(invocation.Value(train.Register));
        TrainCommand.CheckFolder(invocation.Value(train.Out));
        var (text, yaml, options) = (_options.SpaceOf(invocation), _options.YamlOf(invocation), _options.SearchOf(invocation));
        var (group, time) = (invocation.Value(train.Splits.Group), invocation.Value(train.EventTime));
        train.Splits.CheckFit(invocation, target, time);
        var data = TrainingData.Read(invocation, train);
        var table = TrainingTable.Columns(data.Table, target, invocation.Value(train.Weight), train.DropOf(invocation), group);
        var (space, name, task) = SpaceOf(invocation, table[target], text, yaml);
        var (all, leaks) = TrainCommand.Split(invocation, train, table, task);
        var rows = all.Without(time).Without(group);
        CheckTrials(all.Learn[target], task, name, invocation.Value(_options.Folds));
        options = options with { Validation = options.Validation with { Splitter = train.Splits.SplitterOf(invocation, task, target, time, invocation.Value(_options.Folds), options.Seed) } };
        terminal.Line($"[bold]{name}[/] is tuned for '{target}' of {data.FileName} ({LearnerChoice.Word(task)})");
        terminal.Line($"  {TrainCommand.RowsSentence(rows)}");
        foreach (var finding in leaks?.Findings ?? [])
        {
            terminal.Paragraph(2, $"[yellow]{finding.Message}[/]");
        }

        using var tracker = Tracker.Open(invocation.Value(train.Store)!, invocation.Value(train.Artifacts), TimeProvider.System); // has a default
        var experiment = invocation.Value(train.Experiment) ?? data.Title;
        var words = Describe(invocation, space, options);
        using var search = Open(invocation, tracker, experiment, name, data, rows.Learn, words);
        search.Run.Tag("data.file", data.Words);
        search.Run.Tag("target", target);
        foreach (var (word, value) in words)
        {
            search.Run.Parameter(word, value);
        }

        search.Describe(space, options);
        var report = Watch.OverShare(
            terminal,
            "search",
            share => Search.Run(
                space, all.Learn, target, options with { Earlier = search.Earlier, Progress = new TrialWatch(search, Math.Max(1, options.Trials - search.Earlier.Count), options.Budget, share) }),
            LeaderboardView.Counts);
        if (invocation.CancellationToken.IsCancellationRequested)
        {
            throw new StoppedException($"Stopped before the end, as asked, after {Figure.Count(report.Trials.Count(trial => trial.Status != TrialStatus.Running), "trial")}. The same words with --resume go on from there.");
        }

        if (report.BestRecipe is not { } recipe)
        {
            search.Run.Log(report);
            throw CommandException.Failed(NoneEnded(report));
        }

        terminal.Show(LeaderboardView.Of(report, terminal.Width));
        if (report.Importances.Count > 0)
        {
            terminal.Paragraph(2, $"What explains the differences: {LeaderboardView.Importances(report)}");
        }

        var fit = new FitOptions { Weight = invocation.Value(train.Weight), CancellationToken = invocation.CancellationToken };
        var model = Watch.Over(terminal, $"fit trial {report.Best!.Number} to all rows to learn from", 1, progress => recipe.Fit(rows.Learn, target, fit with { Progress = progress })); // its recipe is there
        search.Run.Log(recipe);
        search.Run.Log(model);
        var judgement = rows.HeldOut is null ? null : TrainCommand.Judge(invocation, train, task, model, rows, fit, search.Run);
        search.Complete(report);
        Show(invocation, tracker, new Tuned(search.Run.Id, experiment, target, name, data, report, model, judgement, rows));
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>Refuses, before any trial, what every trial would fail at.</summary>
    static void CheckTrials(Column target, LearningTask task, string name, int folds)
    {
        if (target.Length < folds)
        {
            throw CommandException.Failed($"{Figure.Count(target.Length, "row")} to learn from {(target.Length == 1 ? "is" : "are")} too few for {folds} folds. Give more rows, or a smaller --cv.");
        }

        if (task == LearningTask.Regression)
        {
            var problems = new List<string>();
            _ = RegressionData.ReadTarget(target, problems);
            if (problems.Count > 0)
            {
                throw CommandException.Failed($"'{name}' cannot learn this: {string.Join("; ", problems)}. Choose another --learner or --target.");
            }

            return;
        }

        if (ClassLabels.Problem(target) is { } problem)
        {
            throw CommandException.Failed($"'{name}' cannot learn this: {problem}. Choose another --learner or --target.");
        }

        if (ClassLabels.ClassesOf(target) is [var only])
        {
            throw CommandException.Failed($"Every row to learn from has '{only}' as its '{target.Name}', so there is nothing to tell apart. Choose another --target, or rows of two classes.");
        }
    }

    static string NoneEnded(SearchReport report)
    {
        var failed = report.Trials.FirstOrDefault(trial => trial.Error is not null);
        return $"None of {Figure.Count(report.Trials.Count, "trial")} came to its end, so there is no model. " +
            (failed is null ? "Give the search more --budget." : $"Trial {failed.Number} failed: {failed.Error}");
    }

    (SearchSpace Space, string Name, LearningTask Task) SpaceOf(Invocation invocation, Column target, string text, string? yaml)
    {
        var train = _options.Train;
        if (yaml is null ? SearchSpace.IsChoice(text) : SpaceYaml.IsChoice(text, yaml))
        {
            if (invocation.Words.GetResult(train.Learner) is { Implicit: false } || train.SettingsOf(invocation).Count > 0)
            {
                throw CommandException.Misuse("--space names its learners itself. Leave out --learner and --set.");
            }

            var space = yaml is null ? SearchSpace.Parse(text) : SearchSpace.FromYaml(text, yaml);
            return (space, string.Join(" | ", space.Branches.Select(branch => branch.Name.Length > 0 ? branch.Name : RecipeCatalog.KindOf(branch.Recipe))), LearnerChoice.TaskOf(space.Branches[0].Recipe));
        }

        var choice = LearnerChoice.Make(invocation.Value(train.Learner)!, train.TaskOf(invocation), target, train.SettingsOf(invocation), invocation.Value(train.Seed)); // has a default
        return LearnerChoice.HasTarget(choice.Task)
            ? (yaml is null ? SearchSpace.Parse(choice.Recipe, text) : SearchSpace.FromYaml(choice.Recipe, text, yaml), choice.Kind, choice.Task)
            : throw CommandException.Misuse($"Tuning ranks answers by a target, but {LearnerChoice.Word(choice.Task)} has none.");
    }

    /// <summary>A new run, or the one to go on with.</summary>
    SearchRun Open(Invocation invocation, Tracker tracker, string experiment, string name, TrainingData data, Table learn, IReadOnlyList<(string Name, string Value)> words)
    {
        if (invocation.Words.GetResult(_options.Resume) is not { Implicit: false })
        {
            var started = tracker.StartSearch(experiment, $"tune {name}");
            started.Run.Tag(SearchTag, "tune");
            data.NoteOn(started.Run);
            started.Run.Log(learn);
            return started;
        }

        var found = invocation.Value(_options.Resume) is { } id ? tracker.FindRun(id) : Newest(tracker, experiment);
        if (found.Tags.GetValueOrDefault("data.fingerprint") is { } known && known != learn.Fingerprint())
        {
            throw CommandException.Failed($"Run {found.Id} searched other rows than these, so its trials say nothing about them. Give the same data, --test, --drop and --seed, or begin anew without --resume.");
        }

        foreach (var (word, value) in words)
        {
            if (found.Parameters.TryGetValue(word, out var first) && first != value)
            {
                throw CommandException.Failed(
                    $"Run {found.Id} searched with {word} '{first}', not '{value}', so its trials are of another search. Give the same words as at first, or begin anew without --resume.");
            }
        }

        var search = tracker.ResumeSearch(found.Id);
        invocation.Terminal.Line($"  goes on with run {found.Id[..8]} after {Figure.Count(search.Earlier.Count, "trial")}");
        return search;
    }

    static RunInfo Newest(Tracker tracker, string experiment)
    {
        var place = tracker.Experiments().FirstOrDefault(known => known.Name == experiment);
        var runs = place is null ? [] : tracker.Runs(place.Id);
        return runs.FirstOrDefault(run => run.Tags.ContainsKey(SearchTag) && run.Status != RunStatus.Finished)
            ?? throw CommandException.Failed($"The experiment '{experiment}' has no search that was cut off. Leave out --resume to begin one.");
    }

    /// <summary>What is searched and how, as parameters of the run. A parameter never changes, so that a search which goes on must be the same.</summary>
    (string Name, string Value)[] Describe(Invocation invocation, SearchSpace space, SearchOptions options)
    {
        var train = _options.Train;
        return
        [
            ("search.learners", string.Join(" | ", space.Branches.Select(branch => RecipeCatalog.KindOf(branch.Recipe)))),
            ("search.settings", string.Join(' ', train.SettingsOf(invocation).OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}"))),
            ("search.space", space.ToString()),
            ("search.trials", options.Trials.ToString(CultureInfo.InvariantCulture)),
            ("search.sampler", invocation.Value(_options.Sampler)!), // has a default
            ("search.scheduler", invocation.Value(_options.Scheduler) is { } scheduler ? $"{scheduler} of {invocation.Value(_options.Resource)}" : "none"),
            ("search.metrics", string.Join(',', options.Metrics)),
            ("search.folds", $"{options.Validation.Splitter}"),
            ("search.seed", options.Seed.ToString(CultureInfo.InvariantCulture)),
            ("test_share", invocation.Value(train.Test).ToString(CultureInfo.InvariantCulture)),
        ];
    }

    void Show(Invocation invocation, Tracker tracker, Tuned tuned)
    {
        var (train, terminal) = (_options.Train, invocation.Terminal);
        var version = invocation.Value(train.Register) is { } register ? tracker.Register(register, tuned.RunId) : null;
        var folder = invocation.Value(train.Out);
        if (folder is not null)
        {
            tuned.Model.Save(folder);
        }

        if (tuned.Judgement is { } judgement)
        {
            TrainCommand.Show(terminal, judgement, tuned.Rows, tuned.Target);
        }

        terminal.Line();
        terminal.Line($"run    {tuned.RunId} of experiment '{tuned.Experiment}' in {tracker.Place}");
        TrainCommand.ShowNext(invocation, train, version, folder, tuned.Data);
        terminal.Document(new
        {
            tuned.RunId,
            tuned.Experiment,
            Store = tracker.Place,
            tuned.Target,
            tuned.Learner,
            End = tuned.Report.End.ToString().ToLowerInvariant(),
            Best = LeaderboardView.Document(tuned.Report.Best!), // a model was fitted
            Settings = RecipeCatalog.Describe(tuned.Report.BestRecipe!), // a model was fitted
            Trials = tuned.Report.Trials.Select(LeaderboardView.Document),
            tuned.Report.Importances,
            Rows = new { Learn = tuned.Rows.Learn.RowCount, HeldOut = tuned.Rows.HeldOut?.RowCount ?? 0, tuned.Rows.WithoutTarget },
            Scores = tuned.Judgement is null ? null : ReportView.Document(tuned.Judgement.Report),
            Registered = version is null ? null : new { version.Name, version.Version },
            Folder = folder,
        });
    }

    /// <summary>What a search has come to.</summary>
    sealed record Tuned(string RunId, string Experiment, string Target, string Learner, TrainingData Data, SearchReport Report, Model Model, Judgement? Judgement, TrainingTable Rows);
}
