using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>cambium curve: how good a learner is by the rows it learns from, or by a setting.</summary>
sealed class CurveCommand : ToolCommand
{
    readonly CurveOptions _options = new();

    internal CurveCommand()
        : base(
            "curve",
            "Draw how good a learner is by the number of rows it learns from, or by the values of a setting.",
            "cambium curve samples/mortgages.csv --target deny",
            "cambium curve samples/diabetes.csv --target progression --learner linear --sizes 50,100,200,1 --html curve.html",
            "cambium curve samples/mortgages.csv --target deny --setting trees=20,50,100,200 --score log_loss",
            "cambium curve samples/mortgages.csv --target deny --learner linear --steps steps.yaml",
            "cambium curve samples/mortgages.csv --target deny --experiment mortgages") =>
        _options.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var training = _options.Training;
        var (target, time) = (invocation.Value(training.Target), invocation.Value(training.EventTime));
        var (setting, sizes, page) = (_options.SettingOf(invocation), _options.SizesOf(invocation), OutputFile.Of(invocation.Value(_options.Html)));
        var steps = training.StepsOf(invocation);
        LearnerChoice.CheckTarget(invocation.Value(training.Learner)!, target); // has a default
        training.Splits.CheckFit(invocation, target, time);
        var data = TrainingData.Read(invocation, training);
        var table = TrainingTable.Columns(data.Table, target, invocation.Value(training.Weight), training.DropOf(invocation), invocation.Value(training.Splits.Group), steps is not null);
        var choice = Choose(invocation, target is null ? null : table[target], steps, []);
        if (target is null || !LearnerChoice.HasTarget(choice.Task))
        {
            throw CommandException.Misuse($"A curve judges answers by a target, but {LearnerChoice.Word(choice.Task)} has none. Choose another --learner.");
        }

        CheckScore(invocation, choice.Task);
        var rows = TrainingTable.Split(table, target, choice.Task, heldOut: 0, seed: 0).Learn;
        terminal.Line($"[bold]{choice.Kind}[/] learns '{target}' of {data.FileName} ({LearnerChoice.Word(choice.Task)}) from {Figure.Count(rows.RowCount, "row")}");
        var (lines, log) = setting is { } own ? BySetting(invocation, choice, rows, target, steps, own) : ByRows(invocation, choice, rows, target, sizes);
        var (at, score) = (setting?.Name ?? "rows", ScoreOf(invocation, lines));
        terminal.Show(CurveView.Of(at, score, lines));
        foreach (var line in CurveView.Drawing(score, lines, terminal.Width))
        {
            terminal.Unwrapped($"  {line}");
        }

        if (page is not null)
        {
            WholeFile.WriteText(page, CurvePage.Of($"{choice.Kind} on {data.FileName}", at, score, lines));
            terminal.Line($"Page: [bold]{page}[/]");
        }

        var runId = _options.IsKept(invocation) ? Keep(invocation, choice, data, rows, (at, score), log) : null;
        terminal.Document(new { Learner = choice.Kind, Task = LearnerChoice.Word(choice.Task), By = at, Score = score, Points = lines, RunId = runId });
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>Keeps the curve as a run.</summary>
    /// <returns>The run's id.</returns>
    string Keep(Invocation invocation, LearnerChoice choice, TrainingData data, Table rows, (string By, string Score) what, Action<Run> log)
    {
        var training = _options.Training;
        using var tracker = Tracker.Open(invocation.Value(training.Store)!, invocation.Value(training.Artifacts), TimeProvider.System); // has a default
        var experiment = invocation.Value(_options.Experiment) ?? data.Title;
        using var run = tracker.Start(experiment, $"curve of {choice.Kind} by {what.By}");
        data.NoteOn(run);
        run.Log(rows);
        run.Log(choice.Recipe);
        run.Tag("data.file", data.Words);
        run.Tag("target", invocation.Value(training.Target)!); // checked before
        run.Tag("curve.score", what.Score);
        log(run);
        run.Complete();
        invocation.Terminal.Line($"run    {run.Id} of experiment '{experiment}' in {tracker.Place}");
        return run.Id;
    }

