using Cambium.Data;
using Cambium.Learn;

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
            "cambium curve samples/mortgages.csv --target deny --setting trees=20,50,100,200 --score log_loss") =>
        _options.AddTo(this);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        var training = _options.Training;
        var (target, time) = (invocation.Value(training.Target), invocation.Value(training.EventTime));
        var (setting, sizes, page) = (_options.SettingOf(invocation), _options.SizesOf(invocation), OutputFile.Of(invocation.Value(_options.Html)));
        LearnerChoice.CheckTarget(invocation.Value(training.Learner)!, target); // has a default
        training.Splits.CheckFit(invocation, target, time);
        var data = TrainingData.Read(invocation, training);
        var table = TrainingTable.Columns(data.Table, target, invocation.Value(training.Weight), training.DropOf(invocation), invocation.Value(training.Splits.Group));
        var choice = Choose(invocation, target is null ? null : table[target], []);
        if (target is null || !LearnerChoice.HasTarget(choice.Task))
        {
            throw CommandException.Misuse($"A curve judges answers by a target, but {LearnerChoice.Word(choice.Task)} has none. Choose another --learner.");
        }

        CheckScore(invocation, choice.Task);
        var rows = TrainingTable.Split(table, target, choice.Task, heldOut: 0, seed: 0).Learn;
        terminal.Line($"[bold]{choice.Kind}[/] learns '{target}' of {data.FileName} ({LearnerChoice.Word(choice.Task)}) from {Figure.Count(rows.RowCount, "row")}");
        var lines = setting is { } own ? BySetting(invocation, choice, rows, target, own) : ByRows(invocation, choice, rows, target, sizes);
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

        terminal.Document(new { Learner = choice.Kind, Task = LearnerChoice.Word(choice.Task), By = at, Score = score, Points = lines });
        return Task.FromResult(ExitStatus.Done);
    }

    CurveLine[] ByRows(Invocation invocation, LearnerChoice choice, Table rows, string target, EquatableArray<double>? sizes)
    {
        var options = new LearningCurveOptions { Validation = ValidationOf(invocation, choice.Task, target) };
        options = sizes is { } own ? options with { Sizes = own } : options;
        var curve = Watch.Over(
            invocation.Terminal, $"{Figure.Count(options.Sizes.Count, "size")}, {Judged(invocation)}", options.Sizes.Count * Folds(invocation),
            progress => LearningCurve.Run(choice.Recipe, rows, target, options with { Validation = options.Validation with { Progress = progress } }));
        return [.. curve.Points.Select(point => new CurveLine(Figure.Count(point.Rows), point.Train, point.Test))];
    }

    CurveLine[] BySetting(Invocation invocation, LearnerChoice choice, Table rows, string target, (string Name, string[] Values) setting)
    {
        var options = ValidationOf(invocation, choice.Task, target);
        var curve = Watch.Over(
            invocation.Terminal, $"{Figure.Count(setting.Values.Length, "value")}, {Judged(invocation)}", setting.Values.Length * Folds(invocation),
            progress => ValidationCurve.Run(
                setting.Name, setting.Values, value => Choose(invocation, rows[target], [new(setting.Name, value)]).Recipe, rows, target, options with { Progress = progress }));
        return [.. curve.Points.Select(point => new CurveLine(point.Value, point.Train, point.Test))];
    }

    LearnerChoice Choose(Invocation invocation, Column? target, KeyValuePair<string, string>[] varied)
    {
        var settings = new Dictionary<string, string>(_options.Training.SettingsOf(invocation), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in varied)
        {
            settings[name] = value;
        }

        // A default, so there is one.
        return LearnerChoice.Make(invocation.Value(_options.Training.Learner)!, _options.Training.TaskOf(invocation), target, settings, invocation.Value(_options.Training.Seed));
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
