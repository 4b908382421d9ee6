using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Fits a learner to a table as a tracked run.</summary>
sealed class TrainCommand : ToolCommand
{
    const int ImportancesShown = 10;

    readonly TrainOptions _options = new();

    internal TrainCommand()
        : base(
            "train",
            "Fit a learner to a table as a tracked run, judge it on held-out rows, and keep the model.",
            "cambium train samples/mortgages.csv --target deny --register mortgages",
            "cambium train samples/diabetes.csv --target progression --learner linear --cv 5 --repeat 10",
            "cambium train samples/credit-cards.csv --target card --drop share,expenditure --set trees=300",
            "cambium train samples/mortgages.csv --target deny --learner linear --steps steps.yaml",
            "cambium train samples/diabetes.csv --target progression --interval 0.9",
            "cambium train samples/mortgages.csv --target deny --calibrate beta --threshold-for cost=5:1",
            "cambium train samples/wine.csv --drop cultivar --learner k-means --set clusters=3",
            "cambium train samples/mortgages.csv --target deny --learner auto --budget 60s") =>
        _options.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var (target, weight, seed) = (invocation.Value(_options.Target), invocation.Value(_options.Weight), invocation.Value(_options.Seed));
        var (asked, settings, steps) = (_options.TaskOf(invocation), _options.SettingsOf(invocation), _options.StepsOf(invocation));
        CheckNewName(invocation.Value(_options.Register));
        CheckFolder(invocation.Value(_options.Out));
        var budget = AutoTraining.Check(invocation, _options);
        IntervalTraining.Check(invocation, _options);
        var isAuto = budget > TimeSpan.Zero;
        if (!isAuto)
        {
            LearnerChoice.CheckTarget(invocation.Value(_options.Learner)!, target); // has a default
        }

        var group = invocation.Value(_options.Splits.Group);
        _options.Splits.CheckFit(invocation, target, invocation.Value(_options.EventTime));
        if (invocation.Value(_options.Splits.Repeat) > 1 && invocation.Value(_options.Folds) == 0)
        {
            throw CommandException.Misuse("--repeat deals rows out to folds again, but there are none. Add --cv FOLDS, or leave it out.");
        }

        var data = TrainingData.Read(invocation, _options);
        var table = TrainingTable.Columns(data.Table, target, weight, _options.DropOf(invocation), group, isAuto);
        var choice = isAuto
            ? AutoTraining.Choice(asked, table[target!]) // checked above
            : LearnerChoice.Make(invocation.Value(_options.Learner)!, asked, target is null ? null : table[target], settings, seed, steps); // has a default
        choice = _options.Around(invocation, choice);
        if (invocation.Value(_options.Folds) > 0 && !LearnerChoice.HasTarget(choice.Task))
        {
            throw CommandException.Misuse($"--cv judges answers by a target, but {LearnerChoice.Word(choice.Task)} has none. Leave it out.");
        }

        var plain = choice;
        choice = IntervalTraining.Wrap(invocation, _options, choice);
        var (all, leaks) = Split(invocation, _options, table, choice.Task);
        var rows = all.Without(invocation.Value(_options.EventTime)).Without(group);
        terminal.Line($"[bold]{choice.Kind}[/] learns {(LearnerChoice.HasTarget(choice.Task) ? $"'{target}' of " : "")}{data.FileName} ({LearnerChoice.Word(choice.Task)})");
        terminal.Line($"  {RowsSentence(rows)}");
        if (IntervalTraining.Sentence(choice.Recipe) is { } sentence)
        {
            terminal.Line($"  {sentence}");
        }

        foreach (var finding in leaks?.Findings ?? [])
        {
            terminal.Paragraph(2, $"[yellow]{finding.Message}[/]");
        }

        using var tracker = Tracker.Open(invocation.Value(_options.Store)!, invocation.Value(_options.Artifacts), TimeProvider.System); // has a default
        var experiment = invocation.Value(_options.Experiment) ?? data.Title;
        using var run = tracker.Start(experiment, choice.Kind);
        var found = isAuto ? AutoTraining.Run(invocation, _options, choice, all, budget, tracker.FollowAutoMl(run)) : null;
        choice = found is null ? choice : choice with { Recipe = found.Report.BestRecipe };
        Describe(run, invocation, choice, data, rows);
        // Intervals change no prediction, so that folds need not calibrate them.
        var validation = CrossValidate(invocation, found is null ? plain : choice, all, run);
        var fit = new FitOptions { Weight = weight, CancellationToken = invocation.CancellationToken };
        var model = found?.Model ?? Watch.Over(terminal, "fit", 1, progress => choice.Fit((ReferenceEquals(plain, choice) ? rows : all).Learn, target, fit with { Progress = new ProgressPair(progress, run) }));
        run.Log(model);
        var source = AutoTraining.Source(invocation, _options, data, choice.Task, rows);
        if (found is not null)
        {
            AutoTraining.Log(found.Report, run, source);
        }