    (CurveLine[] Lines, Action<Run> Log) ByRows(Invocation invocation, LearnerChoice choice, Table rows, string target, EquatableArray<double>? sizes)
    {
        var options = new LearningCurveOptions { Validation = ValidationOf(invocation, choice.Task, target) };
        options = sizes is { } own ? options with { Sizes = own } : options;
        var curve = Watch.Over(
            invocation.Terminal, $"{Figure.Count(options.Sizes.Count, "size")}, {Judged(invocation)}", options.Sizes.Count * Folds(invocation),
            progress => LearningCurve.Run(choice.Recipe, rows, target, options with { Validation = options.Validation with { Progress = progress } }));
        return ([.. curve.Points.Select(point => new CurveLine(Figure.Count(point.Rows), point.Train, point.Test))], run => run.Log(curve));
    }

    (CurveLine[] Lines, Action<Run> Log) BySetting(Invocation invocation, LearnerChoice choice, Table rows, string target, TransformPipeline? steps, (string Name, string[] Values) setting)
    {
        var options = ValidationOf(invocation, choice.Task, target);
        var curve = Watch.Over(
            invocation.Terminal, $"{Figure.Count(setting.Values.Length, "value")}, {Judged(invocation)}", setting.Values.Length * Folds(invocation),
            progress => ValidationCurve.Run(
                setting.Name, setting.Values, value => Choose(invocation, rows[target], steps, [new(setting.Name, value)]).Recipe, rows, target, options with { Progress = progress }));
        return ([.. curve.Points.Select(point => new CurveLine(point.Value, point.Train, point.Test))], run => run.Log(curve));
    }

    LearnerChoice Choose(Invocation invocation, Column? target, TransformPipeline? steps, KeyValuePair<string, string>[] varied)
    {
        var settings = new Dictionary<string, string>(_options.Training.SettingsOf(invocation), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in varied)
        {
            settings[name] = value;
        }

        // A default, so there is one.
        return LearnerChoice.Make(invocation.Value(_options.Training.Learner)!, _options.Training.TaskOf(invocation), target, settings, invocation.Value(_options.Training.Seed), steps);
    }

    CrossValidationOptions ValidationOf(Invocation invocation, LearningTask task, string target)
    {
        var (time, seed) = (invocation.Value(_options.Training.EventTime), invocation.Value(_options.Training.Seed));
        var options = new CrossValidationOptions
        {
            Seed = seed,
            Splitter = _options.Training.Splits.SplitterOf(invocation, task, target, time, invocation.Value(_options.Folds), seed),
            Weight = invocation.Value(_options.Training.Weight),
            CancellationToken = invocation.CancellationToken,
        };
        return invocation.Value(_options.Score) is { } score ? SearchMetric.With([score], options) : options;
    }

    /// <summary>Before any fold is judged: a figure that there is not.</summary>
    void CheckScore(Invocation invocation, LearningTask task)
    {
        string[] names = [.. SearchMetric.NamesFor(task == LearningTask.Classification ? "classifiers" : "regressors")];
        if (invocation.Value(_options.Score) is { } asked && !names.Contains(asked))
        {
            throw CommandException.Misuse($"--score knows no figure '{asked}'.{NearestName.Suggestion(asked, names)} The figures are: {string.Join(", ", names)}.");
        }
    }

    int Folds(Invocation invocation) => invocation.Value(_options.Folds) * invocation.Value(_options.Training.Splits.Repeat);

    string Judged(Invocation invocation) => $"each judged over {Figure.Count(Folds(invocation), "fold")}";

    string ScoreOf(Invocation invocation, CurveLine[] lines)
    {
        string[] names = [.. lines[0].Test.Select(own => own.Name)];
        return invocation.Value(_options.Score) is not { } asked ? names[0]
            : names.Contains(asked) ? asked
            : throw CommandException.Misuse($"--score knows no figure '{asked}'.{NearestName.Suggestion(asked, names)} The figures are: {string.Join(", ", names)}.");
    }
}
