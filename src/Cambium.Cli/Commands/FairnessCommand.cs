using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>cambium fairness: how a model treats groups, and what making it fairer costs.</summary>
sealed class FairnessCommand : ToolCommand
{
    readonly Argument<string> _model = ToolOptions.Model();
    readonly Argument<string> _data = ToolOptions.Data();
    readonly Option<string[]> _groups = new("--group") { HelpName = "COL,...", Required = true, Description = "The column whose values make the groups; of several, every combination is a group. The model need not read them." };
    readonly Option<string?> _positive = new("--positive") { HelpName = "CLASS", Description = "The class that counts as the decision. Default: the second of two classes." };
    readonly Option<int> _small = NumberOption.Whole("--small", "N", 30, 1, int.MaxValue, "Warn of groups of fewer rows, and leave them out of differences. Default: 30.");
    readonly Option<string?> _mitigate = new("--mitigate")
    {
        HelpName = "METHOD",
        Description = $"Learn the model's recipe anew so that groups are treated alike, and tell what that costs on rows held out: {string.Join(", ", Mitigation.Methods)}.",
    };

    readonly Option<string?> _constraint = new("--constraint") { HelpName = "NAME", Description = $"What --mitigate makes alike: {string.Join(", ", Mitigation.Constraints)}. Default: demographic-parity." };
    readonly Option<double> _bound = NumberOption.Share("--bound", "SHARE", 0.02, 1, "How far apart --mitigate may leave groups; of bounded-error the largest share of errors. Default: 0.02.");
    readonly Option<double> _test = NumberOption.Share("--test", "SHARE", 0.25, 0.9, "Rows that --mitigate holds out to judge by. Default: 0.25.");
    readonly Option<long> _seed = NumberOption.Seed();
    readonly Option<string?> _out = new("--out") { HelpName = "MODEL", Description = "Save what --mitigate learned to this folder." };
    readonly Option<string?> _html = new("--html") { HelpName = "FILE", Description = "Also write a page with findings, drawings and every figure; with --mitigate also the trade-off curve." };
    readonly Option<bool> _log = ToolOptions.Log();
    readonly Option<string> _store = ToolOptions.Store();
    readonly CsvArguments _csv = new();