        var judgement = rows.HeldOut is null ? null : Judge(invocation, _options, choice.Task, model, rows, fit, run, isAuto ? () => AutoTraining.Left(invocation, budget) : null);
        var coverage = IntervalTraining.Judge(model, rows.HeldOut, run);
        run.Complete();

        var version = invocation.Value(_options.Register) is { } name ? tracker.Register(name, run.Id) : null;
        var folder = invocation.Value(_options.Out);
        if (folder is not null)
        {
            model.Save(folder);
            AutoTraining.WriteWinner(found?.Report, source, folder);
        }

        if (judgement is not null)
        {
            Show(terminal, judgement, rows, model.Target);
        }

        if (ReportView.Threshold(model) is { } threshold)
        {
            terminal.Paragraph(2, $"{threshold}");
        }

        if (coverage is not null)
        {
            CoverageView.Show(terminal, coverage);
        }

        terminal.Line();
        terminal.Line($"run    {run.Id} of experiment '{experiment}' in {tracker.Place}");
        ShowNext(invocation, _options, version, folder, data);
        terminal.Document(new
        {
            RunId = run.Id,
            Experiment = experiment,
            Store = tracker.Place,
            Data = data.Words,
            Target = target,
            Task = LearnerChoice.Word(choice.Task),
            Learner = choice.Kind,
            Auto = found is null ? null : AutoTraining.Document(found.Report, source),
            Settings = RecipeCatalog.Describe(choice.Recipe),
            Rows = new { Learn = rows.Learn.RowCount, HeldOut = rows.HeldOut?.RowCount ?? 0, rows.WithoutTarget },
            CrossValidation = validation is null ? null : CrossValidationView.Document(validation),
            Scores = judgement is null ? null : ReportView.Document(judgement.Report),
            Coverage = CoverageView.Document(coverage),
            Baseline = judgement?.Baseline is null ? null : ReportView.Document(judgement.Baseline),
            Explanation = judgement?.Explanation is null ? null : ImportanceView.Document(judgement.Explanation),
            Undefined = judgement?.Undefined,
            Leaks = leaks?.Findings,
            Advice = judgement is null ? null : LeakAdvice.Of(judgement, target),
            Registered = version is null ? null : new { version.Name, version.Version },
            Folder = folder,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>The rows to learn from and to judge by, with the columns that they are split by, once it is sure that they do not give the answer away.</summary>
    internal static (TrainingTable Rows, LeakageReport? Leaks) Split(Invocation invocation, TrainOptions options, Table table, LearningTask task)
    {
        var (target, group, leaks) = (invocation.Value(options.Target), invocation.Value(options.Splits.Group), options.LeaksOf(invocation));
        var time = LeakCheck.EventTime(table, target, leaks);
        var rows = TrainingTable.Split(table, target, task, invocation.Value(options.Test), invocation.Value(options.Seed), time, group);
        var report = target is null || !LearnerChoice.HasTarget(task) ? null : LeakCheck.Of(rows.Without(group), target, invocation.Value(options.Weight), leaks);
        return (rows, report);
    }

    /// <summary>Refuses a name that no model can have before anything is learned.</summary>
    internal static void CheckNewName(string? name)
    {
        if (name is not null)
        {
            _ = RegistryNames.Model(name);
        }
    }

    /// <summary>Refuses a folder that holds something else before anything is learned.</summary>
    internal static void CheckFolder(string? folder)
    {
        if (folder is not null)
        {
            ModelFolder.ThrowIfOccupied(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        }
    }

    /// <summary>How many rows there are for what.</summary>
    internal static string RowsSentence(TrainingTable rows)
    {
        var learn = $"{Figure.Count(rows.Learn.RowCount, "row")} to learn from, {(rows.HeldOut is null ? "none" : Figure.Count(rows.HeldOut.RowCount))} held out to judge by";
        return rows.WithoutTarget == 0 ? $"{learn}." : $"{learn}; {Figure.Count(rows.WithoutTarget)} without a target left out.";
    }

    /// <summary>What the held-out rows say.</summary>
    internal static void Show(Terminal terminal, Judgement judgement, TrainingTable rows, string target)
    {
        terminal.Line();
        terminal.Line($"On the {Figure.Count(rows.HeldOut!.RowCount)} held-out rows"); // there is a judgement only where rows are held out
        terminal.Show(ReportView.Scores(judgement.Report, judgement.Baseline));
        if (judgement.Report is ClassificationReport classification && ReportView.Confusion(classification, terminal.Width) is { } confusion)
        {
            terminal.Show(confusion);
        }

        if (judgement.Report is ClusteringReport clustering)
        {
            terminal.Paragraph(2, $"{ReportView.Clusters(clustering)}");
        }

        if (judgement.Baseline is not null)
        {
            terminal.Paragraph(2, $"{ReportView.Verdict(judgement.Report, judgement.Baseline)}");
        }

        if (judgement.Explanation is null)
        {
            terminal.Paragraph(2, $"[yellow]What the answers rest on cannot be told: {judgement.Undefined}[/]");
            return;
        }

        terminal.Line();
        terminal.Line($"What the answers rest on: loss of {judgement.Explanation.Score} when a column is shuffled");
        terminal.Show(ImportanceView.Of(judgement.Explanation, ImportancesShown, terminal.Width));
        if (LeakAdvice.Of(judgement, target) is { } advice)
        {
            terminal.Paragraph(2, $"[yellow]{advice}[/]");
        }
    }

    void Describe(Run run, Invocation invocation, LearnerChoice choice, TrainingData data, TrainingTable rows)
    {
        data.NoteOn(run);
        run.Log(rows.Learn);
        run.Log(choice.Recipe);
        run.Tag("data.file", data.Words);
        if (LearnerChoice.HasTarget(choice.Task))
        {
            run.Tag("target", invocation.Value(_options.Target)!); // such a task has one
        }

        run.Parameter("test_share", invocation.Value(_options.Test).ToString(CultureInfo.InvariantCulture));
        run.Parameter("split_seed", invocation.Value(_options.Seed).ToString(CultureInfo.InvariantCulture));
    }

    CrossValidation? CrossValidate(Invocation invocation, LearnerChoice choice, TrainingTable rows, Run run)
    {
        var folds = invocation.Value(_options.Folds);
        if (folds == 0)
        {
            return null;
        }

        var target = invocation.Value(_options.Target)!; // such a task has one
        var options = new CrossValidationOptions
        {
            Splitter = _options.Splits.SplitterOf(invocation, choice.Task, target, invocation.Value(_options.EventTime), folds, invocation.Value(_options.Seed)),
            Weight = invocation.Value(_options.Weight),
            CancellationToken = invocation.CancellationToken,
        };
        var repeats = invocation.Value(_options.Splits.Repeat);
        var validation = Watch.Over(
            invocation.Terminal,
            $"{folds}-fold cross-validation{(repeats > 1 ? $", {repeats} times" : "")}",
            folds * repeats,
            progress => CrossValidation.Run(choice.Recipe, rows.Learn, target, options with { Progress = progress }));
        run.Log(validation);
        invocation.Terminal.Show(CrossValidationView.Of(validation));
        return validation;
    }

    /// <summary>Judges a model by the held-out rows, and logs it.</summary>
    internal static Judgement Judge(Invocation invocation, TrainOptions options, LearningTask task, Model model, TrainingTable rows, FitOptions fit, Run run, Func<TimeSpan>? left = null)
    {
        var baseline = LearnerChoice.HasTarget(task) ? LearnerChoice.Baseline(task).Fit(rows.Learn, model.Target, fit) : null;
        var explain = new ExplainOptions { Seed = invocation.Value(options.Seed), CancellationToken = invocation.CancellationToken };
        var judgement = Watch.Over(
            invocation.Terminal, "judge and explain", 1, progress => Judgement.Of(model, baseline, rows.HeldOut!, explain with { Progress = progress }, left)); // called only where rows are held out
        run.Log(judgement.Report);
        if (judgement.Explanation is not null)
        {
            run.Log(judgement.Explanation);
        }

        HeldOutSlices.Log(run, model, rows.HeldOut!, explain, left); // as above
        KeptSample.Log(invocation, options, model, rows.HeldOut!, run, left); // as above
        return judgement;
    }

    /// <summary>Where the model lies, and what to do next.</summary>
    internal static void ShowNext(Invocation invocation, TrainOptions options, ModelVersion? version, string? folder, TrainingData data)
    {
        var terminal = invocation.Terminal;
        if (folder is not null)
        {
            terminal.Line($"saved  {Path.GetFullPath(folder)}");
        }

        if (version is not null)
        {
            terminal.Line($"model  models:/{version.Name}/{version.Version}");
        }

        var store = StoreArgument.Shown(invocation.Value(options.Store)!); // has a default
        var inStore = store == ToolOptions.StandardStore ? "" : $" --store {ShellWord.Of(store)}";
        terminal.Unwrapped(StoreArgument.IsServer(store) ? $"next   cambium runs list{inStore}" : $"next   cambium server{inStore}");
        if (version is not null)
        {
            terminal.Unwrapped($"       cambium predict {ShellWord.Of($"models:/{version.Name}/{version.Version}")} {ShellWord.Of(data.Words)}{inStore}{data.PlaceWords}");
        }
        else if (folder is not null)
        {
            terminal.Unwrapped($"       cambium predict {ShellWord.Of(folder)} {ShellWord.Of(data.Words)}{data.PlaceWords}");
        }
    }
}
