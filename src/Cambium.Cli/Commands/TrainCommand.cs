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
            "cambium train samples/diabetes.csv --target progression --learner linear --cv 5",
            "cambium train samples/credit-cards.csv --target card --drop share,expenditure --set trees=300",
            "cambium train samples/wine.csv --drop cultivar --learner k-means --set clusters=3",
            "cambium train samples/mortgages.csv --target deny --learner auto --budget 60s") =>
        _options.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var (target, weight, seed) = (invocation.Value(_options.Target), invocation.Value(_options.Weight), invocation.Value(_options.Seed));
        var (asked, settings) = (_options.TaskOf(invocation), _options.SettingsOf(invocation));
        CheckNewName(invocation.Value(_options.Register));
        var budget = AutoTraining.Check(invocation, _options);
        var isAuto = budget > TimeSpan.Zero;
        LearnerChoice.CheckTarget(invocation.Value(_options.Learner)!, target); // has a default
        var data = TrainingData.Read(invocation, _options);
        var table = TrainingTable.Columns(data.Table, target, weight, _options.DropOf(invocation), isAuto);
        var choice = isAuto
            ? AutoTraining.Choice(asked, table[target!]) // checked above
            : LearnerChoice.Make(invocation.Value(_options.Learner)!, asked, target is null ? null : table[target], settings, seed); // has a default
        if (invocation.Value(_options.Folds) > 0 && !LearnerChoice.HasTarget(choice.Task))
        {
            throw CommandException.Misuse($"--cv judges answers by a target, but {LearnerChoice.Word(choice.Task)} has none. Leave it out.");
        }

        var (rows, leaks) = Split(invocation, table, choice.Task);
        terminal.Line($"[bold]{choice.Kind}[/] learns {(LearnerChoice.HasTarget(choice.Task) ? $"'{target}' of " : "")}{data.FileName} ({LearnerChoice.Word(choice.Task)})");
        terminal.Line($"  {RowsSentence(rows)}");
        foreach (var finding in leaks?.Findings ?? [])
        {
            terminal.Paragraph(2, $"[yellow]{finding.Message}[/]");
        }

        using var tracker = Tracker.Open(invocation.Value(_options.Store)!, invocation.Value(_options.Artifacts), TimeProvider.System); // has a default
        var experiment = invocation.Value(_options.Experiment) ?? data.Title;
        using var run = tracker.Start(experiment, choice.Kind);
        var found = isAuto ? AutoTraining.Run(invocation, _options, choice, rows, budget) : null;
        choice = found is null ? choice : choice with { Recipe = found.Report.BestRecipe };
        Describe(run, invocation, choice, data, rows);
        var validation = CrossValidate(invocation, choice, rows, run);
        var fit = new FitOptions { Weight = weight, CancellationToken = invocation.CancellationToken };
        var model = found?.Model ?? Watch.Over(terminal, "fit", 1, progress => choice.Fit(rows.Learn, target, fit with { Progress = new ProgressPair(progress, run) }));
        run.Log(model);
        if (found is not null)
        {
            AutoTraining.Log(found.Report, run, data.FileName);
        }

        var judgement = rows.HeldOut is null ? null : Judge(invocation, choice, model, rows, fit, run);
        run.Complete();

        var version = invocation.Value(_options.Register) is { } name ? tracker.Register(name, run.Id) : null;
        var folder = invocation.Value(_options.Out);
        if (folder is not null)
        {
            model.Save(folder);
            AutoTraining.WriteWinner(found?.Report, data.FileName, folder);
        }

        if (judgement is not null)
        {
            Show(terminal, judgement, rows, model.Target);
        }

        terminal.Line();
        terminal.Line($"run    {run.Id} of experiment '{experiment}' in {tracker.Place}");
        ShowNext(invocation, version, folder, data);
        terminal.Document(new
        {
            RunId = run.Id,
            Experiment = experiment,
            Store = tracker.Place,
            Data = data.Words,
            Target = target,
            Task = LearnerChoice.Word(choice.Task),
            Learner = choice.Kind,
            Auto = found is null ? null : AutoTraining.Document(found.Report, data.FileName),
            Settings = RecipeCatalog.Describe(choice.Recipe),
            Rows = new { Learn = rows.Learn.RowCount, HeldOut = rows.HeldOut?.RowCount ?? 0, rows.WithoutTarget },
            CrossValidation = validation is null ? null : CrossValidationView.Document(validation),
            Scores = judgement is null ? null : ReportView.Document(judgement.Report),
            Baseline = judgement?.Baseline is null ? null : ReportView.Document(judgement.Baseline),
            Explanation = judgement is null ? null : ImportanceView.Document(judgement.Explanation),
            Leaks = leaks?.Findings,
            Advice = judgement is null ? null : LeakAdvice.Of(judgement, target),
            Registered = version is null ? null : new { version.Name, version.Version },
            Folder = folder,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>The rows to learn from and to judge by, once it is sure that they do not give the answer away.</summary>
    (TrainingTable Rows, LeakageReport? Leaks) Split(Invocation invocation, Table table, LearningTask task)
    {
        var (target, leaks) = (invocation.Value(_options.Target), _options.LeaksOf(invocation));
        var time = LeakCheck.EventTime(table, target, leaks);
        var rows = TrainingTable.Split(table, target, task, invocation.Value(_options.Test), invocation.Value(_options.Seed), time);
        var report = target is null || !LearnerChoice.HasTarget(task) ? null : LeakCheck.Of(rows, target, invocation.Value(_options.Weight), leaks);
        return (rows.Without(time), report);
    }

    /// <summary>Refuses a name that no model can have before anything is learned.</summary>
    static void CheckNewName(string? name)
    {
        if (name is not null)
        {
            _ = RegistryNames.Model(name);
        }
    }

    static string RowsSentence(TrainingTable rows)
    {
        var learn = $"{Figure.Count(rows.Learn.RowCount, "row")} to learn from, {(rows.HeldOut is null ? "none" : Figure.Count(rows.HeldOut.RowCount))} held out to judge by";
        return rows.WithoutTarget == 0 ? $"{learn}." : $"{learn}; {Figure.Count(rows.WithoutTarget)} without a target left out.";
    }

    static void Show(Terminal terminal, Judgement judgement, TrainingTable rows, string target)
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

        var options = new CrossValidationOptions
        {
            Folds = folds,
            Seed = invocation.Value(_options.Seed),
            Weight = invocation.Value(_options.Weight),
            CancellationToken = invocation.CancellationToken,
        };
        var validation = Watch.Over(
            invocation.Terminal,
            $"{folds}-fold cross-validation",
            folds,
            progress => CrossValidation.Run(choice.Recipe, rows.Learn, invocation.Value(_options.Target)!, options with { Progress = progress })); // such a task has one
        run.Log(validation);
        invocation.Terminal.Show(CrossValidationView.Of(validation));
        return validation;
    }

    Judgement Judge(Invocation invocation, LearnerChoice choice, Model model, TrainingTable rows, FitOptions fit, Run run)
    {
        var baseline = LearnerChoice.HasTarget(choice.Task) ? LearnerChoice.Baseline(choice.Task).Fit(rows.Learn, model.Target, fit) : null;
        var explain = new ExplainOptions { Seed = invocation.Value(_options.Seed), CancellationToken = invocation.CancellationToken };
        var judgement = Watch.Over(
            invocation.Terminal, "judge and explain", 1, progress => Judgement.Of(model, baseline, rows.HeldOut!, explain with { Progress = progress })); // called only where rows are held out
        run.Log(judgement.Report);
        run.Log(judgement.Explanation);
        return judgement;
    }

    void ShowNext(Invocation invocation, ModelVersion? version, string? folder, TrainingData data)
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

        var store = StoreArgument.Shown(invocation.Value(_options.Store)!); // has a default
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