    internal FairnessCommand()
        : base(
            "fairness",
            "Compare how a model treats groups, on rows that it was not fitted on, and make it fairer.",
            "cambium fairness ./mortgages.model new-mortgages.csv --group afam",
            "cambium fairness ./mortgages.model new-mortgages.csv --group afam,single --positive no --html fairness.html",
            "cambium fairness ./mortgages.model mortgages.csv --group afam --mitigate thresholds --constraint equal-opportunity --out fair.model",
            "cambium fairness models:/mortgages@champion new-mortgages.csv --group afam --log")
    {
        Arguments.Add(_model);
        Arguments.Add(_data);
        foreach (var option in (Option[])[_groups, _positive, _small, _mitigate, _constraint, _bound, _test, _seed, _out, _html, _log, _store])
        {
            Options.Add(option);
        }

        _csv.AddTo(this);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (reference, path, page, store) = (invocation.Value(_model), invocation.Value(_data), OutputFile.Of(invocation.Value(_html)), invocation.Value(_store)!); // has a default
        var constraint = Mitigation.ConstraintOf(invocation.Value(_constraint) ?? Mitigation.Constraints[0]);
        CheckOptions(invocation, constraint);
        if (invocation.Value(_log))
        {
            FindingsLog.Check(reference, store);
        }

        var model = ModelArgument.Load(reference, store);
        var rows = ModelArgument.Fit(_csv.Read(invocation, path), model, path);
        var options = new FairnessOptions
        {
            Columns = [.. invocation.Value(_groups)!.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))], // required
            Positive = invocation.Value(_positive),
            SmallGroup = invocation.Value(_small),
            Seed = invocation.Value(_seed),
        };
        if (model.Target.Length > 0 && !rows.Contains(model.Target))
        {
            throw CommandException.Failed($"{path} lacks the column '{model.Target}' that the model predicts, so how it treats groups cannot be judged.");
        }

        switch (model)
        {
            case ClassifierModel { Classes.Count: > 2 } several when options.Positive is null:
                throw CommandException.Misuse(
                    $"The model tells {several.Classes.Count} classes apart ({string.Join(", ", several.Classes)}), and groups are compared by one decision. Name the class that counts as it with --positive CLASS.");
            case ClassifierModel classifier when invocation.Value(_mitigate) is { } method:
                Mitigate(invocation, classifier, rows, options, (method, constraint), page);
                break;
            case ClassifierModel classifier:
                Compare(invocation, classifier, rows, options, page);
                break;
            case RegressorModel regressor when invocation.Value(_mitigate) is null:
                Compare(invocation, regressor, rows, options, page);
                break;
            case RegressorModel:
                throw CommandException.Misuse("--mitigate changes the decisions of a classifier; this model answers with numbers. Leave it out to compare its errors.");
            default:
                throw CommandException.Misuse("Groups are compared by answers and truth, but this model has no target. Name a classifier's or a regressor's.");
        }

        return Task.FromResult(ExitStatus.Done);
    }

    void CheckOptions(Invocation invocation, FairConstraint constraint)
    {
        if (invocation.Value(_mitigate) is { } method)
        {
            Mitigation.Check(method, constraint);
        }
        else if (new Option[] { _out, _constraint, _bound, _test }.FirstOrDefault(option => invocation.Words.GetResult(option) is { Implicit: false }) is { } idle)
        {
            throw CommandException.Misuse($"{idle.Name} goes with --mitigate METHOD. Name one, or leave it out.");
        }
    }

    void Compare(Invocation invocation, ClassifierModel model, Table rows, FairnessOptions options, string? page)
    {
        var terminal = invocation.Terminal;
        var evidence = invocation.Value(_log) ? FairnessEvidence.Of(model, rows, options) : null;
        var comparison = evidence?.Groups ?? model.CompareGroups(rows, options);
        Head(invocation, model, rows.RowCount, comparison.By);
        FairnessView.Show(terminal, comparison.Findings, comparison.Warnings);
        terminal.Show(GroupView.Of(comparison, terminal.Width));
        terminal.Show(FairnessView.Of(comparison.Figures, terminal.Width, Figure.Score));
        Write(terminal, page, () => FairnessPage.Of(Title(invocation), comparison, FairnessView.Calls(model), mitigation: null, curve: null));
        Keep(invocation, evidence);
        terminal.Document(new { Model = invocation.Value(_model), Data = invocation.Value(_data), model.Target, Rows = rows.RowCount, Comparison = comparison });
    }

    void Compare(Invocation invocation, RegressorModel model, Table rows, FairnessOptions options, string? page)
    {
        var terminal = invocation.Terminal;
        var evidence = invocation.Value(_log) ? FairnessEvidence.Of(model, rows, options) : null;
        var comparison = evidence?.Errors ?? model.CompareGroups(rows, options);
        Head(invocation, model, rows.RowCount, comparison.By);
        FairnessView.Show(terminal, comparison.Findings, comparison.Warnings);
        terminal.Show(FairnessView.Of(comparison, terminal.Width));
        terminal.Show(FairnessView.Of(comparison.Figures, terminal.Width, Figure.Of));
        Write(terminal, page, () => FairnessPage.Of(Title(invocation), comparison));
        Keep(invocation, evidence);
        terminal.Document(new { Model = invocation.Value(_model), Data = invocation.Value(_data), model.Target, Rows = rows.RowCount, Comparison = comparison });
    }

    void Mitigate(Invocation invocation, ClassifierModel model, Table rows, FairnessOptions options, (string Method, FairConstraint Constraint) how, string? page)
    {
        var terminal = invocation.Terminal;
        CheckPositive(model, options, how.Constraint);
        // What is kept is about the registered model, by all rows; refused before anything is learned.
        var evidence = invocation.Value(_log) ? FairnessEvidence.Of(model, rows, options) : null;
        var reads = options.Columns.Where(column => model.Input.Find(column) is not null).ToEquatableArray();
        var mitigation = new Mitigation(how.Method, how.Constraint, invocation.Value(_bound), options.Columns, reads);
        var columns = model.Input.Fields.Select(field => field.Name).Concat(options.Columns).Append(model.Target).Distinct();
        var (train, test) = rows.Select([.. columns]).Split(1 - invocation.Value(_test), stratifyBy: model.Target, seed: invocation.Value(_seed));
        var fit = new FitOptions { CancellationToken = invocation.CancellationToken };
        var plain = mitigation.AsItIs(model.Recipe).Fit(train, model.Target, fit);
        var fair = Watch.Over(terminal, how.Method, 1, progress => mitigation.Recipe(model.Recipe).Fit(train, model.Target, fit with { Progress = progress }));
        var outcome = new MitigationOutcome(
            mitigation, model, plain.CompareGroups(test, options), fair.CompareGroups(test, options), plain.Evaluate(test)["accuracy"], fair.Evaluate(test)["accuracy"], test.RowCount);
        var curve = page is null && evidence is null
            ? null
            : mitigation.Curve(model.Recipe, train, test, model.Target, options, fit);

        var after = outcome.After;
        Head(invocation, model, test.RowCount, after.By, $"{how.Method} learned anew from {Figure.Count(train.RowCount, "row")}; ");
        terminal.Paragraph(0, $"{outcome.Sentence}");
        FairnessView.Show(terminal, after.Findings, after.Warnings);
        terminal.Show(GroupView.Of(after, terminal.Width));
        terminal.Show(FairnessView.Of(after.Figures, terminal.Width, Figure.Score));
        if (curve is not null)
        {
            terminal.Show(FairnessView.Of(curve));
        }

        Write(terminal, page, () => FairnessPage.Of(Title(invocation), after, FairnessView.Calls(fair), (outcome.Before, outcome.Sentence), curve));
        Keep(invocation, evidence is null ? null : evidence with { TradeOff = curve });
        if (invocation.Value(_out) is { } folder)
        {
            fair.Save(folder);
            terminal.Line($"Saved: [bold]{folder}[/]");
        }

        terminal.Document(new
        {
            Model = invocation.Value(_model),
            Data = invocation.Value(_data),
            model.Target,
            Rows = test.RowCount,
            LearnedFrom = train.RowCount,
            Mitigation = new
            {
                how.Method,
                Constraint = Mitigation.Constraints[(int)how.Constraint],
                mitigation.Bound,
                BoundKept = outcome.IsKept,
                outcome.AccuracyBefore,
                outcome.AccuracyAfter,
                outcome.Before,
            },
            Comparison = after,
            Curve = curve,
            Saved = invocation.Value(_out),
        });
    }

    void Keep(Invocation invocation, FairnessEvidence? evidence)
    {
        if (evidence is not null)
        {
            FindingsLog.Keep(invocation.Terminal, invocation.Value(_model), invocation.Value(_store)!, "fairness", (tracker, run) => tracker.LogTo(run, evidence)); // has a default
        }
    }

    /// <summary>Two rates of all rows, or both of them, are alike whichever class counts; that of positive rows is not.</summary>
    static void CheckPositive(ClassifierModel model, FairnessOptions options, FairConstraint constraint)
    {
        if (model.Classes.Count == 2 && constraint == FairConstraint.EqualOpportunity && options.Positive is { } positive && positive != model.Classes[1])
        {
            throw CommandException.Misuse(
                $"--constraint equal-opportunity is held for the second class, '{model.Classes[1]}', not for '{positive}'. Leave --positive out, or choose --constraint equalised-odds, which holds both.");
        }
    }

    void Head(Invocation invocation, Model model, int rows, string by, string how = "")
    {
        invocation.Terminal.Line($"[bold]{invocation.Value(_model)}[/] on {Figure.Count(rows, "row")} of {invocation.Value(_data)}: {how}'{model.Target}' by {by}");
        if (how.Length == 0 && ReportView.Threshold(model) is { } threshold)
        {
            invocation.Terminal.Paragraph(0, $"{threshold}");
        }
    }

    string Title(Invocation invocation) => $"Fairness of {invocation.Value(_model)} on {invocation.Value(_data)}";

    static void Write(Terminal terminal, string? page, Func<string> html)
    {
        if (page is not null)
        {
            WholeFile.WriteText(page, html());
            terminal.Line($"Page: [bold]{page}[/]");
        }
    }
}
